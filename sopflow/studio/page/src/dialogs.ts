// Questions: each is a dialog of the browser, so that the keyboard and screen readers find their way.
import { h } from "./dom";
import { say } from "./words";

export function choose(title: string, text: string, choices: { value: string; text: string }[]): Promise<string> {
  return new Promise((resolve) => {
    const dialog = h("dialog", { "aria-label": title }, h("h2", {}, title), h("p", {}, text));
    dialog.append(h("div", { class: "buttons" }, choices.map((one) => h("button", { type: "button", click: () => dialog.close(one.value) }, one.text))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** `objection` says why a name cannot be taken. */
export function askName(title: string, value: string, objection: (name: string) => string): Promise<string> {
  return new Promise((resolve) => {
    const object = () => input.setCustomValidity(objection(input.value.trim()));
    const input = h("input", { type: "text", value, "aria-label": title, input: object });
    const form = h("form", { method: "dialog" }, h("h2", {}, title), input, h("div", { class: "buttons" }, h("button", { value: "yes" }, say("make")), h("button", { type: "button", click: () => dialog.close("") }, say("cancel"))));
    const dialog = h("dialog", { "aria-label": title }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? input.value.trim() : "");
    });
    document.body.append(dialog);
    dialog.showModal();
    object();
    input.select();
  });
}
