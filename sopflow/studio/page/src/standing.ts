// Where an instance stands: its table, what can be done, its documents and its history.
import type { Standing } from "./api";
import { fill, h, showPages, when } from "./dom";
import type { Forms } from "./forms";
import { type Doing, itemCard } from "./items";
import { say } from "./words";

/** What is told of its state: why it stands still, how it ended, else what it is. */
function stateOf(found: Standing): string {
  if (found.view.status === "suspended") return say("suspended");
  if (found.view.status === "cancelled") return say("cancelled");
  if (found.stuck) return say("stuck");
  return found.end ? say("ended", { end: found.end }) : say("running");
}

export interface Places { pages: HTMLElement; side: HTMLElement }

export function showStanding(places: Places, found: Standing, everybody: { id: string; title: string }[], doing: Doing, forms: Forms, before: HTMLElement[], refused: string | null, by?: string): void {
  showPages(places.pages, found.pages);
  fill(
    places.side,
    before,
    refused && h("p", { class: "refused", role: "alert" }, refused),
    h("h3", {}, say("open")),
    h("p", { class: "state", "data-status": found.view.status }, stateOf(found)),
    found.items.length ? found.items.map((item) => itemCard(item, everybody, doing, forms, by)) : h("p", {}, say("nothing")),
    found.data.length > 0 && [h("h3", {}, say("data")), h("dl", { class: "data" }, found.data.flatMap((one) => [h("dt", {}, one.title), h("dd", {}, one.value)]))],
    h("h3", {}, say("documents")),
    h("ul", {}, found.documents.map((one) => h("li", {}, `${one.title} (v${one.version})${one.file ? `: ${one.file}` : ""}`))),
    h("h3", {}, say("history")),
    h("ol", { class: "history" }, found.history.map((one) => h("li", {}, `${`${one.number} ${one.activity}`.trim()}: ${[one.result, one.by, when(one.at), ...one.remarks].join(", ")}`))),
  );
  const clickable = new Map(found.items.filter((item) => item.actors.length).map((item) => [item.view.step, item]));
  for (const mark of places.pages.querySelectorAll<SVGGElement>("g[data-step]")) {
    const item = clickable.get(mark.dataset.step ?? "");
    if (!item) continue;
    const outcome = mark.dataset.outcome ?? (item.outcomes.length === 1 ? item.outcomes[0]?.name : undefined);
    if (!outcome || !item.outcomes.some((one) => one.name === outcome)) continue;
    mark.classList.add("clickable");
    mark.addEventListener("click", () => {
      const button = [...places.side.querySelectorAll<HTMLButtonElement>("button.outcome")].find((one) => one.dataset.step === item.view.step && one.dataset.outcome === outcome);
      button?.click();
    });
  }
}
