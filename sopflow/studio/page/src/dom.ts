// Elements without markup: texts are always texts.
type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | null | undefined | ((event: never) => void)>;

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value as EventListener);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child): child is Node | string => child != null && child !== false));
  return element;
}

export function fill(element: Element, ...children: (Child | Child[])[]): void {
  element.replaceChildren(...children.flat().filter((child): child is Node | string => child != null && child !== false));
}

/** The pages of a picture: markup that the server made, in which every text of a definition is escaped. */
export function showPages(element: Element, pages: string): void {
  element.innerHTML = pages;
}

/** A time as the server sends it, in the zone of the SOP's calendar: it is shown as it stands, not moved to the browser's. */
export function when(iso: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(iso) ?? [];
  return time ? `${day}-${month}-${year} ${time}` : iso;
}
