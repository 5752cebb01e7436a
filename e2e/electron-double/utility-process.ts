import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { type PortDouble, unwired, type Wired, wired } from "./port.ts";

export type FromChild =
  | { readonly type: "message"; readonly message: unknown }
  | { readonly type: "port-data"; readonly port: number; readonly data: Wired }
  | { readonly type: "port-close"; readonly port: number };

export type ToChild =
  | { readonly type: "message"; readonly message: unknown; readonly ports: readonly number[] }
  | { readonly type: "port-data"; readonly port: number; readonly data: Wired }
  | { readonly type: "port-close"; readonly port: number };

/** A utility process as a child of this one: the same bundled engine, with its ports carried over the child's channel. */
export class UtilityProcessDouble extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #ports = new Map<number, PortDouble>();
  #count = 0;

  constructor(modulePath: string, parameters: readonly string[], env: NodeJS.ProcessEnv, root: string) {
    super();
    const shim = join(root, "e2e", "electron-double", "utility-shim.mjs");
    this.#child = fork(shim, [modulePath, ...parameters], { env, stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv: [] });
    this.#child.on("message", (message) => this.#receive(message as FromChild));
    this.#child.on("exit", (code) => {
      for (const port of this.#ports.values()) port.close();
      this.emit("exit", code ?? 1);
    });
  }

  postMessage(message: unknown, ports: readonly PortDouble[] = []): void {
    this.#send({ type: "message", message, ports: ports.map((port) => this.#adopt(port)) });
  }

  kill(): boolean {
    return this.#child.kill("SIGKILL");
  }

  #adopt(port: PortDouble): number {
    this.#count += 1;
    const id = this.#count;
    this.#ports.set(id, port);
    port.on("message", ({ data }: { readonly data: unknown }) => this.#send({ type: "port-data", port: id, data: wired(data) }));
    port.on("close", () => {
      this.#ports.delete(id);
      this.#send({ type: "port-close", port: id });
    });
    return id;
  }

  #send(message: ToChild): void {
    // A process that has just ended hears nothing more, as with a real one.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #receive(message: FromChild): void {
    switch (message.type) {
      case "message":
        this.emit("message", message.message);
        return;
      case "port-data":
        this.#ports.get(message.port)?.postMessage(unwired(message.data));
        return;
      case "port-close":
        this.#ports.get(message.port)?.close();
    }
  }
}
