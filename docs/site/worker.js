// Browsers start no worker for a page that was opened as a file. There the search runs in a hidden frame instead.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { hidden: true }));
      const base = new URL(url, location.href);
      const inner = this.frame.contentWindow;
      const load = (source) =>
        new Promise((done, failed) => {
          const script = Object.assign(inner.document.createElement("script"), { src: new URL(source, base), onload: done, onerror: failed });
          inner.document.body.append(script);
        });
      inner.importScripts = (...sources) => sources.reduce((before, source) => before.then(() => load(source)), Promise.resolve());
      inner.postMessage = (data) => this.tell(this, data);
      inner.onerror = (_, __, ___, ____, error) => this.dispatchEvent(new ErrorEvent("error", { error }));
      this.ready = load(base);
    }
    tell(target, data) {
      const event = new MessageEvent("message", { data });
      target.dispatchEvent(event);
      target.onmessage?.(event);
    }
    postMessage(data) {
      void this.ready.then(() => this.tell(this.frame.contentWindow, data));
    }
    terminate() {
      this.frame.remove();
    }
  };
}
