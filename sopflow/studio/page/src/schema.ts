// Completion and hover from the format's own JSON Schema: where the cursor stands, and what may stand there.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import type { Names } from "./api";
import { spoken } from "./words";

export interface Schema {
  title?: string; description?: string; type?: string | string[]; enum?: unknown[]; const?: unknown; examples?: unknown[];
  properties?: Record<string, Schema>; patternProperties?: Record<string, Schema>; additionalProperties?: Schema | boolean;
  "x-names"?: "actors" | "steps" | "targets" | "documents"; items?: Schema | boolean; anyOf?: Schema[]; oneOf?: Schema[]; allOf?: Schema[]; $ref?: string; $defs?: Record<string, Schema>;
}
const ITEM = "[]";

/** All that a schema may mean at a place: its alternatives, without references. */
function alternatives(schema: Schema, root: Schema): Schema[] {
  const found = schema.$ref ? alternatives(resolved(schema.$ref, root), root) : [schema];
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) found.push(...alternatives(part, root));
  return found;
}

function resolved(ref: string, root: Schema): Schema {
  let at: unknown = root;
  for (const part of ref.replace(/^#\//, "").split("/")) at = (at as Record<string, unknown> | undefined)?.[part];
  return (at as Schema | undefined) ?? {};
}

export function schemasAt(root: Schema, path: string[]): Schema[] {
  let here = alternatives(root, root);
  for (const part of path) {
    const next: Schema[] = [];
    for (const schema of here) {
      if (part === ITEM) {
        if (typeof schema.items === "object") next.push(...alternatives(schema.items, root));
        continue;
      }
      const own = schema.properties?.[part];
      const pattern = Object.entries(schema.patternProperties ?? {}).find(([regex]) => new RegExp(regex, "u").test(part))?.[1];
      const other = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
      const found = own ?? pattern ?? other;
      if (found) next.push(...alternatives(found, root));
    }
    here = next;
  }
  return here;
}

/** Keys from the outermost in, by the indentation of the lines above: it works while a line is being written. */
export function pathByLines(state: EditorState, pos: number): string[] {
  const line = state.doc.lineAt(pos);
  const before = /^(\s*)((?:- +)*)/.exec(line.text);
  let limit = before ? before[0].length : 0; // a key around stands to the left of this
  let item = limit; // and so does a dash: that of an item beside leads nowhere
  const path: string[] = [];
  const dashes = before?.[2] ?? "";
  if (dashes && pos - line.from >= limit) {
    path.unshift(ITEM);
    item = before?.[1]?.length ?? 0;
    limit = item + 1;
  }
  for (let number = line.number - 1; number >= 1 && limit > 0; number--) {
    const text = state.doc.line(number).text;
    if (!text.trim() || text.trimStart().startsWith("#")) continue;
    const parts = /^(\s*)((?:- +)*)(?:([^\s#:][^:]*):(?:\s|$))?/.exec(text);
    if (!parts) continue;
    const indent = parts[1]?.length ?? 0;
    const inner = indent + (parts[2]?.length ?? 0);
    if (parts[3] && inner < limit) {
      path.unshift(parts[3].trim());
      limit = item = inner;
    }
    if (parts[2] && indent < item) {
      path.unshift(ITEM);
      item = indent;
      limit = indent + 1;
    }
  }
  return path;
}

/** Keys from the outermost in, by the parsed text; the last is the key that a node belongs to. */
export function pathByTree(state: EditorState, node: SyntaxNode | null): string[] {
  const path: string[] = [];
  for (let at = node; at; at = at.parent) {
    if (at.name === "Pair") {
      const key = at.getChild("Key");
      if (key) path.unshift(state.sliceDoc(key.from, key.to).replace(/^["']|["']$/g, ""));
    } else if (at.name === "Item") path.unshift(ITEM);
  }
  return path;
}

function described(schema: Schema): string {
  const halves = (schema.description ?? "").split("\n\n");
  return (spoken() === "en" ? halves[1] : halves[0]) ?? halves[0] ?? "";
}

export function hoverText(root: Schema, state: EditorState, pos: number): { from: number; to: number; text: string; example: string } | null {
  let node: SyntaxNode | null = syntaxTree(state).resolveInner(pos, 1);
  while (node && node.name !== "Key") node = node.parent;
  if (!node?.parent) return null;
  const found = schemasAt(root, pathByTree(state, node.parent)).find((schema) => schema.description);
  if (!found) return null;
  const example = found.examples?.[0];
  return { from: node.from, to: node.to, text: described(found), example: example === undefined ? "" : JSON.stringify(example) };
}

export function completionsAt(root: Schema, names: Names, rows: string[], context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/[\w-]*$/u);
  const from = word?.from ?? context.pos;
  if (!context.explicit && from === context.pos) return null;
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, from - line.from);
  const flow = inFlow(context.state, from);
  if (flow) {
    const isValue = /:\s+$/.test(before) || flow.inList;
    return isValue ? values(root, flow.path, names, rows, from) : keys(root, flow.path, from);
  }
  const key = /^\s*(?:- +)*([^\s:][^:]*):\s+(?:\[[^\]]*)?$/.exec(before)?.[1];
  if (key) return values(root, [...pathByLines(context.state, line.from + before.search(/\S/)), ...outer(before), key.trim()], names, rows, from);
  const path = pathByLines(context.state, from);
  const listed = path.at(-1) === ITEM ? values(root, path, names, rows, from) : null;
  const own = keys(root, path, from);
  if (!listed || !own) return own ?? listed;
  return { from, options: [...own.options, ...listed.options], validFor: /^[\w-]*$/u };
}

function outer(before: string): string[] {
  return /^\s*- /.test(before) && !/^\s*-\s*$/.test(before) ? [ITEM] : [];
}

function inFlow(state: EditorState, pos: number): { path: string[]; inList: boolean } | null {
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) {
    if (node.name === "FlowMapping") return { path: pathByTree(state, syntaxTree(state).resolveInner(pos, -1)), inList: false };
    if (node.name === "FlowSequence") return { path: [...pathByTree(state, node), ITEM], inList: true };
  }
  return null;
}

function keys(root: Schema, path: string[], from: number): CompletionResult | null {
  const found = new Map<string, Completion>();
  for (const schema of schemasAt(root, path)) {
    for (const [name, own] of Object.entries(schema.properties ?? {})) {
      found.set(name, { label: name, type: "property", apply: `${name}: `, info: described(own), detail: (own.title ?? "").split(" / ")[spoken() === "en" ? 1 : 0] ?? "" });
    }
  }
  return found.size ? { from, options: [...found.values()], validFor: /^[\w-]*$/u } : null;
}

/** Whose ids stand at a place: as its key says, or, below a name that is given there, the key around it. */
function namesAt(root: Schema, path: string[]): Schema["x-names"] {
  const place = [...path];
  while (place.at(-1) === ITEM) place.pop();
  const own = schemasAt(root, place).find((schema) => schema["x-names"])?.["x-names"];
  if (own) return own;
  const around = schemasAt(root, place.slice(0, -1));
  const isKey = around.some((schema) => schema.properties?.[place.at(-1) ?? ""]);
  return isKey ? undefined : around.find((schema) => schema["x-names"])?.["x-names"];
}

function values(root: Schema, path: string[], names: Names, rows: string[], from: number): CompletionResult | null {
  const options: Completion[] = [];
  const ids = namesAt(root, path);
  if (ids === "actors") options.push(...names.actors.map((one) => ({ label: one.id, detail: one.title, type: "variable" })));
  if (ids === "steps") options.push(...rows.map((label) => ({ label, type: "constant" })));
  if (ids === "targets") options.push(...[...rows, "end"].map((label) => ({ label, type: "constant" })));
  if (ids === "documents") options.push(...names.documents.map((one) => ({ label: one.id, detail: one.title, type: "text" })));
  for (const schema of schemasAt(root, path)) {
    for (const value of schema.enum ?? []) options.push({ label: String(value), type: "enum" });
    if (schema.type === "boolean") options.push({ label: "true", type: "enum" }, { label: "false", type: "enum" });
  }
  const unique = new Map(options.map((one) => [one.label, one]));
  return unique.size ? { from, options: [...unique.values()], validFor: /^[\w-]*$/u } : null;
}
