// Files to and from the reader's disk, as base64 in JSON.
import { h } from "./dom";

export async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

export function download(name: string, content: string): void {
  const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
  const link = h("a", { download: name, href: URL.createObjectURL(new Blob([bytes])) });
  link.click();
  URL.revokeObjectURL(link.href);
}
