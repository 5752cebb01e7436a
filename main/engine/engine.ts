import { join } from "node:path";
import type { HostDescription, NotebookListing } from "#shared/contract/contract.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import { readFrontMatter } from "#shared/notebook/front-matter.ts";
import { readNotebook } from "#shared/notebook/read.ts";
import { createHandlers } from "./handlers.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import { createSessions } from "./sessions.ts";

export type Engine = {
  /** The contract, served. Windows, the browser and the command line all come in here. */
  readonly handlers: Handlers;
  /** Pauses runs, saves what is unsaved, lets go of files and workers. */
  readonly close: () => Promise<void>;
};

export type EngineOptions = {
  /** The folder the workbench was opened on. */
  readonly folder: string;
  readonly describeHost: () => HostDescription;
};

/** The engine owns runs: windows come and go. */
export function createEngine(parts: EngineParts, options: EngineOptions): Engine {
  const sessions = createSessions(parts, options.folder);
  const handlers = createHandlers({
    parts,
    sessions,
    describeHost: options.describeHost,
    listNotebooks: () => listNotebooks(parts, options.folder),
  });
  return {
    handlers,
    close: async () => {
      await sessions.closeAll();
      await parts.compute.close();
    },
  };
}

async function listNotebooks(parts: EngineParts, folder: string): Promise<readonly NotebookListing[]> {
  const own = await parts.notebooks.list(folder);
  const listed = await Promise.all(
    own.map(async ({ path, modifiedAt }) => ({ path, modifiedAt, title: await titleOf(parts, join(folder, path)), example: false })),
  );
  const taken = new Set(listed.map((each) => each.path));
  const examples = (await parts.examples()).filter(({ fileName }) => !taken.has(fileName));
  return [...listed, ...examples.map(({ fileName, title }) => ({ path: fileName, title, modifiedAt: 0, example: true }))];
}

async function titleOf(parts: EngineParts, path: string): Promise<string> {
  try {
    return readFrontMatter(readNotebook((await parts.notebooks.read(path)).bytes)).title ?? "";
  } catch {
    return ""; // Gone or unreadable since it was listed; opening it says why.
  }
}
