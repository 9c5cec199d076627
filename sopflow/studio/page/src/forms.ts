// What was typed or chosen in a form and not sent yet: it is there again when the form is drawn again.
import type { Problem } from "./api";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Says what is wrong in a part of a form, and gives its first control that is. */
type Tell = (problems: Problem[]) => HTMLElement | undefined;

export class Forms {
  private readonly kept = new Map<string, Map<string, string>>();
  private readonly tellers = new WeakMap<Element, Tell>();

  /** A field of a form, with what it held. */
  field<One extends Field>(form: string, name: string, field: One): One {
    const was = this.kept.get(form)?.get(name);
    const can = !(field instanceof HTMLSelectElement) || [...field.options].some((one) => one.value === was);
    if (was !== undefined && can) field.value = was;
    field.dataset.field = `${form} ${name}`;
    field.addEventListener("input", () => this.kept.set(form, (this.kept.get(form) ?? new Map<string, string>()).set(name, field.value)));
    return field;
  }

  /** A part of a form can tell what is wrong in it, wherever it is drawn and as long as it is. */
  telling(form: string, element: HTMLElement, tell: Tell): void {
    element.dataset.form = form;
    this.tellers.set(element, tell);
  }

  /** Beside each field what is wrong with it; the first of the form in which somebody is gets the keyboard. */
  refused(form: string, problems: Problem[]): void {
    const drawn = [...document.querySelectorAll<HTMLElement>("[data-form]")].filter((one) => one.dataset.form === form);
    const card = document.activeElement?.closest(".item");
    const firsts = drawn.map((element) => ({ element, first: this.tellers.get(element)?.(problems) })).filter(({ first }) => first);
    (firsts.find(({ element }) => card?.contains(element)) ?? firsts[0])?.first?.focus();
  }

  /** It was sent. */
  drop(form: string): void {
    this.kept.delete(form);
  }

  clear(): void {
    this.kept.clear();
  }
}

/** Draw again; the field in which somebody is typing is that field again. */
export function redrawn(draw: () => void): void {
  const left = document.activeElement;
  const name = left instanceof HTMLElement ? left.dataset.field : undefined;
  const at = left instanceof HTMLInputElement ? left.selectionStart : null;
  draw();
  if (name === undefined || left?.isConnected) return;
  const field = [...document.querySelectorAll<Field>("[data-field]")].find((one) => one.dataset.field === name);
  field?.focus();
  if (field instanceof HTMLInputElement && at !== null) field.setSelectionRange(at, at);
}
