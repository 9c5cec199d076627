// Runs a letter to its end with nothing but the OpenAPI document: the types come from it, a wrong name does not compile.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

const address = process.argv[2]!;
const api = createClient<paths>({ baseUrl: address });
type Instance = components["schemas"]["Instance"];
type Problem = components["schemas"]["Problem"];

function got<T>(answer: { data?: T; error?: Problem; response: Response }): T {
  if (answer.data === undefined) throw new Error(`${answer.response.status} ${answer.error?.detail}`);
  return answer.data;
}

const started = await api.POST("/instances", {
  body: { sop: "surat", by: "a", subject: "Dari Node" },
  params: { header: { "Idempotency-Key": "node-1" } },
});
let run: Instance = got(started);
let tag = started.response.headers.get("etag")!;
const path = { instance: run.id };

const refused = await api.POST("/instances/{instance}/complete", { params: { path }, body: { step: "arsip", by: "c" } });
if (refused.error?.code !== "not-active") throw new Error("the row that is not open was not refused");
const next = refused.error.possible?.[0];
if (next?.step !== "susun") throw new Error("the refusal does not say what is possible");

for (let turn = 0; run.status === "running" && turn < 20; turn++) {
  const items = got(await api.GET("/instances/{instance}/possible", { params: { path } })).items;
  const item = items[0]!;
  const done = await api.POST("/instances/{instance}/complete", {
    params: { path, header: { "If-Match": tag, "Idempotency-Key": `node-${turn}` } },
    body: { step: item.step, by: item.actors[0]!, outcome: item.outcomes.includes("Y") ? "Y" : null },
  });
  run = got(done);
  tag = done.response.headers.get("etag")!;
}

const stale = await api.POST("/instances/{instance}/annotate", {
  params: { path, header: { "If-Match": '"1"' } },
  body: { by: "a", note: "terlambat" },
});
if (stale.response.status !== 412) throw new Error(`a stale tag was answered with ${stale.response.status}`);
const history = got(await api.GET("/instances/{instance}/history", { params: { path } })).items;
const work = got(await api.GET("/worklist", { params: { query: { actor: "c", limit: 5 } } }));
console.log(JSON.stringify({ id: run.id, status: run.status, events: history.map((event) => event.type), work: work.items.length }));
