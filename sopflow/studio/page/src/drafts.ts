// Drafts in the browser's storage, each under the tab that holds it: what a closed tab left, the next adopts.
import type { Draft, Drafts } from "./book";

const PREFIX = "sopflow-draft";

export class Kept implements Drafts {
  private tab = sessionStorage.getItem("sopflow-tab") ?? crypto.randomUUID();
  private living = new Set<string>();

  constructor(private readonly folder: string) {}

  /** A tab lives as long as it holds its lock; one that was duplicated brings the name of the other. */
  async begin(): Promise<void> {
    if (!(await this.holds(AbortSignal.timeout(500)))) {
      this.tab = crypto.randomUUID();
      await this.holds();
    }
    sessionStorage.setItem("sopflow-tab", this.tab);
    await this.look();
  }

  async look(): Promise<void> {
    const { held = [] } = await navigator.locks.query();
    this.living = new Set(held.map((one) => one.name ?? ""));
  }

  put(path: string, draft: Draft): boolean {
    try {
      localStorage.setItem(this.key(this.tab, path), JSON.stringify({ ...draft, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  drop(path: string): void {
    localStorage.removeItem(this.key(this.tab, path));
  }

  adopt(path: string): Draft | null {
    const own = read(this.key(this.tab, path));
    if (own) return own;
    const [last] = this.left().filter((one) => one.path === path).map(({ key }) => ({ key, draft: read(key) })).sort((a, b) => (b.draft?.at ?? 0) - (a.draft?.at ?? 0));
    if (!last?.draft) return null;
    if (this.put(path, last.draft)) localStorage.removeItem(last.key);
    return last.draft;
  }

  /** Files of which there are drafts that this tab holds or can adopt. */
  paths(): string[] {
    return this.left().map(({ path }) => path);
  }

  private left(): { key: string; path: string }[] {
    const start = `${PREFIX} ${this.folder} `;
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(start));
    return keys.flatMap((key) => {
      const [, tab = "", path = ""] = /^(\S+) (.*)$/s.exec(key.slice(start.length)) ?? [];
      return tab === this.tab || !this.living.has(lock(tab)) ? [{ key, path }] : [];
    });
  }

  private holds(signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const held = () => (resolve(true), new Promise<never>(() => {}));
      navigator.locks.request(lock(this.tab), signal ? { signal } : {}, held).catch(() => resolve(false));
    });
  }

  private key(tab: string, path: string): string {
    return `${PREFIX} ${this.folder} ${tab} ${path}`;
  }
}

const lock = (tab: string) => `sopflow-tab ${tab}`;

function read(key: string): (Draft & { at: number }) | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as (Draft & { at: number }) | null;
  } catch {
    return null;
  }
}
