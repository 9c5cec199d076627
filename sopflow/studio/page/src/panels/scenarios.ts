// The scenarios of the file, played on what stands in the editor.
import { ask, type Played } from "../api";
import { fill, h, showPages } from "../dom";
import { say } from "../words";
import { type Page, type Panel, pagesRegion } from "./panel";

export class Scenarios implements Panel {
  /** Counts what was asked, so that an older answer is known. */
  private turn = 0;

  constructor(private readonly panel: HTMLElement, private readonly page: Page) {}

  async show(): Promise<void> {
    const results = h("div", { "aria-live": "polite" });
    const play = () => void this.page.guarded(() => this.play(results));
    fill(this.panel, h("p", { class: "buttons" }, h("button", { type: "button", "data-do": "play", click: play }, say("play"))), results);
  }

  private async play(results: HTMLElement): Promise<void> {
    const { file, text } = this.page;
    if (!file) return;
    const turn = ++this.turn;
    const found = await ask<Played>("scenarios", { path: file.path, text });
    if (this.page.file !== file || turn !== this.turn) return;
    if (found.broken) return fill(results, h("p", {}, say("broken")));
    const of = (status: string) => found.results.filter((one) => one.status === status).length;
    const others = (["skipped", "xfailed"] as const).filter(of).map((status) => `, ${of(status)} ${say(status)}`).join("");
    const pages = pagesRegion();
    const place = (path: string, line: number) => h("button", { type: "button", class: "place", click: () => void this.page.guarded(() => this.page.open(path, line)) }, `${path}:${line}`);
    fill(
      results,
      h("p", { class: "summary" }, found.results.length ? say("summary", { passed: of("passed"), count: found.results.length, percent: found.percent ?? 0 }) + others : say("noScenarios")),
      found.missed?.length ? h("p", {}, say("untested", { what: found.missed.join("; ") })) : null,
      h("ul", { class: "results" }, found.results.map((one) => h("li", { class: one.status }, h("b", {}, say(one.status)), ` ${one.name} `, place(one.path, one.line), one.text ? h("pre", {}, one.text) : null)), found.files.flatMap((file) => file.findings.map((one) => h("li", { class: "failed" }, place(file.path, one.line), ` ${one.message}`)))),
      pages,
    );
    showPages(pages, found.pages ?? "");
    this.page.fit();
  }
}
