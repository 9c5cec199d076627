// Any order of typing, saving, opening, answers and losses, held against a server that is asked nothing else:
// node --test, with BOOK the built book.ts, SEEDS how many orders.
import assert from "node:assert/strict";
import { test } from "node:test";

const { Book } = await import(process.env.BOOK);
const SEEDS = Number(process.env.SEEDS ?? 2000);
const FIRST = Number(process.env.SEED ?? 1);
const PATHS = ["a.yaml", "b.yaml", "c.yaml"];
const settled = () => new Promise((resolve) => setImmediate(resolve));
const random = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

class World {
  constructor(seed) {
    this.next = random(seed);
    this.log = [];
    this.number = 0;
    this.disk = new Map([["a.yaml", "a0\n"], ["b.yaml", "b0\n"]]);
    this.ever = new Map(PATHS.map((path) => [path, new Set([this.disk.get(path)])]));
    this.typedIn = new Map(PATHS.map((path) => [path, new Set()]));
    this.foreign = new Map(PATHS.map((path) => [path, new Set([this.disk.get(path)])]));
    this.known = new Map(PATHS.map((path) => [path, new Set()])); // that it is on the disk was told to the page
    this.seen = new Map(PATHS.map((path) => [path, new Set()])); // a person had it on the screen, or decided against it
    this.owed = new Map(); // the last that was typed into a file, until somebody decided against it
    this.touched = new Set(); // files that somebody else changed
    this.requests = [];
    this.ghosts = []; // asked, given up by the page, and perhaps still done
    this.kept = new Map();
    this.full = this.next() < 0.2; // the browser's storage takes no more drafts, now and then
    this.unkept = new Set();
    this.live = 0;
    this.wished = null;
    this.told = new Set(); // in this step
    this.expected = null;
    this.deciding = new Map();
    this.open_();
  }

  open_() {
    const life = ++this.live;
    const ask = (request) => new Promise((resolve, reject) => this.requests.push({ ...request, life, resolve, reject }));
    const server = { read: (path) => ask({ kind: "read", path }), save: (path, text, digest) => ask({ kind: "save", path, text, digest }) };
    const put = (path, draft) => {
      if (this.full && this.next() < 0.5) {
        this.unkept.add(path);
        this.expected = `unkept ${path}`;
        return false;
      }
      this.unkept.delete(path);
      return this.kept.set(path, structuredClone(draft)), true;
    };
    const drop = (path) => (this.unkept.delete(path), this.kept.delete(path));
    const adopt = (path) => {
      if (this.kept.has(path)) this.adopted = path;
      return this.kept.get(path) ?? null;
    };
    const drafts = { put, drop, adopt };
    for (const path of this.unkept) {
      this.owed.delete(path); // it was told that there is no draft,
      this.touched.add(path); // and nothing remembers what was sent
    }
    this.unkept.clear();
    this.screen = null;
    this.asked = new Map();
    this.book = new Book(server, drafts, (what, sheet) => {
      try {
        this.heard(what, sheet);
      } catch (problem) {
        this.wrong ??= problem; // whoever called the book would swallow it
      }
    });
    this.wished = null;
    this.deciding.clear();
  }

  heard(what, sheet) {
    this.log.push(`  ${what} ${sheet.path}`);
    this.told.add(`${what} ${sheet.path}`);
    if (this.book && (sheet === this.book.shown || this.screen?.sheet !== this.book.shown)) this.show();
    if (what === "asked") this.asked.set(sheet, sheet.question);
    if (what === "asked") assert.ok(this.touched.has(sheet.path), "asked about nothing that anybody else did");
    if (what === "removed" && this.wished?.path === sheet.path) this.wished = null;
    if (what === "saved") {
      assert.ok(this.ever.get(sheet.path).has(sheet.base.text), "said to be saved, and is not");
      this.known.get(sheet.path).add(sheet.base.text);
    }
    if (what === "reloaded") {
      assert.ok(this.touched.has(sheet.path), "read again, and nobody else wrote");
      const had = this.owed.get(sheet.path);
      assert.ok(had === undefined || this.known.get(sheet.path).has(had), "read again over what was never saved");
      this.owed.delete(sheet.path);
    }
  }

  /** The editor holds what the book shows: it is looked at when a file opens, and when something is told. */
  show() {
    const sheet = this.book.shown;
    this.screen = sheet && { sheet, text: sheet.text };
  }

  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  serve(request) {
    if (request.answer) return;
    const { kind, path } = request;
    const now = this.disk.get(path);
    if (kind === "read") request.answer = now === undefined ? { code: "no-such-file" } : { ok: { path, text: now, digest: `d${now}` } };
    else if ((now === undefined ? "" : `d${now}`) !== request.digest) request.answer = { code: "changed-on-disk" };
    else {
      assert.ok(this.typedIn.get(path).has(request.text) || this.known.get(path).has(request.text), `${path} was written with a text that is none of its own: ${request.text}`);
      assert.ok(now === undefined || !this.foreign.get(path).has(now) || this.seen.get(path).has(now), "written over what nobody saw");
      this.disk.set(path, request.text);
      this.ever.get(path).add(request.text);
      request.answer = { ok: { digest: `d${request.text}` } };
    }
  }

  deliver(request) {
    this.serve(request);
    this.requests.splice(this.requests.indexOf(request), 1);
    if (request.answer.ok) {
      if (request.kind === "read") this.known.get(request.path).add(request.answer.ok.text);
      request.resolve(request.answer.ok);
    } else request.reject(Object.assign(new Error(request.answer.code), request.answer));
  }

  lose(request) {
    this.requests.splice(this.requests.indexOf(request), 1);
    if (!request.answer && this.next() < 0.5) this.ghosts.push(request);
    request.reject(Object.assign(new Error("network"), { code: "network" }));
    if (request.kind === "save") this.expected = `failed ${request.path}`;
  }

  typing(path, text) {
    this.typedIn.get(path).add(text);
    this.owed.set(path, text);
  }

  wish(path, opening) {
    const wish = (this.wished = { path });
    opening.catch(() => wish === this.wished && (this.wished = null));
  }

  step() {
    const { book } = this;
    const shown = book.shown;
    const fresh = () => `t${++this.number}\n`;
    const asked = [...book.sheets.values()].filter((sheet) => sheet.question);
    const acts = {
      type: () => {
        if (!shown) return;
        const text = this.next() < 0.1 && shown.base.text !== null ? shown.base.text : fresh();
        this.typing(shown.path, text);
        this.screen.text = text;
        book.type(text);
      },
      save: () => {
        if (!shown) return;
        if (shown.dirty && !shown.question) this.owed.set(shown.path, shown.text); // whatever was decided before
        void book.save(shown);
      },
      open: () => {
        const path = this.pick(PATHS);
        const life = this.live;
        this.wish(path, book.open(path).then((opened) => opened && life === this.live && this.show()));
      },
      make: () => {
        const path = PATHS.find((one) => !this.disk.has(one) && !book.sheets.has(one) && !this.kept.has(one));
        if (!path) return;
        const text = fresh();
        this.typing(path, text);
        if (this.next() < 0.5) this.wish(path, Promise.resolve(book.make(path, text) && this.show()));
        else assert.equal(book.make(path, text, book.wished - 1), false);
      },
      look: () => shown && void book.look(shown),
      foreign: () => {
        const path = this.pick(PATHS);
        this.touched.add(path);
        if (this.next() < 0.3) return void this.disk.delete(path);
        const text = `f${++this.number}\n`;
        this.disk.set(path, text);
        this.foreign.get(path).add(text);
        this.ever.get(path).add(text);
      },
      serve: () => this.requests.length && this.serve(this.pick(this.requests)),
      deliver: () => this.requests.length && this.deliver(this.pick(this.requests)),
      lose: () => this.requests.length && this.lose(this.pick(this.requests)),
      ghost: () => {
        const [ghost] = this.ghosts.splice(0, 1);
        if (!ghost) return;
        // done after a later save has gone back to what it began from, it is as good as somebody else's
        const before = this.disk.get(ghost.path);
        this.serve(ghost);
        if (this.disk.get(ghost.path) !== before && ghost.kind === "save") this.late(ghost);
      },
      answer: () => {
        const sheet = asked[0];
        if (!sheet) return;
        const answer = this.pick(["disk", "mine", ""]);
        const disk = sheet.question;
        if (answer === "disk" && disk !== "gone") this.owed.delete(sheet.path);
        if (answer === "mine" && disk !== "gone") this.seen.get(sheet.path).add(disk.text);
        book.answer(sheet, answer);
        if (answer === "disk" && disk !== "gone") assert.deepEqual([sheet.text, sheet.dirty], [disk.text, false], "the one on disk was chosen");
      },
      discard: () => {
        if (!shown || shown.flying || shown.question) return;
        this.owed.delete(shown.path);
        const { path, text: typed } = shown;
        const life = this.live;
        this.deciding.set(path, (this.deciding.get(path) ?? 0) + 1);
        const settle = () => { // of several such decisions the last answer tells whether the text is still there
          if (life !== this.live) return;
          this.deciding.set(path, this.deciding.get(path) - 1);
          if (!this.deciding.get(path) && book.sheets.get(path)?.text === typed) this.owed.set(path, typed);
        };
        void book.discard(shown).then(settle, settle);
      },
      crash: () => {
        for (const request of this.requests.splice(0)) if (!request.answer && this.next() < 0.5) this.ghosts.push(request);
        this.open_();
      },
    };
    const weights = { type: 8, save: 6, open: 5, make: 2, look: 2, foreign: 1, serve: 4, deliver: 9, lose: 2, ghost: 1, answer: 4, discard: 0.6, crash: 0.4 };
    let at = this.next() * Object.values(weights).reduce((a, b) => a + b);
    const name = Object.keys(weights).find((one) => (at -= weights[one]) < 0);
    this.log.push(name);
    this.told.clear();
    this.expected = null;
    acts[name]();
  }

  late(ghost) {
    const sheet = this.book.sheets.get(ghost.path);
    const sent = sheet ? [...sheet.sent, sheet.text] : (this.kept.get(ghost.path)?.sent ?? []);
    const back = this.requests.some(({ kind, path, answer }) => kind === "save" && path === ghost.path && answer?.ok);
    if (back || !sent.includes(ghost.text)) this.touched.add(ghost.path);
  }

  check() {
    if (this.wrong) throw this.wrong;
    const { shown } = this.book;
    assert.equal(this.screen?.text, shown?.text, "the editor shows something else");
    if (shown) this.seen.get(shown.path).add(shown.text);
    if (this.adopted && this.book.sheets.get(this.adopted)?.dirty) assert.ok(this.told.has(`restored ${this.adopted}`), "a draft came back, and nobody was told");
    this.adopted = null;
    if (this.expected) assert.ok(this.told.has(this.expected), `nobody was told: ${this.expected}`);
    for (const sheet of this.book.sheets.values()) {
      if (sheet.question && !sheet.flying) assert.equal(this.asked.get(sheet), sheet.question, "a question that nobody was asked");
    }
    for (const [path, text] of this.owed) {
      const sheet = this.book.sheets.get(path);
      const draft = this.kept.get(path);
      // what was said to be saved may be followed by what somebody else wrote
      if (sheet && (sheet.dirty || !this.known.get(path).has(text))) assert.equal(sheet.text, text, `the editor of ${path}`);
      else if (!sheet) assert.ok(draft?.text === text || this.ever.get(path).has(text), `${text} is neither in a draft nor on the disk`);
      if (sheet?.dirty && !this.unkept.has(path)) assert.equal(draft?.text, text, `the draft of ${path}`);
      if (sheet && !sheet.dirty) assert.ok(this.ever.get(path).has(text), `${path} counts as saved and never was`);
    }
  }

  /** In the end everything is answered: what was wished for is shown, and saving brings every text to the disk. */
  async end() {
    const answering = async () => {
      for (let turn = 0; turn < 200; turn++) {
        await settled();
        const asked = [...this.book.sheets.values()].find((sheet) => sheet.question);
        if (this.requests.length) this.deliver(this.requests[0]);
        else if (asked) {
          if (asked.question !== "gone") this.seen.get(asked.path).add(asked.question.text);
          this.book.answer(asked, "mine");
        }
        else return;
      }
      assert.fail("it never rests");
    };
    await answering();
    if (this.wished) assert.equal(this.book.shown?.path, this.wished.path);
    for (const path of PATHS) {
      void this.book.open(path).catch(() => {});
      await answering();
      if (this.book.shown) this.seen.get(this.book.shown.path).add(this.book.shown.text);
      const sheet = this.book.sheets.get(path);
      if (!sheet) {
        assert.ok(!this.owed.has(path) || this.ever.get(path).has(this.owed.get(path)), `${path} is gone`);
        continue;
      }
      for (const _ of "12") { // the first may find that the file is gone
        void this.book.save(sheet);
        await answering();
      }
      assert.equal(this.disk.get(path), sheet.text);
      assert.ok(!this.kept.has(path), "a draft of what is saved");
    }
  }
}

test("what was typed is in the editor, on the disk, or asked about", async () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const world = new World(seed);
    try {
      const steps = 5 + Math.floor(world.next() * 60);
      for (let step = 0; step < steps; step++) {
        world.step();
        await settled();
        world.check();
      }
      await world.end();
      world.check();
    } catch (problem) {
      problem.message = `SEED=${seed} SEEDS=1\n${world.log.join("\n")}\n${problem.message}`;
      throw problem;
    }
  }
});
