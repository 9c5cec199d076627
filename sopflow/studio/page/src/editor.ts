// The editor: YAML with the findings in it, completion and hover.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, redo, undo } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, defaultHighlightStyle, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import type { Finding, Names, Span } from "./api";
import { h } from "./dom";
import { completionsAt, hoverText, type Schema } from "./schema";
import { PHRASES, say, spoken } from "./words";

export interface Knowledge { schema: Schema | null; names: Names; rows: string[] }

const THEME = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", backgroundColor: "#fff" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace", lineHeight: "1.5" },
  ".cm-gutters": { backgroundColor: "#f4f6f8", color: "#55606b", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "#eef4fb80" },
  ".cm-tooltip": { maxWidth: "32rem" },
});

export class Editor {
  readonly view: EditorView;
  knowledge: Knowledge = { schema: null, names: { actors: [], documents: [] }, rows: [] };
  private readonly label = new Compartment();
  private quiet = false;

  constructor(parent: HTMLElement, private readonly changed: () => void, private readonly moved: (line: number) => void) {
    this.view = new EditorView({ parent, state: this.state("", false) });
    this.view.scrollDOM.tabIndex = 0; // it scrolls, so the keyboard must reach it
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** What brings a file back as it was left, with its undo. */
  get left(): EditorState {
    return this.view.state;
  }

  /** Another file, as it was left, or from the text on the disk to that of its draft, which can be undone. */
  open(text: string, left?: EditorState, disk: string | null = text): void {
    this.quiet = true;
    this.view.setState(left && left.doc.toString() === text ? left : this.state(disk ?? text));
    if (this.text !== text) this.replace(text);
    this.relabel();
    this.quiet = false;
  }

  /** No file: nothing can be typed that would belong to none. */
  close(): void {
    this.view.setState(this.state("", false));
  }

  /** The same file with another text, which can be undone. */
  replace(text: string): void {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  relabel(): void {
    this.view.dispatch({ effects: this.label.reconfigure(labelled()) });
  }

  show(findings: Finding[]): void {
    const doc = this.view.state.doc;
    this.view.dispatch(setDiagnostics(this.view.state, findings.filter((one) => one.severity !== "accepted").map((one) => diagnostic(one, doc))));
  }

  goto(line: number, column = 1): void {
    const doc = this.view.state.doc;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const pos = Math.min(at.from + column - 1, at.to);
    this.view.dispatch({ selection: { anchor: pos }, effects: EditorView.scrollIntoView(pos, { y: "center" }) });
    this.view.focus();
  }

  undo(): void {
    undo(this.view);
    this.view.focus();
  }

  redo(): void {
    redo(this.view);
    this.view.focus();
  }

  private state(text: string, open = true): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        EditorState.readOnly.of(!open),
        lineNumbers(), highlightActiveLineGutter(), foldGutter(), history(), drawSelection(), indentOnInput(), indentUnit.of("  "),
        syntaxHighlighting(defaultHighlightStyle, { fallback: true }), bracketMatching(), closeBrackets(), highlightActiveLine(),
        highlightSelectionMatches(), yaml(), lintGutter(), THEME, EditorView.lineWrapping, this.label.of(labelled()),
        autocompletion({ override: [(context) => (this.knowledge.schema ? completionsAt(this.knowledge.schema, this.knowledge.names, this.knowledge.rows, context) : null)] }),
        hoverTooltip((view, pos) => {
          const found = this.knowledge.schema && hoverText(this.knowledge.schema, view.state, pos);
          if (!found) return null;
          const dom = h("div", { class: "hover" }, h("p", {}, found.text), found.example ? h("code", {}, found.example) : null);
          return { pos: found.from, end: found.to, above: true, create: () => ({ dom }) };
        }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !this.quiet) this.changed();
          if (update.selectionSet) this.moved(update.state.doc.lineAt(update.state.selection.main.head).number);
        }),
      ],
    });
  }
}

function labelled() {
  return [EditorView.contentAttributes.of({ "aria-label": say("editor") }), spoken() === "id" ? EditorState.phrases.of(PHRASES) : []];
}

function offset(doc: Text, line: number, column: number): number {
  if (line > doc.lines) return doc.length;
  const at = doc.line(Math.max(line, 1));
  return Math.min(at.from + Math.max(column - 1, 0), at.to);
}

function diagnostic(found: Finding, doc: Text): Diagnostic {
  const [line, column, endLine, endColumn]: Span = found.span;
  const from = offset(doc, line, column);
  const to = Math.max(from, offset(doc, endLine, endColumn));
  const severity = found.severity === "accepted" ? "hint" : found.severity;
  return { from, to, severity, source: found.code, message: found.hint ? `${found.message}\n${found.hint}` : found.message };
}
