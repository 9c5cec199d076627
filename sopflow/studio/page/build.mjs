// Builds ../static from src: what is shipped, so that nobody who runs the page needs a network.
import { build } from "esbuild";
import { cpSync, readFileSync, writeFileSync } from "node:fs";

const out = new URL("../static/", import.meta.url).pathname;
const { metafile } = await build({
  entryPoints: ["src/studio.ts"],
  outfile: `${out}studio.js`,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});
cpSync("src/index.html", `${out}index.html`);
writeFileSync(`${out}studio.css`, readFileSync("src/studio.css", "utf8"));

// The licences of what is bundled ask that they go along with every copy.
const bundled = new Set(Object.keys(metafile.inputs).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
const licence = (name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
writeFileSync(`${out}licenses.txt`, `studio.js contains:\n\n${[...bundled].sort().map(licence).join(`\n${"-".repeat(40)}\n\n`)}`);
