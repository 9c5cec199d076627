// What the checks have found, the gravest first; a click leads to the place.
import type { Finding } from "./api";
import { fill, h } from "./dom";
import { say } from "./words";

const RANKS = ["error", "warning", "info", "accepted"] as const;

export function showFindings(heading: HTMLElement, list: HTMLElement, found: Finding[], goto: (line: number, column: number) => void): void {
  const ranks = RANKS.map((one) => [one, found.filter((finding) => finding.severity === one)] as const).filter(([, some]) => some.length);
  fill(heading, `${say("findings")}${ranks.length ? `: ${ranks.map(([one, some]) => `${some.length} ${say(one)}`).join(", ")}` : ""}`);
  const line = (one: Finding) =>
    h(
      "li",
      { class: one.severity },
      h(
        "button",
        { type: "button", title: one.page, click: () => goto(one.span[0], one.span[1]) },
        h("span", { class: "where" }, `${say("line", { n: one.span[0] })} · ${one.code} · ${say(one.severity)}`),
        " ",
        one.message,
        one.hint && h("span", { class: "hint" }, ` ${one.hint}`),
      ),
    );
  fill(list, ranks.length ? ranks.flatMap(([, some]) => some.map(line)) : h("li", {}, say("noFindings")));
}
