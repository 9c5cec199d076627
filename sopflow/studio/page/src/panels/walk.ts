// A walk through the procedure that stands in the editor, act by act.
import { type Act, ask, type Walked } from "../api";
import { fill, h } from "../dom";
import { Forms, redrawn } from "../forms";
import { formOf } from "../items";
import { showStanding } from "../standing";
import { say } from "../words";
import { type Page, type Panel, pagesRegion } from "./panel";

export class Walk implements Panel {
  private acts: Act[] = [];
  private readonly forms = new Forms();
  /** Counts what was asked, so that an older answer is known. */
  private turn = 0;

  constructor(private readonly panel: HTMLElement, private readonly page: Page) {}

  forget(): void {
    this.acts = [];
    this.forms.clear();
  }

  async show(): Promise<void> {
    const { file, kind, text, actors } = this.page;
    if (!file || kind !== "sop") return fill(this.panel, h("p", {}, say(file ? "noTable" : "pickFile")));
    const turn = ++this.turn;
    await this.page.besides(async () => {
      const found = await ask<Walked>("walk", { path: file.path, text, acts: this.acts });
      if (this.page.file !== file || turn !== this.turn) return;
      if (found.broken) return fill(this.panel, h("p", {}, say("broken")));
      const last = this.acts.at(-1);
      if (last && found.done === this.acts.length) this.forms.drop(formOf(last));
      this.acts = this.acts.slice(0, found.done);
      const pages = pagesRegion();
      const side = h("div", { class: "acts", tabindex: "0", role: "region", "aria-label": say("open") });
      redrawn(() => {
        fill(this.panel, h("div", { class: "both" }, pages, side));
        showStanding({ pages, side }, found, actors, (act) => this.again([...this.acts, act]), this.forms, [this.tools()], found.refused);
      });
      if (last && found.problems.length) this.forms.refused(formOf(last), found.problems);
      this.page.fit();
      this.panel.dataset.done = String(found.done);
    });
  }

  private again(acts: Act[]): void {
    this.acts = acts;
    void this.show();
  }

  private tools(): HTMLElement {
    return h(
      "p",
      { class: "buttons" },
      h("button", { type: "button", "data-do": "restart", click: () => this.again([]) }, say("restart")),
      h("button", { type: "button", "data-do": "back", disabled: this.acts.length === 0, click: () => this.again(this.acts.slice(0, -1)) }, say("back")),
      h("span", { class: "hint" }, ` ${say("clicks")}`),
    );
  }
}
