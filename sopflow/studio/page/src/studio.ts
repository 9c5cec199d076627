// The page: a file on the left, what it means on the right.
import type { EditorState } from "@codemirror/state";
import { type Actor, ask, type Content, type Drawn, type Listed, Refused } from "./api";
import { type Answer, Book, type Happened, type Sheet } from "./book";
import { askName, choose } from "./dialogs";
import { fill, h, showPages } from "./dom";
import { Kept } from "./drafts";
import { Editor } from "./editor";
import { showFindings } from "./findings";
import { Office } from "./panels/office";
import type { Page, Panel } from "./panels/panel";
import { Scenarios } from "./panels/scenarios";
import { Walk } from "./panels/walk";
import type { Schema } from "./schema";
import { base64, download } from "./transfer";
import { type Language, say, speak, spoken, type Word } from "./words";

type Tab = "table" | "walk" | "scenarios" | "office";
const LANGUAGE = "sopflow-lang";
/** The language that was chosen in this tab, that the page was started with, that was chosen before, or that the browser has. */
const preferred = (given: Language | null) => ((sessionStorage.getItem(LANGUAGE) ?? given ?? localStorage.getItem(LANGUAGE)) as Language | null) ?? (navigator.language.startsWith("en") ? "en" : "id");
const EMPTY = (id: string) => `sopflow: 1\nid: ${id}\ntitle: ${id}\nactors:\n  petugas: Petugas\nsteps:\n  - id: mulai\n    activity: \n    actor: petugas\n`;
const FORMATS = ["pdf", "html", "svg", "png", "docx", "xlsx", "csv", "md", "mmd", "dot"];

class Studio implements Page {
  /** Whose text is in the editor. */
  file: Sheet | null = null;
  kind = "sop";
  private drawn: Drawn | null = null;
  private tab: Tab = "table";
  private store = false;
  private book!: Book;
  private opened: () => void = () => {};
  /** A table can be dropped before the first answers are there. */
  private readonly ready = new Promise<void>((resolve) => (this.opened = resolve));
  private drafts!: Kept;
  private files: Listed[] = [];
  private readonly left = new WeakMap<Sheet, EditorState>();
  private schemas = new Map<string, Schema>();
  private asking: AbortController | null = null;
  private timer = 0;
  /** What is told is why the text could not be drawn. */
  private undrawn = false;
  private readonly status = h("p", { class: "status", role: "status", "aria-live": "polite" });
  private readonly list = h("ul", { class: "files" });
  private readonly name = h("h1", {});
  private readonly host = h("div", { class: "code" });
  private readonly findings = h("ul", { class: "findings" });
  private readonly heading = h("h2", { class: "count" });
  private readonly panels: Record<Tab, HTMLElement> = { table: h("div"), walk: h("div"), scenarios: h("div"), office: h("div") };
  private readonly behind: Partial<Record<Tab, Panel>> = { walk: new Walk(this.panels.walk, this), scenarios: new Scenarios(this.panels.scenarios, this), office: new Office(this.panels.office, this) };
  private readonly tabs = h("div", { class: "tabs", role: "tablist" });
  private readonly notice = h("p", { class: "notice", role: "status" });
  private readonly pages = h("div", { class: "pages", tabindex: "0", role: "region" });
  private readonly bar = h("header", { class: "bar" });
  private discarding: HTMLElement = h("span");
  private readonly aside = h("nav", { class: "side" });
  private readonly paper = h("select", { change: () => { this.sheet(); void this.draw(false); } }, h("option", { value: "a4" }, "A4"), h("option", { value: "f4" }, "F4"));
  private readonly printed = h("style");
  private readonly editor: Editor;

  constructor() {
    const left = h("section", { class: "left" }, this.host, h("div", { class: "below", tabindex: "0", role: "region" }, this.heading, this.findings));
    const right = h("section", { class: "right" }, this.tabs, Object.values(this.panels));
    document.body.replaceChildren(this.bar, h("main", {}, this.aside, left, right), this.status);
    this.editor = new Editor(this.host, () => this.changed(), (line) => this.follow(line));
    for (const [name, panel] of Object.entries(this.panels)) Object.assign(panel, { className: `panel ${name}`, id: `panel-${name}` });
    window.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        void this.save();
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.unsaved.size) event.preventDefault();
    });
    window.addEventListener("focus", () => {
      void this.drafts?.look();
      if (this.file) void this.book.look(this.file);
    });
    window.addEventListener("hashchange", () => {
      const wanted = decodeURIComponent(location.hash.slice(1));
      if (wanted && wanted !== this.file?.path) void this.guarded(() => this.open(wanted));
    });
    window.addEventListener("resize", () => this.fit());
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      const dropped = event.dataTransfer?.files[0];
      if (dropped) void this.importing(dropped);
    });
    this.pages.addEventListener("click", (event) => {
      const step = (event.target as Element).closest<HTMLElement | SVGElement>("[data-step]")?.dataset.step;
      const row = this.drawn?.rows?.find((one) => one.id === step);
      if (row) this.editor.goto(row.line);
    });
  }

  async start(): Promise<void> {
    speak(preferred(null));
    const session = await ask<{ folder: string; place: string; store: boolean; language: Language | null }>("session");
    speak(preferred(session.language));
    this.drafts = new Kept(session.place);
    await this.drafts.begin();
    const server = { read: (path: string) => ask<Content>("read", { path }), save: (path: string, text: string, digest: string) => ask<{ digest: string }>("save", { path, text, digest }) };
    this.book = new Book(server, this.drafts, (what, sheet, problem) => this.happened(what, sheet, problem));
    this.opened();
    this.store = session.store;
    document.title = `${session.folder} · sopflow studio`;
    const { style } = await ask<{ style: string }>("style");
    document.head.append(h("style", {}, style), this.printed);
    this.dress();
    await this.listing();
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted) await this.guarded(() => this.open(wanted));
  }

  get text(): string {
    return this.editor.text;
  }

  get actors(): Actor[] {
    return this.drawn?.names?.actors ?? [];
  }

  /** The files that this page would have to save. */
  private get unsaved(): Set<string> {
    return new Set([...(this.book?.sheets.values() ?? [])].filter((one) => one.dirty).map((one) => one.path));
  }

  /** Everything that has words in it, again. */
  private dress(): void {
    const button = (word: Word, click: () => void) => h("button", { type: "button", "data-do": word, click }, say(word));
    const language = h("select", { "aria-label": say("language"), change: () => this.speaks(language.value as Language) }, h("option", { value: "id" }, "Indonesia"), h("option", { value: "en" }, "English"));
    language.value = spoken();
    const format = h("select", { "aria-label": say("exporting"), change: () => void this.guarded(() => this.exporting(format.value).finally(() => (format.value = ""))) }, h("option", { value: "" }, say("exporting")), FORMATS.map((one) => h("option", { value: one }, one.toUpperCase())));
    const picked = h("input", { type: "file", hidden: true, accept: ".docx,.xlsx,.csv,.tsv,.md,.txt", change: () => picked.files?.[0] && void this.importing(picked.files[0]) });
    this.discarding = button("discard", () => void this.guarded(() => this.discard()));
    fill(this.bar, h("strong", {}, "sopflow studio"), this.name, button("save", () => void this.save()), button("undo", () => this.editor.undo()), button("redo", () => this.editor.redo()), this.discarding, button("create", () => void this.create()), button("importing", () => picked.click()), picked, format, button("print", () => window.print()), language);
    fill(this.aside, h("h2", {}, say("files")), this.list, h("p", { class: "hint" }, say("drop")));
    this.aside.setAttribute("aria-label", say("files"));
    this.pages.setAttribute("aria-label", say("pages"));
    this.findings.parentElement?.setAttribute("aria-label", say("findings"));
    this.paper.setAttribute("aria-label", say("paper"));
    this.sheet();
    fill(this.panels.table, this.notice, h("p", { class: "tools" }, h("label", {}, say("paper"), " ", this.paper)), this.pages);
    const tabs: Tab[] = ["table", "walk", "scenarios", ...(this.store ? (["office"] as const) : [])];
    fill(this.tabs, tabs.map((one) => h("button", { type: "button", role: "tab", id: `tab-${one}`, "aria-controls": `panel-${one}`, click: () => this.turnTo(one), keydown: (event: KeyboardEvent) => this.arrow(event, tabs) }, say(one))));
    this.editor.relabel();
    this.titled();
    this.show(this.tab);
  }

  /** Printed, a page is as large as its paper. */
  private sheet(): void {
    fill(this.printed, `@page { size: ${this.paper.value === "f4" ? "330mm 215mm" : "297mm 210mm"}; margin: 0; }`);
  }

  private arrow(event: KeyboardEvent, tabs: Tab[]): void {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    const next = tabs[(tabs.indexOf(this.tab) + by + tabs.length) % tabs.length] ?? "table";
    this.turnTo(next);
    document.getElementById(`tab-${next}`)?.focus();
  }

  private speaks(language: Language): void {
    for (const kept of [sessionStorage, localStorage]) kept.setItem(LANGUAGE, language);
    speak(language);
    this.dress();
    void this.draw(false);
  }

  private turnTo(tab: Tab): void {
    this.tell("");
    this.show(tab);
  }

  private show(tab: Tab): void {
    this.tab = tab;
    for (const [name, panel] of Object.entries(this.panels)) {
      panel.hidden = name !== tab;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `tab-${name}`);
    }
    for (const one of this.tabs.children) {
      const chosen = one.id === `tab-${tab}`;
      one.setAttribute("aria-selected", String(chosen));
      one.setAttribute("tabindex", chosen ? "0" : "-1");
    }
    void this.behind[tab]?.show();
    this.fit();
  }

  private titled(): void {
    const unsaved = this.unsaved;
    const dirty = this.file !== null && unsaved.has(this.file.path);
    fill(this.name, this.file ? `${this.file.path}${dirty ? ` · ${say("unsaved")}` : ""}` : say("pickFile"));
    this.discarding.hidden = !dirty;
    const paths = new Set(this.drafts?.paths());
    for (const one of this.list.querySelectorAll("button")) {
      const path = one.textContent ?? "";
      one.toggleAttribute("aria-current", path === this.file?.path);
      const is = unsaved.has(path) || paths.has(path);
      one.toggleAttribute("data-unsaved", is);
      one.title = is ? say("unsaved") : "";
    }
  }

  tell(text: string): void {
    fill(this.status, text);
  }

  /** What somebody does; what was told of something else goes. */
  async guarded(work: () => Promise<unknown>): Promise<void> {
    this.tell("");
    await this.besides(work);
  }

  /** What the page does by itself. */
  async besides(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      this.tell(problem.message);
    }
  }

  private async listing(): Promise<void> {
    this.files = (await ask<{ files: Listed[] }>("files")).files;
    this.listed();
  }

  /** The files of the folder, and those that are only here yet. */
  private listed(): void {
    const here = [...this.book.sheets.keys(), ...this.drafts.paths()].filter((path) => !this.files.some((one) => one.path === path));
    const all = [...this.files, ...[...new Set(here)].map((path) => ({ path, kind: "sop" }))];
    const stem = (path: string) => path.replace(/(\.scenarios|\.calendar|\.directory|\.glossary)?\.ya?ml$/, "");
    const order = (one: Listed) => `${stem(one.path)}\0${one.kind === "sop" ? 0 : 1}${one.path}`;
    all.sort((a, b) => (order(a) < order(b) ? -1 : 1));
    fill(this.list, all.map((one) => h("li", {}, h("button", { type: "button", class: one.kind, click: () => void this.guarded(() => this.open(one.path)) }, one.path))));
    this.titled();
  }

  async open(path: string, line?: number): Promise<void> {
    if (!(await this.book.open(path))) return;
    this.showing();
    if (this.file) void this.book.look(this.file);
    if (line) this.editor.goto(line);
    await this.draw(false);
  }

  /** The editor holds the file that the book shows. */
  private showing(): void {
    const { shown } = this.book;
    if (shown === this.file) return;
    if (this.file) this.left.set(this.file, this.editor.left);
    this.file = shown;
    this.asking?.abort();
    clearTimeout(this.timer);
    for (const panel of Object.values(this.behind)) panel.forget?.();
    this.drawn = null;
    fill(this.pages);
    if (shown && !shown.sent.length && shown.text === shown.base.text) this.tell("");
    if (shown) this.editor.open(shown.text, this.left.get(shown), shown.base.text);
    else this.editor.close();
    location.hash = encodeURIComponent(shown?.path ?? "");
    this.titled();
  }

  private happened(what: Happened, sheet: Sheet, problem?: unknown): void {
    const { path } = sheet;
    if (what === "asked") void this.conflict(sheet);
    else if (what === "failed") this.tell(say("notSaved", { path, why: (problem as Error).message }));
    else if (what === "saved" || what === "reloaded" || what === "restored" || what === "unkept" || (what === "removed" && this.book.sheets.has(path))) this.tell(say(what, { path }));
    if (this.book.shown !== this.file) this.showing();
    if (sheet === this.file) {
      if (this.text !== sheet.text) this.editor.replace(sheet.text);
      else if (what === "saved") void this.draw(false);
    }
    if (what === "saved" || what === "removed") void this.besides(() => this.listing());
    this.titled();
  }

  private changed(): void {
    this.book.type(this.text);
    this.titled();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.draw(true), 15);
  }

  /** Draw the text; the checks of the procedure follow once nobody types. */
  private async draw(sketch: boolean): Promise<void> {
    if (!this.file) return;
    clearTimeout(this.timer);
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    try {
      const found = await ask<Drawn>("draw", { path: this.file.path, text: this.text, paper: this.paper.value, sketch }, asking.signal);
      if (asking.signal.aborted) return;
      if (this.undrawn) this.tell("");
      this.undrawn = false;
      this.shown(found);
      await this.knows(found.kind);
      if (sketch) this.timer = window.setTimeout(() => void this.draw(false), 350);
      else if (this.tab === "walk") await this.behind.walk?.show();
    } catch (problem) {
      if (asking.signal.aborted) return;
      this.undrawn = true;
      this.tell((problem as Error).message);
    }
  }

  private shown(found: Drawn): void {
    this.kind = found.kind;
    showFindings(this.heading, this.findings, found.findings, (line, column) => this.editor.goto(line, column));
    this.editor.show(found.findings);
    const whole = found.pages !== undefined;
    fill(this.notice, found.kind !== "sop" ? say("noTable") : whole ? "" : say("notDrawn"));
    this.pages.classList.toggle("stale", !whole);
    if (whole) {
      const top = this.pages.scrollTop;
      showPages(this.pages, found.pages ?? "");
      this.pages.scrollTop = top;
      this.drawn = found;
      this.editor.knowledge = { ...this.editor.knowledge, names: found.names ?? { actors: [], documents: [] }, rows: (found.rows ?? []).map((row) => row.id) };
      this.fit();
    }
    document.body.dataset.drawn = String(Number(document.body.dataset.drawn ?? 0) + 1);
  }

  private async knows(kind: string): Promise<void> {
    if (!this.schemas.has(kind)) this.schemas.set(kind, (await (await fetch(`/schema/${kind}.json`)).json()) as Schema);
    this.editor.knowledge = { ...this.editor.knowledge, schema: this.schemas.get(kind) ?? null };
  }

  /** Mark the row in which the cursor stands. */
  private follow(line: number): void {
    const row = this.drawn?.rows?.filter((one) => one.line <= line).at(-1);
    for (const mark of this.pages.querySelectorAll("g.symbol")) mark.classList.toggle("here", row !== undefined && (mark as SVGGElement).dataset.step === row.id);
  }

  fit(): void {
    for (const holder of document.querySelectorAll<HTMLElement>(".pages")) {
      const page = holder.querySelector<HTMLElement>(".sop-page");
      if (!page || !holder.clientWidth) continue;
      holder.style.setProperty("--zoom", "1");
      holder.style.setProperty("--zoom", String(Math.min(1.6, (holder.clientWidth - 28) / page.offsetWidth)));
    }
  }

  private async save(): Promise<void> {
    if (this.file) await this.book.save(this.file);
  }

  private async conflict(sheet: Sheet): Promise<void> {
    const { path, question } = sheet;
    const disk = question === "gone" ? [] : [{ value: "disk", text: say("takeDisk") }];
    const title = say(question === "gone" ? "gone" : "conflict", { path });
    const answer = await choose(title, say("conflictWhy"), [...disk, { value: "mine", text: say("takeMine") }, { value: "", text: say("cancel") }]);
    this.book.answer(sheet, answer as Answer);
    this.titled();
  }

  private async discard(): Promise<void> {
    const sheet = this.file;
    if (!sheet) return;
    const answer = await choose(say("discard"), say("discardWhy", { path: sheet.path }), [{ value: "yes", text: say("discardYes") }, { value: "", text: say("cancel") }]);
    if (answer) await this.book.discard(sheet);
  }

  private taken(path: string): boolean {
    const all = [...this.files.map((one) => one.path), ...this.book.sheets.keys(), ...this.drafts.paths()];
    return all.some((one) => one.toLowerCase() === path.toLowerCase());
  }

  private async create(): Promise<void> {
    const named = (typed: string) => (/\.ya?ml$/.test(typed) ? typed : `${typed}.yaml`);
    const typed = await askName(say("newName"), "sop-baru.yaml", (name) => (this.taken(named(name)) ? say("taken") : ""));
    if (!typed) return;
    const path = named(typed);
    const id = path.replace(/^.*\//, "").replace(/\.ya?ml$/, "").toLowerCase().replace(/[^a-z0-9_-]+/g, "-").replace(/^[^a-z]+/, "") || "sop";
    await this.begin(path, EMPTY(id));
  }

  /** A text that has no file yet. */
  private async begin(path: string, text: string, wish?: number): Promise<void> {
    const shown = this.book.make(path, text, wish);
    this.listed();
    if (!shown) return;
    this.showing();
    await this.draw(false);
  }

  private async importing(file: File): Promise<void> {
    await this.guarded(async () => {
      await this.ready;
      const wish = this.book.wished;
      const made = await ask<{ text: string; path: string; rows: number; open: object[] }>("import", { name: file.name, content: await base64(file) });
      let path = made.path;
      for (let number = 2; this.taken(path); number++) path = made.path.replace(/\.yaml$/, `-${number}.yaml`);
      await this.begin(path, made.text, wish);
      this.tell(say("imported", { path, rows: made.rows, open: made.open.length }));
    });
  }

  private async exporting(format: string): Promise<void> {
    if (!this.file || !format) return;
    const made = await ask<{ name: string; content: string }>("export", { path: this.file.path, text: this.text, format, paper: this.paper.value });
    download(made.name, made.content);
  }
}

void new Studio().start();
