// A tab's panel, and what it needs of the page around it.
import type { Actor } from "../api";
import { h } from "../dom";
import { say } from "../words";

export interface Page {
  readonly file: { readonly path: string } | null;
  /** What stands in the editor now. */
  readonly text: string;
  readonly kind: string;
  /** Everybody whom the procedure names, as it was last drawn. */
  readonly actors: Actor[];
  /** What somebody does: what was told of something else goes, a refusal is told. */
  guarded(work: () => Promise<unknown>): Promise<void>;
  /** What the page does by itself: a refusal is told. */
  besides(work: () => Promise<unknown>): Promise<void>;
  /** Say something in the status line. */
  tell(text: string): void;
  open(path: string, line?: number): Promise<void>;
  /** Zoom pictures to the room that they have. */
  fit(): void;
}

export interface Panel {
  show(): Promise<void>;
  /** Another file is there. */
  forget?(): void;
}

export const pagesRegion = () => h("div", { class: "pages", tabindex: "0", role: "region", "aria-label": say("pages") });
