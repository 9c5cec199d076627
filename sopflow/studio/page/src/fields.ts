// The form of a row: a control for each field, in which people write as they are used to; the server reads it.
import type { FieldRecord } from "./api";
import { h } from "./dom";
import type { Forms } from "./forms";
import { say } from "./words";

type Value = string | boolean | null | Value[] | { [name: string]: Value };
/** `tell` says what is wrong at a place and below it, and gives the first control of which something is said. */
interface Control { element: HTMLElement; value: () => Value | undefined; tell: (place: string, said: Map<string, string>) => HTMLElement | undefined }

let counted = 0;

/** The controls of a form, and what is filled in. */
export function fieldsOf(form: string, fields: FieldRecord[], forms: Forms): { element: HTMLElement; values: () => Record<string, Value> } {
  const controls = fields.map((field) => ({ field, control: control(form, `field ${field.id}`, field, forms) }));
  const element = h("div", { class: "form" }, controls.map((one) => one.control.element));
  forms.telling(form, element, (problems) => {
    const said = new Map(problems.map((one) => [one.field, one.text]));
    return controls.map(({ field, control }) => control.tell(field.id, said)).find((one) => one !== undefined);
  });
  return {
    element,
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
  const element = h("div", { class: "field" }, label, field.expected && h("small", { id: hint, class: "hint" }, field.expected));
  const tell = told(element, own, field.expected ? hint : null);
  return { element, value: () => (own.value.trim() === "" ? undefined : own.value), tell: (place, said) => tell(said.get(place)) };
}

/** Where a problem of a control stands: described by it, and gone once somebody changes the control. */
function told(element: HTMLElement, own: HTMLElement, hint: string | null): (text: string | undefined) => HTMLElement | undefined {
  const id = `error-${++counted}`;
  const place = h("small", { id, class: "error", hidden: true });
  element.append(place);
  const tell = (text: string | undefined) => {
    place.textContent = text ?? "";
    place.hidden = text === undefined;
    const described = [hint, text === undefined ? null : id].filter(Boolean).join(" ");
    if (described) own.setAttribute("aria-describedby", described);
    else own.removeAttribute("aria-describedby");
    if (own.tagName !== "FIELDSET" && text !== undefined) own.setAttribute("aria-invalid", "true");
    else own.removeAttribute("aria-invalid");
    return text === undefined ? undefined : own;
  };
  element.addEventListener("input", (event) => event.target === own && tell(undefined));
  return tell;
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
  const tell = told(element, element, null);
  return { element, value: () => (now().length ? now() : undefined), tell: (place, said) => tell(said.get(place)) && (element.querySelector("input") ?? undefined) };
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
  const tell = told(element, element, null);
  const tellAll = (place: string, said: Map<string, string>) => {
    const rest = new Map(said);
    const firsts = now().flatMap((key, at) => (rows.get(key) ?? []).map(({ id, control }) => {
      const inner = `${place}[${at + 1}].${id}`;
      const first = control.tell(inner, said);
      rest.delete(inner);
      return first;
    }));
    const other = [...rest].find(([where]) => where === place || where.startsWith(`${place}[`));
    const own = tell(other?.[1]) && add;
    return firsts.find((one) => one !== undefined) ?? own;
  };
  const record = (controls: { id: string; control: Control }[]) => Object.fromEntries(controls.flatMap(({ id, control: { value } }): [string, Value][] => ((said) => (said === undefined ? [] : [[id, said]]))(value())));
  return { element, value: () => (now().length ? now().flatMap((key) => (rows.has(key) ? [record(rows.get(key) ?? [])] : [])) : undefined), tell: tellAll };
}
