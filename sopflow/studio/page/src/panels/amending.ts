// The values of a case outside of a row: corrected, or the personal ones removed, by whoever may.
import { type Amendable, ask, Refused, type Standing } from "../api";
import { choose } from "../dialogs";
import { fill, h } from "../dom";
import { fieldsOf } from "../fields";
import { Forms, redrawn } from "../forms";
import { refusing, required } from "../refusing";
import { say, type Word } from "../words";

export class Amending {
  /** Counts what was asked, so that an older answer is known. */
  private turn = 0;
  private id = "";
  private element = h("section", {});
  /** The parts that somebody has opened. */
  private readonly open = new Set<string>();

  /** `done` is told what became of an instance, and what to say of it. */
  constructor(private readonly forms: Forms, private readonly who: () => string, private readonly done: (found: Standing, told: string) => Promise<void>) {}

  /** Where it stands on an instance that is shown now. */
  place(instance: string): HTMLElement {
    if (instance !== this.id) this.open.clear();
    this.id = instance;
    this.element = h("section", { class: "amending" });
    return this.element;
  }

  /** What whoever is named may do, as things are now. */
  async show(): Promise<void> {
    const turn = ++this.turn;
    const [id, who, element] = [this.id, this.who(), this.element];
    const may = id && who ? await ask<Amendable>("amendable", { instance: id, who }) : { correct: null, redact: null };
    if (turn === this.turn) redrawn(() => fill(element, may.correct && this.correcting(id, may.correct), may.redact && this.redacting(id, may.redact)));
  }

  private correcting(id: string, fields: NonNullable<Amendable["correct"]>): HTMLElement {
    const form = `correct ${id}`;
    const was = fieldsOf(form, fields, new Forms()).values();
    const filled = fieldsOf(form, fields, this.forms);
    const reason = this.reason(form);
    /** What differs; what was there and is not any more is emptied. */
    const changed = () => {
      const now = filled.values();
      const names = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((name) => JSON.stringify(was[name]) !== JSON.stringify(now[name]));
      return Object.fromEntries(names.map((name) => [name, now[name] ?? null]));
    };
    return this.part(id, "correct", "correctNow", [h("p", { class: "hint" }, say("correctWhat")), filled.element, h("label", {}, say("reason"), reason)], async (key) => {
      const by = required(this.who(), "sayWho");
      const given = changed();
      const names = required(Object.keys(given), "unchanged");
      const why = required(reason.value.trim(), "sayWhy");
      const found = await ask<Standing>("correct", { instance: id, by, fields: given, reason: why, key }).catch((problem: unknown) => {
        if (problem instanceof Refused) this.forms.refused(form, problem.problems);
        throw problem;
      });
      await this.gone(form, found, say("corrected", { what: titles(fields, names) }));
    });
  }

  private redacting(id: string, fields: NonNullable<Amendable["redact"]>): HTMLElement {
    const form = `redact ${id}`;
    const reason = this.reason(form);
    const box = (name: string, title: string) => ({ name, box: h("input", { type: "checkbox", "data-erase": name }), title });
    const all = box("", say("redactAll"));
    const boxes = fields.map((one) => box(one.id, one.title));
    all.box.addEventListener("change", () => {
      for (const one of boxes) one.box.disabled = all.box.checked;
    });
    const choice = (one: typeof all) => h("label", { class: "choice" }, one.box, " ", one.title);
    return this.part(id, "redact", "redactNow", [h("fieldset", { class: "field" }, h("legend", {}, say("redactWhich")), choice(all), boxes.map(choice)), h("label", {}, say("reason"), reason)], async (key) => {
      const by = required(this.who(), "sayWho");
      const chosen = required(all.box.checked ? [all] : boxes.filter((one) => one.box.checked), "redactNone");
      const why = required(reason.value.trim(), "sayWhy");
      const what = chosen.map((one) => one.title).join(", ");
      const answer = await choose(say("redact"), say("redactWhy", { what }), [{ value: "", text: say("cancel") }, { value: "yes", text: say("redactYes") }]);
      if (answer !== "yes") return;
      const found = await ask<Standing>("redact", { instance: id, by, reason: why, key, ...(all.box.checked ? {} : { fields: chosen.map((one) => one.name) }) });
      await this.gone(form, found, say("redacted", { what }));
    });
  }

  private reason(form: string): HTMLInputElement {
    return this.forms.field(form, "reason", h("input", { type: "text" }));
  }

  private async gone(form: string, found: Standing, told: string): Promise<void> {
    this.forms.drop(form);
    this.open.clear();
    await this.done(found, told);
  }

  /** A part that is opened to be used: its controls, a button, and beside it what is refused. */
  private part(id: string, name: "correct" | "redact", now: Word, controls: HTMLElement[], work: (key: string) => Promise<void>): HTMLElement {
    const key = crypto.randomUUID(); // two clicks are one command
    const button = h("button", { "data-do": name }, say(now));
    const { place, attempt } = refusing(button);
    const submit = (event: Event) => {
      event.preventDefault();
      void attempt(() => work(key));
    };
    const toggle = (event: Event) => ((event.target as HTMLDetailsElement).open ? this.open.add(name) : this.open.delete(name));
    return h("details", { class: name, open: this.open.has(name), "data-instance": id, toggle }, h("summary", {}, say(name)), h("form", { class: "form", submit }, controls, h("div", {}, button, place)));
  }
}

const titles = (fields: { id: string; title: string }[], names: string[]) => fields.filter((one) => names.includes(one.id)).map((one) => one.title).join(", ");
