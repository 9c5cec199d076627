// What can be done on an open row, as a form: used by the walk and by the office.
import type { Act, Item } from "./api";
import { h, when } from "./dom";
import { fieldsOf } from "./fields";
import { filesOf } from "./files";
import type { Forms } from "./forms";
import { say } from "./words";

export type Doing = (act: Act) => void;

/** The form of an open row. */
export const formOf = (row: { instance: string; step: string; visit: number }) => `${row.instance} ${row.step} ${row.visit}`;

export function itemCard(item: Item, everybody: { id: string; title: string }[], doing: Doing, forms: Forms, fixedBy?: string): HTMLElement {
  const key = crypto.randomUUID(); // two clicks are one command
  const allowed = item.actors.map((one) => one.id);
  const form = formOf(item.view);
  const everyone = [...item.actors, ...everybody.filter((one) => !allowed.includes(one.id))];
  const by = h("select", { "aria-label": `${say("by")} ${item.number}` }, everyone.map((one) => h("option", { value: one.id }, one.title)));
  const note = forms.field(form, "note", h("input", { type: "text", "aria-label": `${say("note")} ${item.number}`, placeholder: say("note") }));
  const target = forms.field(form, "to", h("select", { "aria-label": `${say("target")} ${item.number}` }, item.targets.map((row) => h("option", { value: row.id }, `${row.number} ${row.activity.slice(0, 50)}`))));
  const chosen = item.chooses.map((choice) => ({
    actor: choice.actor,
    select: forms.field(form, `choose ${choice.actor}`, h("select", { "aria-label": choice.title }, choice.among.map((one) => h("option", { value: one.id }, one.title)))),
    title: choice.title,
  }));
  const filled = fieldsOf(form, item.fields, forms);
  const files = filesOf(form, item.files, forms);
  const act = async (outcome?: string, does?: Act["does"]): Promise<void> => {
    const documents = item.files.length && does !== "skip" ? await files.chosen() : [];
    const needsTarget = item.outcomes.find((one) => one.name === outcome)?.target;
    doing({
      instance: item.view.instance, step: item.view.step, visit: item.view.visit, key, ...(outcome ? { outcome } : {}), ...(does ? { does } : {}), ...(item.view.waits_for ? { document: item.view.waits_for } : {}),
      ...(item.actors.length ? { by: fixedBy ?? by.value } : {}), ...(note.value ? { note: note.value } : {}), ...(needsTarget ? { to: target.value } : {}),
      ...(item.fields.length && !does ? { fields: filled.values() } : {}),
      ...(documents.length ? { documents } : {}),
      choose: Object.fromEntries(chosen.map((one) => [one.actor, one.select.value])),
    });
  };
  const button = (text: string, outcome?: string, does?: Act["does"]) => h("button", { type: "button", class: "outcome", "data-step": item.view.step, "data-outcome": outcome ?? "", click: () => void act(outcome, does) }, text);
  const sole = item.outcomes.length === 1;
  const buttons = item.actors.length
    ? item.outcomes.map((one) => button(sole ? say(item.signs ? "sign" : "done") : one.label ? `${one.name} (${one.label})` : one.name, one.name))
    : [item.waits ? button(say("arrives", { what: item.waits }), undefined, "receive") : button(say("passes"), undefined, "wait")];
  if (item.skip) buttons.push(button(say("skip"), "skip", "skip"));
  return h(
    "article",
    { class: `item${item.late ? " late" : ""}`, "data-step": item.view.step },
    h("h4", {}, `${item.number}. ${item.view.activity}`),
    item.case && h("p", { class: "case" }, item.case),
    item.question && h("p", {}, item.question),
    h("p", { class: "facts" }, [item.due && say(item.late ? "late" : "due", { at: when(item.due) }), item.waits && say("waits", { what: item.waits }), item.missing.length > 0 && say("missing", { what: item.missing.join("; ") }), item.lacks.length > 0 && say("lacks", { what: item.lacks.join("; ") })].filter(Boolean).join(" · ")),
    item.actors.length > 0 && h("div", { class: "fields" }, !fixedBy && h("label", {}, say("by"), " ", by), note, item.targets.length > 0 && h("label", {}, say("target"), " ", target), chosen.map((one) => h("label", {}, one.title, " ", one.select))),
    item.beside.length > 0 && h("dl", { class: "beside" }, item.beside.flatMap((one) => [h("dt", {}, one.title), h("dd", {}, one.value)])),
    item.fields.length > 0 && filled.element,
    item.files.length > 0 && files.element,
    h("div", { class: "buttons" }, buttons),
  );
}
