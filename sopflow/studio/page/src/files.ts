// The files that a row asks for: each is read and hashed here, and only what identifies it is sent.
import type { FileRecord, Problem, Reference } from "./api";
import { h } from "./dom";
import type { Forms } from "./forms";
import { say } from "./words";

let counted = 0;

async function referenceOf(document: string, file: File): Promise<Reference> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { document, name: file.name, sha256, size: file.size, ...(file.type ? { media_type: file.type } : {}) };
}

/** The controls, and what identifies the files that were chosen, once they are read. */
export function filesOf(form: string, files: FileRecord[], forms: Forms): { element: HTMLElement; chosen: () => Promise<Reference[]> } {
  const controls = files.map((file) => control(form, file, forms));
  const element = h("div", { class: "form" }, controls.map((one) => one.element));
  const tell = (one: (typeof controls)[number], problems: Problem[]) => one.tell(problems.find((problem) => problem.field === `file ${one.id}`)?.text);
  forms.telling(form, element, (problems) => controls.map((one) => tell(one, problems)).find((one) => one !== undefined));
  return { element, chosen: async () => (await Promise.all(controls.map((one) => one.chosen()))).filter((one) => one !== undefined) };
}

function control(form: string, file: FileRecord, forms: Forms) {
  // a page cannot fill in a file again, but what identifies it can be kept
  const kept = forms.field(form, `file ${file.id}`, h("input", { type: "hidden" }));
  const now = () => (kept.value ? (JSON.parse(kept.value) as Reference) : undefined);
  const said = h("small", { id: `file-${++counted}`, class: "hint" });
  const error = h("small", { id: `file-error-${counted}`, class: "error", hidden: true });
  const show = () => { said.textContent = ((one) => (one ? say("fileKept", { name: one.name, size: String(one.size) }) : ""))(now()); };
  let reading: Promise<void> = Promise.resolve();
  const keep = (value: string) => {
    kept.value = value;
    kept.dispatchEvent(new Event("input"));
    show();
  };
  const read = async (chosen: File) => {
    said.textContent = say("hashing");
    try {
      keep(JSON.stringify(await referenceOf(file.id, chosen)));
    } catch {
      keep("");
      tell(say("noHash"));
    }
  };
  const own = h("input", {
    type: "file", "data-file": file.id, "aria-required": file.optional ? null : "true", "aria-describedby": `${said.id} ${error.id}`,
    change: () => {
      tell(undefined);
      const chosen = own.files?.[0];
      if (chosen) reading = read(chosen);
      else keep("");
    },
  });
  const tell = (text: string | undefined) => {
    error.textContent = text ?? "";
    error.hidden = text === undefined;
    if (text === undefined) own.removeAttribute("aria-invalid");
    else own.setAttribute("aria-invalid", "true");
    return text === undefined ? undefined : own;
  };
  show();
  const label = h("label", {}, h("span", {}, say("fileOf", { title: file.title }), file.optional ? h("span", { class: "hint" }, ` (${say("mayBeEmpty")})`) : " *"), own);
  return { id: file.id, element: h("div", { class: "field" }, label, said, error), tell, chosen: () => reading.then(now) };
}
