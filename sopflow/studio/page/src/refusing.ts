// A refusal stands beside the control that was tried.
import { Refused } from "./api";
import { fill, h } from "./dom";
import { say, type Word } from "./words";

/** Where a refusal of a control stands, and the control as somebody uses it. */
export function refusing(control: HTMLElement): { place: HTMLElement; attempt: (work: () => Promise<unknown>) => Promise<void> } {
  const place = h("p", { class: "error", id: `refusal-${crypto.randomUUID()}`, role: "alert" });
  const tell = (text: string) => {
    fill(place, text);
    if (text) control.setAttribute("aria-describedby", place.id);
    else control.removeAttribute("aria-describedby");
  };
  const attempt = async (work: () => Promise<unknown>) => {
    tell("");
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      tell(problem.message);
    }
  };
  return { place, attempt };
}

/** What must be said before anything is asked of the server; what is lacking is told beside the control too. */
export function required<Value extends string | readonly unknown[]>(value: Value, word: Word): Value {
  if (!value.length) throw new Refused("lacking", say(word));
  return value;
}
