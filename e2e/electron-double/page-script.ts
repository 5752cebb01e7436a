/**
 * What a page gets before its own scripts: `require("electron")` for the preload, and the far ends of its ports.
 * Runs in the page, so it may use nothing from outside itself. In real Electron the preload has a world of its own.
 */
export function preparePage(preload: string): void {
  if (window.top !== window) return;
  type Wired = { readonly text: string } | { readonly base64: string } | { readonly json: string };
  type ToMain = { readonly type: "offer" | "data" | "close"; readonly port: number; readonly channel?: string; readonly data?: Wired };
  type Bridged = typeof globalThis & {
    electronDoubleToMain: (message: ToMain) => Promise<void>;
    electronDoubleFromMain: (messages: readonly { readonly port: number; readonly data: Wired | null }[]) => void;
  };
  const bridged = globalThis as Bridged;
  const ports = new Map<number, MessagePort>();
  let count = 0;

  const encode = (data: unknown): Wired => {
    if (typeof data === "string") return { text: data };
    if (!(data instanceof ArrayBuffer) && !ArrayBuffer.isView(data)) return { json: JSON.stringify(data) };
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
    let binary = "";
    for (let at = 0; at < bytes.length; at += 32_768) binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return { base64: btoa(binary) };
  };
  const decode = (data: Wired): unknown => {
    if ("json" in data) return JSON.parse(data.json);
    return "text" in data ? data.text : Uint8Array.from(atob(data.base64), (letter) => letter.charCodeAt(0)).buffer;
  };

  const offer = (channel: string, port: MessagePort): void => {
    count += 1;
    const id = count;
    ports.set(id, port);
    void bridged.electronDoubleToMain({ type: "offer", port: id, channel });
    port.onmessage = (event) => void bridged.electronDoubleToMain({ type: "data", port: id, data: encode(event.data) });
    port.addEventListener("close", () => void bridged.electronDoubleToMain({ type: "close", port: id }));
  };
  bridged.electronDoubleFromMain = (messages) => {
    for (const { port, data } of messages) {
      if (data === null) ports.get(port)?.close();
      else ports.get(port)?.postMessage(decode(data));
    }
  };

  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => Object.defineProperty(window, name, { value }) },
    ipcRenderer: {
      postMessage: (channel: string, message: unknown, transferred: MessagePort[]) => {
        if (message !== null) throw new Error("The double carries no message beside the port.");
        for (const port of transferred) offer(channel, port);
      },
    },
  };
  const ask = (name: string): typeof electron => {
    if (name !== "electron") throw new Error(`A sandboxed preload cannot load ${name}.`);
    return electron;
  };
  new Function("require", "module", "exports", preload)(ask, { exports: {} }, {});
}
