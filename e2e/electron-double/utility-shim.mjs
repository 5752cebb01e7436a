// Stands where Electron's own start of a utility process stands: gives the engine `process.parentPort`, then runs it.
import { EventEmitter } from "node:events";
import { pathToFileURL } from "node:url";

/** @typedef {{ text: string } | { base64: string }} Wired */

/** @type {Map<number, PortMain>} */
const ports = new Map();

/** @param {object} message */
const send = (message) => {
  if (process.connected) process.send?.(message);
};

class PortMain extends EventEmitter {
  /** What came before anyone listened. @type {Wired[] | null} */
  early = [];

  /** @param {number} id */
  constructor(id) {
    super();
    this.id = id;
    ports.set(id, this);
  }

  /** @param {unknown} data */
  postMessage(data) {
    const bytes =
      data instanceof ArrayBuffer
        ? Buffer.from(data)
        : ArrayBuffer.isView(data)
          ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
          : null;
    send({ type: "port-data", port: this.id, data: bytes ? { base64: bytes.toString("base64") } : { text: String(data) } });
  }

  start() {
    const early = this.early ?? [];
    this.early = null;
    for (const data of early) this.receive(data);
  }

  close() {
    ports.delete(this.id);
    send({ type: "port-close", port: this.id });
  }

  /** @param {Wired} data */
  receive(data) {
    if (this.early) return void this.early.push(data);
    this.emit("message", { data: "text" in data ? data.text : new Uint8Array(Buffer.from(data.base64, "base64")).buffer });
  }

  ended() {
    ports.delete(this.id);
    this.emit("close");
  }
}

class ParentPort extends EventEmitter {
  /** @param {unknown} message */
  postMessage(message) {
    send({ type: "message", message });
  }
}

const parentPort = new ParentPort();
Object.assign(process, { parentPort });
process.on("disconnect", () => process.exit(0));

await import(pathToFileURL(process.argv[2] ?? "").href);

// Only now: Node keeps what came earlier until someone listens.
process.on("message", (/** @type {any} */ message) => {
  if (message.type === "message") parentPort.emit("message", { data: message.message, ports: message.ports.map((id) => new PortMain(id)) });
  else if (message.type === "port-data") ports.get(message.port)?.receive(message.data);
  else ports.get(message.port)?.ended();
});
