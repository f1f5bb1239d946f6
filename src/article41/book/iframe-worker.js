// Search in a book that is opened from a folder: browsers refuse workers there, so the worker runs in a hidden frame.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.appendChild(frame);
      const inner = frame.contentWindow;
      const tell = (target, data) => target.dispatchEvent(new target.MessageEvent("message", { data }));
      inner.postMessage = (data) => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      };
      inner.importScripts = (...urls) =>
        urls.reduce((before, next) => before.then(() => load(next)), Promise.resolve());
      const load = (source) =>
        new Promise((done, failed) => {
          const script = inner.document.createElement("script");
          script.src = source;
          script.onload = done;
          script.onerror = failed;
          inner.document.head.appendChild(script);
        });
      this.ready = load(new URL(url, location.href).href).then(() => (data) => tell(inner, data));
    }
    postMessage(data) {
      this.ready.then((send) => send(data));
    }
    terminate() {}
  };
}
