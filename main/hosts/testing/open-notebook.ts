import { randomUUID } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Plan } from "#shared/contract/contract.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import type { RunTarget } from "#shared/contract/schemas.ts";
import type { RunMode, RunStatus } from "#shared/journal/entries.ts";
import { emptySession, fold, type SessionState } from "#shared/journal/fold.ts";
import { editBetween } from "#shared/notebook/edit.ts";
import { readNotebookText } from "#shared/notebook/read.ts";
import { openAssay } from "../wire.ts";
import { lendInstance } from "./lent-database.ts";

/** An engine with all its real parts on a temporary folder, and one notebook open in it, driven as a window would. */
export type TestNotebook = {
  readonly folder: string;
  readonly handlers: Handlers;
  readonly notebook: string;
  readonly state: () => Promise<SessionState>;
  /** Resolves with the first state that satisfies the condition. */
  readonly until: (condition: (state: SessionState) => boolean) => Promise<SessionState>;
  readonly plan: (target?: RunTarget, mode?: RunMode) => Promise<Plan>;
  /** Plans, accepts and waits for the end. */
  readonly run: (target?: RunTarget, mode?: RunMode) => Promise<RunStatus>;
  readonly start: (target?: RunTarget, mode?: RunMode, budgetUsd?: number | null) => Promise<string>;
  readonly setText: (change: (text: string) => string) => Promise<void>;
  readonly rows: (table: string, limit?: number) => Promise<readonly { readonly [column: string]: unknown }[]>;
  readonly logged: readonly { readonly level: string; readonly message: string }[];
  readonly close: () => Promise<void>;
};

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "assay-test-"));
}

/** `files` are written below the folder; a file named `*.assay.md` in `copy` is copied from the examples with its data. */
export async function openNotebook(
  path: string,
  options: { readonly folder?: string; readonly files?: { readonly [path: string]: string }; readonly copyFrom?: string },
): Promise<TestNotebook> {
  const folder = options.folder ?? (await temporaryFolder());
  if (options.copyFrom !== undefined)
    await cp(options.copyFrom, folder, { recursive: true, filter: (source) => !source.endsWith(".assay") && !source.includes(".test.") });
  for (const [name, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const logged: { level: string; message: string }[] = [];
  const assay = await openAssay({
    folder,
    describe: () => ({ name: "command line", address: "test", revealFile: false }),
    keyStore: null,
    createIdentifier: randomUUID,
    log: ({ level, message }) => logged.push({ level, message }),
    startDatabase: lendInstance,
  });
  const { handlers } = assay;
  const never = { signal: new AbortController().signal };
  const { notebook } = await handlers.notebook.open({ path }, never);

  const until = async (condition: (state: SessionState) => boolean): Promise<SessionState> => {
    const stop = new AbortController();
    let state = emptySession;
    try {
      for await (const message of handlers.notebook.watch({ notebook, after: 0 }, { signal: stop.signal })) {
        state = message.type === "snapshot" ? message.state : fold(state, message.entries);
        if (condition(state)) return state;
      }
    } finally {
      stop.abort();
    }
    throw new Error("the stream ended before the condition held");
  };
  const plan = (target: RunTarget = { type: "stale" }, mode: RunMode = { type: "full" }): Promise<Plan> =>
    handlers.plan.make({ notebook, target, mode }, never);
  const start = async (target?: RunTarget, mode?: RunMode, budgetUsd: number | null = null): Promise<string> => {
    const { token } = await plan(target, mode);
    return (await handlers.run.start({ notebook, token, budgetUsd }, never)).run;
  };
  const ended = async (run: string): Promise<RunStatus> => {
    const state = await until(({ runs }) => runs.some((each) => each.run === run && each.state !== "running"));
    const status = state.runs.find((each) => each.run === run);
    if (status === undefined) throw new Error(`run ${run} is gone`);
    return status;
  };
  const state = async (): Promise<SessionState> => (await handlers.notebook.open({ path }, never)).state;

  return {
    folder,
    handlers,
    notebook,
    state,
    until,
    plan,
    start,
    run: async (target, mode) => ended(await start(target, mode)),
    setText: async (change) => {
      const before = await state();
      const edit = editBetween(readNotebookText(before.text), readNotebookText(change(before.text)));
      const { splices } = edit;
      await handlers.notebook.edit(
        {
          notebook,
          revision: before.revision,
          client: "test",
          edit: { splices: splices.map(({ at, removed, inserted }) => ({ at, removed: [...removed], inserted: [...inserted] })) },
        },
        never,
      );
    },
    rows: async (table, limit = 1000) =>
      (await handlers.table.page({ notebook, table, columns: [], filters: [], sort: [], offset: 0, limit }, never)).rows,
    logged,
    close: async () => {
      await assay.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
