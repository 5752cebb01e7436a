import { EventEmitter } from "node:events";

/** What crosses: text as it is, bytes as base64, because neither the page's bindings nor JSON carry them, and plain values as JSON. */
export type Wired = { readonly text: string } | { readonly base64: string } | { readonly json: string };

export function wired(data: unknown): Wired {
  if (typeof data === "string") return { text: data };
  if (data instanceof ArrayBuffer) return { base64: Buffer.from(data).toString("base64") };
  if (ArrayBuffer.isView(data)) return { base64: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64") };
  return { json: JSON.stringify(data) };
}

export function unwired(data: Wired): unknown {
  if ("json" in data) return JSON.parse(data.json);
  return "text" in data ? data.text : new Uint8Array(Buffer.from(data.base64, "base64")).buffer;
}

/** One end of a page's channel as the main process holds it, to be handed on to a utility process. */
export class PortDouble extends EventEmitter {
  readonly #toPage: (data: Wired) => void;
  #isClosed = false;

  constructor(toPage: (data: Wired) => void) {
    super();
    this.#toPage = toPage;
  }

  postMessage(data: unknown): void {
    if (!this.#isClosed) this.#toPage(wired(data));
  }

  start(): void {
    // Messages are passed on as they come.
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.emit("close");
  }
}
