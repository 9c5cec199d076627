// The versions of an SOP in the store: which one is current, what is on each, and what goes to another.
import { ask, type Moved, type Overview } from "../api";
import { fill, h, when } from "../dom";
import { type Forms, redrawn } from "../forms";
import { refusing, required } from "../refusing";
import { say } from "../words";
import type { Page } from "./panel";

/** Instances that one request may move. */
const MOST = 500;
const FORM = "moving";

export class Versions {
  readonly element = h("section", { class: "versions" });
  private sop = "";
  private open = false;
  /** What was moved last, to be told once the form is drawn again. */
  private last: { answer: Moved; rest: number } | null = null;

  constructor(private readonly page: Page, private readonly forms: Forms, private readonly who: () => string, private readonly changed: () => Promise<void>) {}

  /** As they are now; of the SOP that was chosen, or of the one in the editor. */
  async show(): Promise<void> {
    const own = /^id:[ \t]*["']?([\w-]+)/m.exec(this.page.text)?.[1];
    const found = await ask<Overview>("overview", { sop: this.sop || own || "" });
    redrawn(() => this.draw(found));
  }

  forget(): void {
    this.sop = "";
  }

  private draw(found: Overview): void {
    const sop = h("select", { "aria-label": "SOP", change: () => void this.page.guarded(() => this.turnTo(sop.value)) }, found.sops.map((one) => h("option", { value: one.id }, one.title)));
    if (found.sop) sop.value = found.sop;
    this.element.setAttribute("aria-label", say("versions"));
    fill(
      this.element,
      h("h3", {}, say("versions")),
      found.sops.length > 0 && h("p", {}, sop),
      found.sops.length === 0 && h("p", {}, say("empty")),
      h("ul", {}, found.versions.map((one) => this.version(found, one))),
      found.more && h("p", { class: "hint" }, say("moreCases", { n: found.instances.length })),
      this.page.file && this.keeping(this.page.file.path),
      found.versions.length > 1 && this.moving(found),
    );
  }

  private async turnTo(sop: string): Promise<void> {
    this.sop = sop;
    this.forms.drop(FORM);
    await this.show();
  }

  private version(found: Overview, one: Overview["versions"][number]): HTMLElement {
    const { version, is_current } = one.view;
    const activate = h("button", { type: "button", "data-do": `activate ${version}`, click: () => void attempt(async () => {
      await ask("activate", { sop: found.sop, version, by: required(this.who(), "sayWho") });
      await this.show();
      this.element.querySelector<HTMLElement>("li[aria-current]")?.focus();
    }) }, say("activate"));
    const { place, attempt } = refusing(activate);
    const since = one.since && say("since", { at: when(one.since), by: one.by ?? "" });
    const facts = [say("version", { version }), is_current && say("current"), since, say("cases", { n: one.instances })];
    return h("li", { "data-version": version, tabindex: "-1", "aria-current": is_current ? "true" : null }, facts.filter(Boolean).join(" · "), " ", !is_current && activate, place);
  }

  private keeping(path: string): HTMLElement {
    const keep = h("button", { type: "button", "data-do": "keep", click: () => void attempt(async () => {
      const { sop } = await ask<{ sop: string }>("keep", { path });
      await this.turnTo(sop);
    }) }, say("keep", { path }));
    const { place, attempt } = refusing(keep);
    return h("div", {}, keep, place);
  }

  /** To which version, under which names of its rows, and why; first what would become of each instance. */
  private moving(found: Overview): HTMLElement {
    const to = h("select", {}, found.versions.map((one) => h("option", { value: one.view.version, selected: one === found.versions.at(-1) }, one.view.version)));
    this.forms.field(FORM, "to", to);
    const reason = this.forms.field(FORM, "reason", h("input", { type: "text" }));
    const rows = h("div", {});
    const result = h("div", { class: "moved", role: "status", tabindex: "-1" });
    const preview = h("button", { "data-do": "preview" }, say("preview"));
    const { place, attempt } = refusing(preview);
    let renamed: { id: string; select: HTMLSelectElement }[] = [];
    const moved = () => found.instances.filter((one) => one.version !== to.value).slice(0, MOST);
    const asked = () => ({
      sop: found.sop, to: to.value, by: required(this.who(), "sayWho"), reason: reason.value, instances: moved().map((one) => one.id),
      mapping: Object.fromEntries(renamed.flatMap(({ id, select }) => (select.value ? [[id, select.value]] : []))),
    });
    const targets = () => {
      const rowsOf = (version: string) => found.versions.find((one) => one.view.version === version)?.rows ?? [];
      const there = rowsOf(to.value);
      const from = new Set(moved().map((one) => one.version));
      const gone = new Map([...from].flatMap((version) => rowsOf(version)).filter((one) => !there.some((other) => other.id === one.id)).map((one) => [one.id, one.title]));
      renamed = [...gone].map(([id]) => ({ id, select: this.forms.field(FORM, `row ${to.value} ${id}`, h("select", { "data-row": id }, h("option", { value: "" }, "–"), there.map((one) => h("option", { value: one.id }, one.title)))) }));
      fill(rows, renamed.length > 0 && h("p", {}, say("renamed")), renamed.map(({ id, select }) => h("label", {}, gone.get(id) ?? id, select)));
    };
    const fresh = () => fill(result);
    to.addEventListener("change", targets);
    const restOf = (answer: Moved) => found.instances.filter((one) => one.version !== to.value).length - answer.instances.length;
    const tell = (answer: Moved, rest: number) => {
      const of = new Map(found.instances.map((one) => [one.id, one.case]));
      fill(
        result,
        h("p", {}, say(answer.dry_run ? "wouldMove" : "haveMoved", { moved: answer.moved, stay: answer.stay, to: answer.to })),
        rest > 0 && h("p", {}, say("restOf", { most: MOST, rest })),
        h("ul", {}, answer.instances.map((one) => h("li", { class: one.refused ? "stays" : "moves" }, h("strong", {}, of.get(one.instance) ?? one.instance), ` (${say("version", { version: one.from })}): `, one.refused ? say("stays", { why: one.refused }) : changes(one.rows)))),
        answer.dry_run && answer.moved > 0 && h("div", {}, move, refusal.place),
      );
    };
    const move = h("button", { type: "button", "data-do": "migrate", click: () => void refusal.attempt(async () => {
      const answer = await ask<Moved>("moving", asked());
      this.forms.drop(FORM);
      this.last = { answer, rest: restOf(answer) };
      await this.changed();
      this.element.querySelector<HTMLElement>(".moved")?.focus();
    }) }, say("migrate"));
    const refusal = refusing(move);
    const submit = (event: Event) => {
      event.preventDefault();
      void attempt(async () => {
        fresh();
        if (!moved().length) return fill(result, h("p", {}, say("allThere", { to: to.value })));
        const answer = await ask<Moved>("moving", { ...asked(), dry_run: true });
        tell(answer, restOf(answer));
      });
    };
    targets();
    if (this.last) tell(this.last.answer, this.last.rest);
    this.last = null;
    return h("details", { class: "moving", open: this.open, toggle: (event: Event) => (this.open = (event.target as HTMLDetailsElement).open) }, h("summary", {}, say("migrateSome")), h("form", { class: "form", submit, input: fresh }, h("label", {}, say("toVersion"), to), rows, h("label", {}, say("reason"), reason), h("div", {}, preview, place)), result);
  }
}

/** What becomes of the open rows of an instance. */
function changes(rows: Moved["instances"][number]["rows"]): string {
  const change = (was: string, now: string) => (was === now ? was : `${was} → ${now}`);
  const at = (time: string | null) => (time ? when(time) : "–");
  return rows.map((one) => `${change(one.was, one.now)}${one.due || one.was_due ? `, ${say("due", { at: change(at(one.was_due), at(one.due)) })}` : ""}`).join("; ") || say("nothing");
}
