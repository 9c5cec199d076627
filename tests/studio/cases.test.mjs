// Named cases of what a file goes through, over a server that answers at once: node --test, with BOOK the built book.ts.
import assert from "node:assert/strict";
import { test } from "node:test";

const { Book, packed, unpacked } = await import(process.env.BOOK);
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A book over a folder whose answers come at once, unless a text of it is to be lost on the way back. */
function book(disk, kept = new Map(), lost = new Set()) {
  const told = [];
  const server = {
    read: async (path) => ({ path, text: disk.get(path).normalize("NFC"), digest: `d${disk.get(path).normalize("NFC")}` }),
    save: async (path, text, digest) => {
      if (digest !== `d${disk.get(path).normalize("NFC")}`) throw Object.assign(new Error(), { code: "changed-on-disk" });
      disk.set(path, text);
      if (lost.delete(text)) throw Object.assign(new Error(), { code: "network" });
      return { digest: `d${text.normalize("NFC")}` };
    },
  };
  const drafts = { put: (path, draft) => (kept.set(path, structuredClone(draft)), true), drop: (path) => kept.delete(path), adopt: (path) => kept.get(path) ?? null };
  return { it: new Book(server, drafts, (what) => told.push(what)), told };
}

test("line ends and a byte order mark stay over every save, and over a draft", async () => {
  const disk = new Map([["a.yaml", "\ufeffa\r\nb\r\n"]]);
  const kept = new Map();
  const first = book(disk, kept).it;
  await first.open("a.yaml");
  for (const text of ["a\nc\n", "a\nd\n"]) {
    first.type(text);
    await first.save(first.shown);
    assert.equal(disk.get("a.yaml"), `\ufeff${text.replaceAll("\n", "\r\n")}`);
  }
  first.type("a\ne\n");
  disk.set("a.yaml", "lain\n"); // somebody else writes it, as another program does
  const second = book(disk, kept).it;
  await second.open("a.yaml");
  assert.equal(second.shown.text, "a\ne\n");
  await second.save(second.shown);
  assert.equal(second.shown.question.text, "lain\n");
  disk.set("a.yaml", "\ufeffa\r\nd\r\n");
  second.answer(second.shown, "");
  await second.save(second.shown);
  assert.equal(disk.get("a.yaml"), "\ufeffa\r\ne\r\n");
});

test("a save that is asked for while another is on its way follows it", async () => {
  const disk = new Map([["a.yaml", "a\n"]]);
  const { it } = book(disk);
  await it.open("a.yaml");
  it.type("b\n");
  const saving = it.save(it.shown);
  it.type("c\n");
  await it.save(it.shown);
  await saving;
  assert.equal(disk.get("a.yaml"), "c\n");
});

test("going back to the text before a save whose answer was lost is saved too", async () => {
  const disk = new Map([["a.yaml", "a\n"]]);
  const { it } = book(disk, new Map(), new Set(["b\n"]));
  await it.open("a.yaml");
  it.type("b\n");
  await it.save(it.shown);
  it.type("a\n");
  assert.equal(disk.get("a.yaml"), "b\n");
  assert.ok(it.shown.dirty);
  await it.save(it.shown);
  assert.equal(disk.get("a.yaml"), "a\n");
});

test("a save that arrives after its page was closed is the page's own", async () => {
  const disk = new Map([["a.yaml", "a\n"]]);
  const kept = new Map();
  const first = book(disk, kept).it;
  await first.open("a.yaml");
  first.type("b\n");
  void first.save(first.shown); // on its way, and the page is closed
  const draft = structuredClone(kept.get("a.yaml"));
  await settled();
  const { it, told } = book(disk, new Map([["a.yaml", { ...draft, text: "c\n" }]]));
  await it.open("a.yaml");
  await it.save(it.shown);
  assert.ok(!told.includes("asked"), told);
  assert.equal(disk.get("a.yaml"), "c\n");
});

test("an accent that the server composes is no other text", async () => {
  const disk = new Map([["a.yaml", "a\n"]]);
  const { it, told } = book(disk, new Map(), new Set(["cafe\u0301\n"]));
  await it.open("a.yaml");
  it.type("cafe\u0301\n");
  await it.save(it.shown);
  await it.save(it.shown);
  assert.deepEqual(told, ["failed", "saved"]);
});

test("line ends and a byte order mark come back as they were", () => {
  for (const text of ["", "a", "a\nb\n", "a\r\nb\r\n", "\ufeffa\r\nb", "a\rb\r", "\ufeff"]) {
    const found = unpacked({ path: "a.yaml", text, digest: "d" });
    assert.ok(!/[\r\ufeff]/.test(found.text));
    assert.equal(packed(found.text, found.form), text);
  }
  const mixed = unpacked({ path: "a.yaml", text: "a\r\nb\r\nc\n", digest: "d" });
  assert.equal(packed(mixed.text, mixed.form), "a\r\nb\r\nc\r\n");
});
