import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import type { MessageEvent } from "electron";
import { serveContract } from "#shared/contract/serve.ts";
import { portWire } from "#shared/contract/wire.ts";
import { openAssay } from "../wire.ts";
import { engineStart, type FromEngine, toEngine } from "./engine-messages.ts";

/** The engine's process: serves the contract on every port it is handed, until told to close. */
const start = engineStart.parse(JSON.parse(process.argv.at(-1) ?? ""));

const waiting = new Map<number, (text: string | null) => void>();
let requests = 0;

/** Keychain and windows belong to the main process; keys and reports cross only between these two. */
function askMain(type: FromEngine["type"], text: string, refusal = "The keychain refused."): Promise<string> {
  requests += 1;
  const id = requests;
  return new Promise((resolve, reject) => {
    waiting.set(id, (answer) => (answer === null ? reject(new Error(refusal)) : resolve(answer)));
    process.parentPort.postMessage({ type, id, text } satisfies FromEngine);
  });
}

const report = {
  createIdentifier: () => randomUUID(),
  reportBug: ({ id, method, error }: { readonly id: string; readonly method: string; readonly error: unknown }) =>
    console.error(`bug ${id} in ${method}: ${inspect(error)}`),
};

const opening = openAssay({
  folder: start.folder,
  describe: () => ({ name: "window", address: "window", revealFile: false }),
  keyStore: {
    note: start.keyStoreNote,
    encryption: start.keychain
      ? {
          encrypt: async (text) => Buffer.from(await askMain("encrypt", text), "base64"),
          decrypt: (bytes) => askMain("decrypt", Buffer.from(bytes).toString("base64")),
        }
      : null,
  },
  printPdf: async (html) => Buffer.from(await askMain("print", html, "The report could not be printed."), "base64"),
  log: ({ level, message, detail }) => console.error(`${level}: ${message}${detail === undefined ? "" : ` ${inspect(detail)}`}`),
  ...report,
});

process.parentPort.on("message", (event: MessageEvent) => void receive(event));

async function receive({ data, ports }: MessageEvent): Promise<void> {
  const message = toEngine.parse(data);
  switch (message.type) {
    case "answer":
      waiting.get(message.id)?.(message.text);
      waiting.delete(message.id);
      return;
    case "serve": {
      const [port] = ports;
      if (port) serveContract((await opening).handlers, portWire(port), report);
      return;
    }
    case "close":
      await (await opening).close();
      process.exit(0);
  }
}
