// Builds ../static from src: what is shipped, so that nobody who runs the page needs a network.
import { build } from "esbuild";
import { cpSync, readFileSync, writeFileSync } from "node:fs";

const out = new URL("../static/", import.meta.url).pathname;
await build({
  entryPoints: ["src/studio.ts"],
  outfile: `${out}studio.js`,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
});
cpSync("src/index.html", `${out}index.html`);
writeFileSync(`${out}studio.css`, readFileSync("src/studio.css", "utf8"));
