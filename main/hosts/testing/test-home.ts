import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readFaults } from "../simulate/faults.ts";
import { type SimulationServer, startSimulationServer } from "../simulate/server.ts";
import { openNotebook, type TestNotebook, temporaryFolder } from "./open-notebook.ts";

type ServeOptions = {
  readonly faults?: string;
  readonly latencyMs?: number;
  /** For input and output alike. */
  readonly usdPerMillion?: number;
  /** Simulated models by their names. */
  readonly models: readonly string[];
  /** The rest of what the settings say of each of them. */
  readonly terms?: (model: string) => object;
};

/** A user's home with a provider `local` in its settings, and the notebooks that are opened from it. */
export type TestHome = {
  readonly folder: string;
  /** Starts the provider's server with faults as `assay simulate --faults` takes them. A server that was there ends. */
  readonly serve: (options: ServeOptions) => Promise<SimulationServer>;
  /** In place of the server, at its port: the settings stay as they are, and nothing else that it knew. */
  readonly restart: (faults?: string) => Promise<SimulationServer>;
  readonly server: () => SimulationServer;
  /** Writes settings that know no server of ours. */
  readonly settle: (settings: object) => Promise<void>;
  /** `test.assay.md` with this text, and files beside it, in a folder of its own. */
  readonly open: (text: string, files?: { readonly [path: string]: string }) => Promise<TestNotebook>;
  /** `test.assay.md` as it lies in a folder. */
  readonly openFolder: (folder: string) => Promise<TestNotebook>;
  /** Ends servers and engines, and removes every folder. */
  readonly close: () => Promise<void>;
};

const notebookName = "test.assay.md";

/** Makes a temporary folder the user's home, for engines in this process, until it is closed. */
export async function openTestHome(): Promise<TestHome> {
  const folder = await temporaryFolder();
  const before = process.env.ASSAY_HOME;
  process.env.ASSAY_HOME = folder;
  const opened = new Set<TestNotebook>();
  let server: SimulationServer | null = null;
  const running = (): SimulationServer => {
    if (server === null) throw new Error("no server was started");
    return server;
  };

  const settle = (settings: object): Promise<void> => writeFile(join(folder, "settings.json"), JSON.stringify({ version: 1, ...settings }));
  const open = async (options: { readonly folder?: string; readonly files?: { readonly [path: string]: string } }) => {
    const test = await openNotebook(notebookName, options);
    const own: TestNotebook = {
      ...test,
      close: async () => {
        opened.delete(own);
        await test.close();
      },
    };
    opened.add(own);
    return own;
  };

  return {
    folder,
    server: running,
    settle,
    serve: async ({ faults = "", latencyMs = 0, usdPerMillion = 0, models, terms = () => ({}) }) => {
      await server?.close();
      server = await startSimulationServer({ port: 0, faults: readFaults(faults), latencyMs });
      const prices = { inputUsdPerMillion: usdPerMillion, outputUsdPerMillion: usdPerMillion };
      const provider = {
        ...{ id: "local", baseUrl: server.url, timeoutMs: 2_000, maxConcurrency: 4 },
        models: models.map((name) => ({ name, family: "willow", ...prices, ...terms(name) })),
      };
      await settle({ providers: [provider] });
      return server;
    },
    restart: async (faults = "") => {
      const { port, close } = running();
      await close();
      server = await startSimulationServer({ port, faults: readFaults(faults) });
      return server;
    },
    open: (text, files = {}) => open({ files: { ...files, [notebookName]: text } }),
    openFolder: (at) => open({ folder: at }),
    close: async () => {
      for (const test of [...opened]) await test.close();
      await server?.close();
      if (before === undefined) delete process.env.ASSAY_HOME;
      else process.env.ASSAY_HOME = before;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Looks at a notebook's batches, wave after wave, until none is under way. */
export async function workOff(test: TestNotebook, mostLooks = 200): Promise<void> {
  const never = { signal: new AbortController().signal };
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const { cells } = await test.until(({ runs }) => runs.every(({ state }) => state !== "running"));
    const waiting = Object.values(cells).find(({ batch }) => batch !== undefined);
    if (waiting === undefined) return;
    await test.handlers.batches.look({ notebook: test.notebook, cell: waiting.name }, never);
  }
  throw new Error(`there are still batches after ${mostLooks} looks`);
}
