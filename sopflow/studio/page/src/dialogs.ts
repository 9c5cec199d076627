// Questions: each is a dialog of the browser, so that the keyboard and screen readers find their way.
import { h } from "./dom";
import { say } from "./words";

/** What somebody answers; known at once and not when the browser tells of a closed dialog, so that the next key finds it. */
function answered(dialog: HTMLDialogElement, fill: (answer: (value: string) => void) => (Node | string)[]): Promise<string> {
  return new Promise((resolve) => {
    const answer = (value: string) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    dialog.append(...fill(answer));
    dialog.addEventListener("cancel", () => answer(""));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** The value of the button that somebody chose; "" where they closed the dialog. */
export function choose(title: string, text: string, choices: { value: string; text: string }[]): Promise<string> {
  return answered(h("dialog", { "aria-label": title }, h("h2", {}, title), h("p", {}, text)), (answer) => [
    h("div", { class: "buttons" }, choices.map((one) => h("button", { type: "button", click: () => answer(one.value) }, one.text))),
  ]);
}

/** `objection` says why a name cannot be taken. */
export async function askName(title: string, value: string, objection: (name: string) => string): Promise<string> {
  const object = () => input.setCustomValidity(objection(input.value.trim()));
  const input = h("input", { type: "text", value, "aria-label": title, input: object });
  const name = answered(h("dialog", { "aria-label": title }), (answer) => {
    const submit = (event: Event) => {
      event.preventDefault();
      answer(input.value.trim());
    };
    return [h("form", { submit }, h("h2", {}, title), input, h("div", { class: "buttons" }, h("button", {}, say("make")), h("button", { type: "button", click: () => answer("") }, say("cancel"))))];
  });
  object();
  input.select();
  return name;
}
