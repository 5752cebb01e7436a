import type { MessagePortMain, UtilityProcess } from "electron";
import { type EngineStart, fromEngine, type ToEngine } from "./engine-messages.ts";
import type { KeyStore } from "./key-store.ts";

export type EngineProcess = {
  /** Hands a page's port to the engine, starting it (again) if it is not running. */
  readonly serve: (port: MessagePortMain) => void;
  /** Lets the engine pause its runs and save; resolves when it has ended. */
  readonly close: () => Promise<void>;
};

export type EngineProcessParts = {
  readonly fork: (start: EngineStart) => UtilityProcess;
  readonly keys: KeyStore;
  /** A report as PDF. */
  readonly print: (html: string) => Promise<Uint8Array>;
  readonly onPrintFailure: (error: unknown) => void;
  readonly onUnexpectedEnd: (exitCode: number) => void;
};

/** Runs get 5 s for the calls in flight, and the journal its last sync. */
const closeWithinMs = 8_000;

/** The engine of one folder, in a process of its own: a crash there leaves the windows standing, and they connect again. */
export function createEngineProcess(
  folder: string,
  { fork, keys, print, onPrintFailure, onUnexpectedEnd }: EngineProcessParts,
): EngineProcess {
  let child: UtilityProcess | null = null;
  let closing = false;

  const tell = (to: UtilityProcess, message: ToEngine, ports: MessagePortMain[] = []): void => to.postMessage(message, ports);

  const start = (): UtilityProcess => {
    const started = fork({ folder, keychain: keys.available, keyStoreNote: keys.note });
    started.on("message", (message: unknown) => {
      const request = fromEngine.safeParse(message);
      if (!request.success) return;
      const { type, id, text } = request.data;
      if (type !== "print") return tell(started, { type: "answer", id, text: keys.answer({ type, text }) });
      print(text).then(
        (pdf) => tell(started, { type: "answer", id, text: Buffer.from(pdf).toString("base64") }),
        (error: unknown) => {
          onPrintFailure(error);
          tell(started, { type: "answer", id, text: null });
        },
      );
    });
    started.on("exit", (code) => {
      if (child === started) child = null;
      if (!closing) onUnexpectedEnd(code);
    });
    return started;
  };

  return {
    serve: (port) => {
      if (closing) return port.close();
      child ??= start();
      tell(child, { type: "serve" }, [port]);
    },
    close: async () => {
      closing = true;
      const ending = child;
      if (!ending) return;
      await new Promise<void>((resolve) => {
        const limit = setTimeout(() => ending.kill(), closeWithinMs);
        ending.on("exit", () => {
          clearTimeout(limit);
          resolve();
        });
        tell(ending, { type: "close" });
      });
    },
  };
}
