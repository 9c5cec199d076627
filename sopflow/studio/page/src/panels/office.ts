// Instances and worklists of the store that the page was started with.
import { type Act, ask, type Instance, type Item, type Named, Refused, type Standing } from "../api";
import { fill, h } from "../dom";
import { Forms, redrawn } from "../forms";
import { formOf, itemCard } from "../items";
import { showStanding } from "../standing";
import { STATUSES } from "../terms";
import { say, term } from "../words";
import { Amending } from "./amending";
import { type Page, type Panel, pagesRegion } from "./panel";
import { Versions } from "./versions";

/** The route and the body of what somebody wants of a row; looking at an instance processes what is due. */
function asked({ does, document, documents, ...act }: Act, by: string | undefined): [string, object] {
  const { instance, step, visit, key, note } = act;
  if (does === "wait") return ["instance", { instance }];
  if (does === "receive") return ["receive", { instance, key, by, documents: [...(documents ?? []), ...((documents ?? []).some((one) => one.document === document) ? [] : [{ document }])] }];
  if (does === "skip") return ["skip", { instance, step, visit, key, by, reason: note }];
  return ["complete", { ...act, ...(documents?.length ? { documents } : {}), by, choose: act.choose ?? {} }];
}

/** Names that are separated by commas. */
const several = (text: string) => text.split(",").map((one) => one.trim()).filter(Boolean);

/** Who is who in an instance, each with the form that says another; nothing of an SOP where nobody is. */
function rebinding(found: Standing, forms: Forms, rebind: (instance: string, people: Record<string, string[]>, reason: string, key: string) => void): HTMLElement[] {
  const { id, status } = found.view;
  if (!found.people.length || !["running", "suspended"].includes(status)) return [];
  const form = `rebind ${id}`;
  const actor = forms.field(form, "actor", h("select", {}, found.people.map((one) => h("option", { value: one.id }, one.title))));
  const person = forms.field(form, "person", h("input", { type: "text", list: "people" }));
  const reason = forms.field(form, "reason", h("input", { type: "text" }));
  const key = crypto.randomUUID();
  const submit = (event: Event) => {
    event.preventDefault();
    rebind(id, { [actor.value]: several(person.value) }, reason.value, key);
  };
  const bound = found.people.filter((one) => one.people.length);
  return [
    ...(bound.length ? [h("dl", { class: "people" }, bound.flatMap((one) => [h("dt", {}, one.title), h("dd", {}, one.people.join(", "))]))] : []),
    h("details", { class: "rebind" }, h("summary", {}, say("rebind")), h("form", { class: "form", submit }, h("label", {}, say("role"), actor), h("label", {}, say("person"), person), h("label", {}, say("reason"), reason), h("button", { "data-do": "rebind" }, say("rebind")))),
  ];
}

export class Office implements Panel {
  private who = "";
  private readonly forms = new Forms();
  /** Counts what was asked about instances, so that an older answer is known. */
  private turn = 0;
  private readonly versions: Versions;

  constructor(private readonly panel: HTMLElement, private readonly page: Page) {
    const who = () => (this.who = panel.querySelector<HTMLInputElement>("[data-do=who]")?.value.trim() ?? this.who);
    this.versions = new Versions(page, this.forms, who, () => this.instances());
  }

  async show(): Promise<void> {
    await this.page.besides(() => this.instances());
  }

  forget(): void {
    this.versions.forget();
  }

  private async instances(shown?: string): Promise<void> {
    const { instances, people, units } = await ask<{ instances: Instance[]; people: Named[]; units: Named[] }>("instances");
    const listed = (id: string, names: Named[]) => h("datalist", { id }, names.map((one) => h("option", { value: one.id }, one.title)));
    const who = this.forms.field("who", "who", h("input", { type: "text", list: "people", value: this.who, "aria-label": say("who"), placeholder: say("who"), "data-do": "who" }));
    const subject = this.forms.field("start", "subject", h("input", { type: "text", "aria-label": say("subject"), placeholder: say("subject") }));
    const unit = this.forms.field("start", "unit", h("input", { type: "text", list: "units", hidden: units.length === 0, "aria-label": say("unit"), placeholder: say("unit") }));
    const persons = this.page.actors.filter((one) => one.person).map((one) => {
      const title = say(one.starts ? "whoIs" : "whoElse", { title: one.title });
      return { id: one.id, input: this.forms.field("start", `people ${one.id}`, h("input", { type: "text", list: "people", "aria-label": title, placeholder: title, "data-people": one.id })) };
    });
    const named = () => ((said) => (Object.keys(said).length ? { people: said } : {}))(Object.fromEntries(persons.flatMap(({ id, input }) => ((names) => (names.length ? [[id, names]] : []))(several(input.value)))));
    const work = h("div", { class: "work" });
    const key = crypto.randomUUID(); // two clicks start one instance
    const places = { pages: pagesRegion(), side: h("div", { class: "acts" }) };
    const doing = (work: () => Promise<unknown>) => () => {
      this.who = who.value.trim();
      void this.page.guarded(work);
    };
    const amending = new Amending(this.forms, () => (this.who = who.value.trim()), async (found, told) => {
      stand(found);
      await list();
      this.page.tell(told);
    });
    who.addEventListener("change", () => void this.page.besides(() => amending.show()));
    const stand = (found: Standing) => {
      redrawn(() => showStanding(places, found, [], complete, this.forms, [h("h3", { class: "case" }, `${found.case} · ${say("version", { version: found.view.version })}`), ...rebinding(found, this.forms, rebind), amending.place(found.view.id)], null, this.who || undefined));
      this.page.fit();
      void this.page.besides(() => amending.show());
    };
    const complete = (act: Act) =>
      doing(async () => {
        const turn = ++this.turn;
        const found = await ask<Standing>(...asked(act, this.who || act.by)).catch((problem: unknown) => {
          if (problem instanceof Refused) this.forms.refused(formOf(act), problem.problems);
          throw problem;
        });
        this.forms.drop(formOf(act));
        if (turn === this.turn) stand(found);
        await list();
      })();
    const rebind = (instance: string, people: Record<string, string[]>, reason: string, key: string) =>
      doing(async () => {
        const found = await ask<Standing>("rebind", { instance, by: this.who, people, reason, key });
        this.forms.drop(`rebind ${instance}`);
        stand(found);
        await list();
      })();
    const list = async () => {
      if (!this.who) return fill(work);
      const asked = this.who;
      const { items } = await ask<{ items: Item[] }>("worklist", { who: asked });
      if (asked !== this.who) return;
      redrawn(() => fill(work, items.length ? items.map((item) => itemCard(item, [], complete, this.forms, this.who)) : h("p", {}, say("empty"))));
    };
    const begin = async () => {
      if (!this.who) {
        this.page.tell(say("whoFirst"));
        return who.focus();
      }
      const found = await ask<Standing>("start", { path: this.page.file?.path ?? "", by: this.who, subject: subject.value, unit: unit.value, ...named(), key });
      this.forms.drop("start");
      await this.instances(found.view.id);
    };
    const look = async (which: string) => {
      const turn = ++this.turn;
      const found = await ask<Standing>("instance", { instance: which });
      if (turn === this.turn) stand(found);
    };
    const line = (one: Instance) => h("li", {}, h("button", { type: "button", click: doing(() => look(one.view.id)) }, `${one.case} · ${one.sop} · ${one.end ?? term(STATUSES[one.view.status])}`));
    redrawn(() => fill(
      this.panel,
      h("p", { class: "fields" }, who, listed("people", people.length ? people : this.page.actors), listed("units", units), h("button", { type: "button", "data-do": "worklist", click: doing(list) }, say("worklist")), subject, unit, persons.map((one) => one.input), h("button", { type: "button", "data-do": "start", click: doing(begin) }, say("startOne"))),
      h(
        "div",
        { class: "both" },
        places.pages,
        h(
          "div",
          { class: "acts", tabindex: "0", role: "region", "aria-label": say("worklist") },
          places.side,
          h("h3", {}, say("worklist")),
          work,
          h("h3", {}, say("instances")),
          h("ul", { class: "instances" }, instances.length ? instances.map(line) : h("li", {}, say("empty"))),
          this.versions.element,
        ),
      ),
    ));
    if (shown) await look(shown);
    await list();
    await this.versions.show();
  }
}
