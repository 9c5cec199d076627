// The files that the page holds: their texts, what is known of the disk, the saves on their way, the drafts. It knows no
// document and no network, so that a test can let answers come late, out of order or never.

export interface Content { path: string; text: string; digest: string }
/** What the editor does not show of a file and a save must keep. */
export interface Form { bom: boolean; ends: string }
/** The disk as it was last known; `digest` is empty where there is no file, `text` unknown of a version before a draft. */
export interface Version { text: string | null; digest: string; form: Form }
/** `sent`: what was sent to be saved, and perhaps stands on the disk. */
export interface Draft { text: string; digest: string; form: Form; sent: string[] }

/** Rejects with an error that has the server's `code`; any other than a refusal means that nobody knows what was done. */
export interface Server {
  read(path: string): Promise<Content>;
  save(path: string, text: string, digest: string): Promise<{ digest: string }>;
}
export interface Drafts {
  /** Whether it could be kept. */
  put(path: string, draft: Draft): boolean;
  drop(path: string): void;
  /** The draft that nobody holds any more; from now on it is this page's. */
  adopt(path: string): Draft | null;
}
export type Happened = "saved" | "failed" | "asked" | "replaced" | "reloaded" | "removed" | "restored" | "unkept";
export type Answer = "disk" | "mine" | "";

const PLAIN: Form = { bom: false, ends: "\n" };
const NOWHERE: Version = { text: null, digest: "", form: PLAIN };

export function unpacked({ text, digest }: Content): Version & { text: string } {
  const bom = text.startsWith("\ufeff");
  const counts = new Map<string, number>();
  const plain = (bom ? text.slice(1) : text).replace(/\r\n?|\n/g, (end) => (counts.set(end, (counts.get(end) ?? 0) + 1), "\n"));
  const [ends] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ["\n", 0]);
  return { text: plain, digest, form: { bom, ends } };
}

export function packed(text: string, { bom, ends }: Form): string {
  return (bom ? "\ufeff" : "") + (ends === "\n" ? text : text.replaceAll("\n", ends));
}

/** The server composes accents in what it reads. */
const same = (one: string, other: string) => one === other || one.normalize("NFC") === other.normalize("NFC");
const codeOf = (problem: unknown) => (problem as { code?: string }).code ?? "";

/** One file. */
export class Sheet {
  text: string;
  /** A save is on its way; another waits for its answer. */
  flying = false;
  wanted = false;
  /** What stands on the disk instead of what was known, to be decided about. */
  question: (Version & { text: string }) | "gone" | null = null;
  sent: string[] = [];
  /** Counts what became of the disk, so that an older look at it is known. */
  turn = 0;

  constructor(readonly path: string, public base: Version, text?: string) {
    this.text = text ?? base.text ?? "";
  }

  /** What was sent and not answered may stand on the disk, so that going back to the known text has to be saved too. */
  get dirty(): boolean {
    return this.text !== this.base.text || this.sent.length > 0;
  }
}

export class Book {
  readonly sheets = new Map<string, Sheet>();
  shown: Sheet | null = null;
  private wish = 0;

  constructor(private readonly server: Server, private readonly drafts: Drafts, private readonly happened: (what: Happened, sheet: Sheet, problem?: unknown) => void) {}

  /** What the editor holds now. */
  type(text: string): void {
    if (!this.shown) return;
    this.shown.text = text;
    this.keep(this.shown);
  }

  /** Show a file; false where another was wished for meanwhile. */
  async open(path: string): Promise<boolean> {
    const wish = ++this.wish;
    let sheet = this.sheets.get(path);
    if (!sheet) {
      const [found, problem] = await this.server.read(path).then((one) => [unpacked(one), null] as const, (why: unknown) => [null, why] as const);
      if (wish !== this.wish) return false;
      sheet = this.sheets.get(path) ?? this.begun(path, found, problem);
    }
    this.show(sheet);
    return true;
  }

  /** What to hand to `make`, before something that takes time. */
  get wished(): number {
    return this.wish;
  }

  /** A text that has no file yet; it is shown unless another file was wished for meanwhile. */
  make(path: string, text: string, wish = this.wish): boolean {
    const sheet = new Sheet(path, NOWHERE, text);
    this.sheets.set(path, sheet);
    this.keep(sheet);
    if (wish !== this.wish) return false;
    this.wish++;
    this.show(sheet);
    return true;
  }

  async save(sheet: Sheet): Promise<void> {
    if (sheet.flying) sheet.wanted = true;
    if (sheet.flying || sheet.question) return;
    if (!sheet.dirty) {
      this.happened("saved", sheet);
      return this.look(sheet);
    }
    sheet.flying = true;
    do {
      sheet.wanted = false;
      await this.send(sheet);
    } while (sheet.wanted && sheet.dirty && !sheet.question);
    sheet.flying = false;
    if (sheet.question) this.happened("asked", sheet);
    this.tidy(sheet);
  }

  answer(sheet: Sheet, answer: Answer): void {
    const disk = sheet.question;
    sheet.question = null;
    if (!disk || !answer || (disk === "gone" && answer === "disk")) return;
    if (disk !== "gone" && answer === "disk") sheet.text = disk.text;
    this.stands(sheet, disk === "gone" ? { ...NOWHERE, form: sheet.base.form } : disk);
    if (answer === "disk") this.happened("replaced", sheet);
    else void this.save(sheet);
  }

  /** Whether a file on which nobody works here has changed. */
  async look(sheet: Sheet): Promise<void> {
    const idle = () => this.sheets.get(sheet.path) === sheet && !sheet.dirty && !sheet.flying && !sheet.question;
    if (!idle()) return;
    const { turn } = sheet;
    const found = await this.disk(sheet.path).catch(() => undefined);
    if (found === undefined || turn !== sheet.turn || !idle() || found?.digest === sheet.base.digest) return;
    if (found) sheet.text = found.text;
    this.stands(sheet, found ?? { ...NOWHERE, form: sheet.base.form });
    this.happened(found ? "reloaded" : "removed", sheet);
  }

  /** Back to the disk, as somebody has decided. */
  async discard(sheet: Sheet): Promise<void> {
    if (sheet.flying || sheet.question) return;
    if (sheet.base.text !== null && !sheet.sent.length) {
      sheet.text = sheet.base.text;
      this.keep(sheet);
      this.happened("replaced", sheet);
      return this.look(sheet);
    }
    const { text, turn } = sheet;
    const found = await this.disk(sheet.path);
    if (this.sheets.get(sheet.path) !== sheet || text !== sheet.text || turn !== sheet.turn || sheet.flying || sheet.question) return;
    if (found) {
      sheet.text = found.text;
      this.stands(sheet, found);
      this.happened("replaced", sheet);
    } else {
      this.sheets.delete(sheet.path);
      this.drafts.drop(sheet.path);
      if (this.shown === sheet) this.shown = null;
      this.happened("removed", sheet);
    }
  }

  private begun(path: string, found: (Version & { text: string }) | null, problem: unknown): Sheet {
    if (!found && codeOf(problem) !== "no-such-file") throw problem;
    const draft = this.drafts.adopt(path);
    if (!found && !draft) throw problem;
    const sheet = new Sheet(path, found ?? NOWHERE);
    this.sheets.set(path, sheet);
    if (!draft) return sheet;
    sheet.text = draft.text;
    if (found && same(found.text, draft.text)) sheet.text = found.text;
    else sheet.sent = draft.sent;
    if (found?.digest !== draft.digest && sheet.text !== found?.text) sheet.base = { text: null, digest: draft.digest, form: draft.form };
    this.keep(sheet);
    if (sheet.dirty) this.happened("restored", sheet);
    return sheet;
  }

  private async send(sheet: Sheet): Promise<void> {
    const { text, base } = sheet;
    sheet.turn++;
    sheet.sent = [...new Set([...sheet.sent, text])].slice(-5);
    this.keep(sheet);
    try {
      const { digest } = await this.server.save(sheet.path, packed(text, base.form), base.digest);
      this.stands(sheet, { text, digest, form: base.form });
      this.happened("saved", sheet);
    } catch (problem) {
      if (codeOf(problem) === "changed-on-disk") await this.settle(sheet);
      else this.happened("failed", sheet, problem);
    }
  }

  /** The disk holds another version: one of ours whose answer was lost, or somebody else's. */
  private async settle(sheet: Sheet): Promise<void> {
    let found;
    try {
      found = await this.disk(sheet.path);
    } catch (problem) {
      return this.happened("failed", sheet, problem);
    }
    if (found?.digest === sheet.base.digest) sheet.wanted = true;
    else if (found && [sheet.text, ...sheet.sent].some((one) => same(one, found.text))) {
      if (same(sheet.text, found.text)) found.text = sheet.text;
      const others = sheet.sent.filter((one) => !same(one, found.text)); // they may still arrive
      this.stands(sheet, found);
      sheet.sent = others;
      this.keep(sheet);
      if (!sheet.dirty) this.happened("saved", sheet);
      sheet.wanted = true;
    } else sheet.question = found ?? "gone";
  }

  private async disk(path: string): Promise<(Version & { text: string }) | null> {
    try {
      return unpacked(await this.server.read(path));
    } catch (problem) {
      if (codeOf(problem) === "no-such-file") return null;
      throw problem;
    }
  }

  private stands(sheet: Sheet, version: Version): void {
    sheet.base = version;
    sheet.sent = [];
    sheet.turn++;
    this.keep(sheet);
  }

  private show(sheet: Sheet): void {
    const left = this.shown;
    this.shown = sheet;
    if (left) this.tidy(left);
  }

  /** What is on the disk and not on the screen need not be held. */
  private tidy(sheet: Sheet): void {
    if (sheet !== this.shown && !sheet.dirty && !sheet.flying && !sheet.question) this.sheets.delete(sheet.path);
  }

  private keep(sheet: Sheet): void {
    const { path, text, base, sent } = sheet;
    if (!sheet.dirty) this.drafts.drop(path);
    else if (!this.drafts.put(path, { text, digest: base.digest, form: base.form, sent })) this.happened("unkept", sheet);
  }
}
