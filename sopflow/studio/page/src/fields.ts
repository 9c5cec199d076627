// The form of a row: a control for each field, in which people write as they are used to; the server reads it.
import type { FieldRecord } from "./api";
import { h } from "./dom";
import type { Forms } from "./forms";
import { say } from "./words";

type Value = string | boolean | null | Value[] | { [name: string]: Value };
interface Control { element: HTMLElement; value: () => Value | undefined }

let counted = 0;

/** The controls of a form, and what is filled in. */
export function fieldsOf(form: string, fields: FieldRecord[], forms: Forms): { elements: HTMLElement[]; values: () => Record<string, Value> } {
  const controls = fields.map((field) => ({ field, control: control(form, `field ${field.id}`, field, forms) }));
  return {
    elements: controls.map((one) => one.control.element),
    values: () =>
      Object.fromEntries(
        controls.flatMap(({ field, control: { value } }): [string, Value][] => {
          const said = value();
          // what the case knows and somebody empties is emptied; what is empty and unknown is not said
          return said === undefined ? (field.known && field.optional ? [[field.id, null]] : []) : [[field.id, said]];
        }),
      ),
  };
}

function control(form: string, name: string, field: FieldRecord, forms: Forms): Control {
  if (field.type === "list") return records(form, name, field, forms);
  if (field.type === "some_of") return boxes(form, name, field, forms);
  const hint = `hint-${++counted}`;
  const common = { "aria-describedby": field.expected ? hint : null, "aria-required": field.optional ? null : "true", "data-name": field.id };
  const said = typeof field.value === "boolean" ? (field.value ? "ya" : "tidak") : field.value == null ? "" : String(field.value);
  const options = field.type === "yes_no" ? [{ id: "ya", title: say("yes") }, { id: "tidak", title: say("no") }] : field.choices;
  let own: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  if (field.type === "yes_no" || field.type === "one_of") own = h("select", common, h("option", { value: "" }, "–"), options.map((one) => h("option", { value: one.id }, one.title)));
  else if (field.type === "long_text") own = h("textarea", { ...common, rows: "3" });
  else own = h("input", { ...common, type: field.type === "date" ? "date" : field.type === "time" ? "time" : "text", inputmode: ["number", "whole", "money"].includes(field.type) ? "decimal" : null });
  own.value = said;
  own = forms.field(form, name, own);
  const label = h("label", {}, h("span", {}, field.title, field.optional ? h("span", { class: "hint" }, ` (${say("mayBeEmpty")})`) : " *"), own);
  return { element: h("div", { class: "field" }, label, field.expected && h("small", { id: hint, class: "hint" }, field.expected)), value: () => (own.value.trim() === "" ? undefined : own.value) };
}

/** Something that is kept besides what is typed. */
function kept(form: string, name: string, initial: string, forms: Forms): { get: () => string; set: (value: string) => void } {
  const input = forms.field(form, name, h("input", { type: "hidden", value: initial }));
  return {
    get: () => input.value,
    set: (value) => {
      input.value = value;
      input.dispatchEvent(new Event("input"));
    },
  };
}

function boxes(form: string, name: string, field: FieldRecord, forms: Forms): Control {
  const chosen = kept(form, name, Array.isArray(field.value) ? field.value.join(",") : "", forms);
  const now = () => chosen.get().split(",").filter(Boolean);
  const box = (one: { id: string; title: string }) => {
    const own = h("input", { type: "checkbox", checked: now().includes(one.id), "data-name": `${field.id} ${one.id}`, change: () => chosen.set((own.checked ? [...now(), one.id] : now().filter((other) => other !== one.id)).join(",")) });
    return h("label", { class: "choice" }, own, " ", one.title);
  };
  const element = h("fieldset", { class: "field" }, h("legend", {}, field.title, field.optional ? ` (${say("mayBeEmpty")})` : " *"), field.choices.map(box));
  return { element, value: () => (now().length ? now() : undefined) };
}

function records(form: string, name: string, field: FieldRecord, forms: Forms): Control {
  const given = Array.isArray(field.value) ? (field.value as Record<string, Value>[]) : [];
  const start = given.map((_, at) => at);
  const alive = kept(form, name, (start.length ? start : field.optional ? [] : [0]).join(","), forms);
  const now = () => alive.get().split(",").filter(Boolean);
  const rows = new Map<string, { id: string; control: Control }[]>();
  const list = h("div", {});
  const row = (key: string) => {
    const controls = field.columns.map((column) => ({ id: column.id, control: control(form, `${name} ${key} ${column.id}`, { ...column, value: given[Number(key)]?.[column.id] ?? column.value }, forms) }));
    rows.set(key, controls);
    const drop = h("button", { type: "button", "aria-label": `${say("remove")} ${field.title} ${list.childElementCount + 1}`, click: () => {
      rows.delete(key);
      alive.set(now().filter((other) => other !== key).join(","));
      element.querySelector<HTMLElement>(`[data-record="${key}"]`)?.remove();
      add.focus();
    } }, say("remove"));
    list.append(h("div", { class: "fields", "data-record": key }, controls.map((one) => one.control.element), drop));
  };
  const add = h("button", { type: "button", "data-do": `add ${field.id}`, click: () => {
    const key = String(Math.max(-1, ...now().map(Number)) + 1);
    alive.set([...now(), key].join(","));
    row(key);
    list.lastElementChild?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  } }, `${say("add")} ${field.title}`);
  const element = h("fieldset", { class: "field" }, h("legend", {}, field.title, field.optional ? ` (${say("mayBeEmpty")})` : " *"), list, add);
  for (const key of now()) row(key);
  const record = (controls: { id: string; control: Control }[]) => Object.fromEntries(controls.flatMap(({ id, control: { value } }): [string, Value][] => ((said) => (said === undefined ? [] : [[id, said]]))(value())));
  return { element, value: () => (now().length ? now().flatMap((key) => (rows.has(key) ? [record(rows.get(key) ?? [])] : [])) : undefined) };
}
