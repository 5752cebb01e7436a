import { AssayError } from "../assay-error.ts";
import type { SessionEntry } from "../journal/entries.ts";
import type { Handlers } from "./handlers.ts";

/** What the serving side saw. */
export type Observed = { readonly aborted: string[]; readonly finished: string[]; readonly watchedAfter: number[] };

/**
 * A host small enough to reason about, for the conformance suite: each method shows one thing a transport must carry.
 * Methods the suite does not need throw plainly, as a bug would.
 */
export function fakeHost(blob: Blob): { readonly handlers: Handlers; readonly observed: Observed } {
  const observed: Observed = { aborted: [], finished: [], watchedAfter: [] };
  const missing = async (): Promise<never> => {
    throw new Error("The fake host has no such method; the key is sk-secret.");
  };
  const handlers: Handlers = {
    host: {
      describe: async () => ({
        name: "browser",
        version: "1.2.3",
        folder: "/somewhere",
        address: "nowhere",
        abilities: { revealFile: false, storeKeys: false, keyStoreNote: "", printPdf: false },
      }),
    },
    workspace: { list: async () => [], create: missing, copyExample: missing },
    notebook: {
      open: async ({ path }) => {
        throw new AssayError("not-found", `There is no notebook ${path}.`, { hint: "Choose another.", place: { file: path, line: 3 } });
      },
      /** Three entries, then it waits; from 6 on it ends after its three. */
      watch: async function* ({ after }, { signal }) {
        observed.watchedAfter.push(after);
        try {
          for (let seq = after + 1; seq <= after + 3; seq += 1) yield { type: "entries", entries: [entry(seq)] };
          if (after < 6) await abortOf(signal);
        } finally {
          observed.finished.push("watch");
        }
      },
      edit: missing,
      /** Never answers. */
      save: async (_input, { signal }) => {
        await abortOf(signal);
        observed.aborted.push("save");
        throw new Error("stopped");
      },
      saveAs: missing,
      settleConflict: missing,
      setTrusted: missing,
      report: missing,
      close: missing,
    },
    plan: { make: missing },
    run: { start: missing, stop: missing },
    cell: { output: missing, renderPrompt: missing, setFrozen: missing },
    table: {
      page: async ({ offset, limit }) => ({
        columns: [],
        rows: [{ big: 2n ** 62n, bytes: new Uint8Array([0, 127, 255]), nested: [{ deep: new Uint8Array([7]) }], numbers }],
        offset,
        filteredRows: 1,
        totalRows: limit,
        sql: "",
      }),
      profile: missing,
      row: missing,
      measure: missing,
      catalogue: missing,
      download: async ({ format }) => ({ fileName: `rows.${format}`, bytes: blob }),
      keepRows: missing,
    },
    labels: {
      show: missing,
      give: missing,
      undo: missing,
      adopt: missing,
      note: missing,
      progress: missing,
      exportSheet: missing,
      importSheet: missing,
    },
    batches: {
      look: missing,
      cancel: missing,
      requests: async function* () {
        yield await missing();
      },
      writeRequests: missing,
      resultFiles: missing,
      readResults: missing,
      openResults: missing,
      addResults: missing,
      closeResults: missing,
    },
    imports: {
      locate: missing,
      begin: missing,
      append: missing,
      parts: missing,
      examine: missing,
      inspect: async function* () {
        yield await missing();
      },
      keep: missing,
      discard: missing,
    },
    exports: { notebook: missing, pdf: missing, hubToken: missing, saveHubToken: missing },
    models: { list: async () => [], providers: async () => [], save: missing, remove: missing, test: missing },
  };
  return { handlers, observed };
}

export const numbers: readonly number[] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, -0, 0.1];

function entry(seq: number): SessionEntry {
  return { seq, at: seq, event: { type: "disk", disk: { type: "saved", at: seq } } };
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
