// What the server answers; every call is a POST with the reader's language in it.
import type { Status } from "./terms";
import { say, spoken } from "./words";

export type Span = [line: number, column: number, endLine: number, endColumn: number];
export interface Finding { code: string; name: string; severity: "error" | "warning" | "info" | "accepted"; span: Span; message: string; hint: string; page: string }
export interface Named { id: string; title: string }
/** An actor of an SOP: whether they are a person of each case, and the one who starts it. */
export interface Actor extends Named { starts: boolean; person: boolean }
export interface Row { id: string; line: number; end: number }
export interface Names { actors: Actor[]; documents: Named[] }
export interface Drawn { kind: string; findings: Finding[]; title?: string; pages?: string; rows?: Row[]; names?: Names }
export interface Listed { path: string; kind: string }
export interface Content { path: string; text: string; digest: string }
/** An instance, as the terminal and the service show it too. */
export interface InstanceView { id: string; version: string; status: Status }
/** A work item, as the terminal and the service show it too. */
export interface ItemView { instance: string; step: string; visit: number; activity: string; waits_for?: string | null }
export interface Item {
  /** In a list of several cases, whose row it is. */
  case?: string;
  view: ItemView; number: string; question: string | null;
  actors: Named[]; outcomes: { name: string; label: string | null; note: boolean; target: boolean }[];
  chooses: { actor: string; title: string; among: Named[] }[]; targets: { id: string; number: string; activity: string }[];
  beside: { title: string; value: string }[]; fields: FieldRecord[]; files: FileRecord[]; skip: boolean; signs: boolean; waits: string | null; due: string | null; late: boolean; missing: string[]; lacks: string[]; claimed: string | null;
}
/** A field of a form; what somebody writes in it is read by the server. */
export interface FieldRecord {
  id: string; title: string; type: string; optional: boolean; known: boolean; expected: string; choices: Named[]; columns: FieldRecord[]; value: unknown;
}
/** A document whose file a row asks for. */
export interface FileRecord { id: string; title: string; optional: boolean }
/** What identifies a file: its bytes stay where they are. */
export interface Reference { document: string; name: string; sha256: string; size: number; media_type?: string }
export interface Standing {
  view: InstanceView; case: string; sop: string; end: string | null; stuck: boolean; pages: string;
  documents: { title: string; version: number; file: string | null }[];
  data: { title: string; value: string }[];
  people: (Named & { starts: boolean; people: string[] })[];
  history: { number: string; activity: string; by: string; result: string; at: string; remarks: string[] }[];
  items: Item[];
}
/** What somebody may do to the values of a case outside of a row; null where they may not. */
export interface Amendable { correct: FieldRecord[] | null; redact: Named[] | null }
/** What is wrong with a field, by its place: `lokasi[1].luas`. */
export interface Problem { field: string; text: string }
export interface Walked extends Standing { broken?: boolean; refused: string | null; problems: Problem[]; done: number; now: string }
/** What somebody wants of a row; `does` says it where it is not to complete the row. */
export interface Act {
  instance: string; step: string; visit: number; key?: string; by?: string; outcome?: string; note?: string; to?: string; choose?: Record<string, string>;
  fields?: Record<string, unknown>; documents?: Reference[];
  does?: "skip" | "receive" | "wait"; document?: string;
}
export interface Played {
  broken?: boolean; percent?: number; missed?: string[]; pages?: string;
  results: { name: string; path: string; line: number; status: "passed" | "failed" | "skipped" | "xfailed"; text: string }[];
  files: { path: string; findings: { line: number; message: string }[] }[];
}
export interface Instance { view: InstanceView; case: string; sop: string; end: string | null; started: string; active: string[] }

/** A version of an SOP, as the terminal and the service show it too. */
export interface VersionView { version: string; is_current: boolean }
export interface Overview {
  sops: Named[]; sop: string | null; more: boolean;
  versions: { view: VersionView; instances: number; since: string | null; by: string | null; rows: Named[] }[];
  /** Those that still go on. */
  instances: { id: string; case: string; version: string }[];
}
/** What became of instances that were moved to a version, or would become. */
export interface Moved {
  to: string; moved: number; stay: number; dry_run: boolean;
  instances: { instance: string; from: string; refused: string | null; rows: { was: string; now: string; due: string | null; was_due: string | null }[] }[];
}

/** A refusal of the server, in the reader's language. */
export class Refused extends Error {
  constructor(readonly code: string, message: string, readonly problems: Problem[] = []) {
    super(message);
  }
}

export async function ask<Answer>(name: string, data: object = {}, signal?: AbortSignal): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch(`/api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...data, lang: spoken() }),
      ...(signal ? { signal } : {}),
    });
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw new Refused("network", say("failedCall"));
  }
  const found = (await answer.json().catch(() => ({}))) as Answer & { code?: string; message?: string; problems?: Problem[] };
  if (answer.status === 401) throw new Refused("401", say("restarted"));
  if (!answer.ok) throw new Refused(found.code ?? String(answer.status), found.message ?? `${answer.status}`, found.problems);
  return found;
}
