import { useEffect, useRef, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import type { DatasetPart } from "#shared/cells/dataset-folder.ts";
import type { Client } from "#shared/contract/connect.ts";
import type { ImportSource } from "#shared/contract/imports.ts";
import type { Inspection } from "#shared/import/inspection.ts";
import { reportFailure } from "../state/failure.ts";
import type { LiveSession } from "../state/session-runs.ts";
import type { GivenFiles } from "./given-files.ts";
import { handOver } from "./hand-over.ts";

export type ImportState =
  | { readonly type: "choosing"; readonly problem: AssayError | null }
  | { readonly type: "reading"; readonly what: "Copying" | "Reading"; readonly name: string; readonly done: number; readonly total: number }
  | { readonly type: "read"; readonly read: ReadFiles };

/** Files as the engine read them. */
export type ReadFiles = {
  readonly given: GivenFiles;
  readonly source: ImportSource;
  readonly parts: readonly DatasetPart[];
  readonly part: DatasetPart;
  readonly inspection: Inspection;
};

export type Importing = {
  readonly state: ImportState;
  readonly give: (given: GivenFiles | null) => void;
  readonly choosePart: (part: DatasetPart) => void;
  /** Stops what goes on and forgets what was handed over, unless it was kept. */
  readonly leave: () => void;
  /** Moves what was handed over into the folder; the path it has there. */
  readonly keep: (name: string) => Promise<string>;
};

/** The way of given files into the notebook's folder. */
export function useImport(session: LiveSession): Importing {
  const [state, setState] = useState<ImportState>({ type: "choosing", problem: null });
  const working = useRef(new AbortController());
  const staged = useRef<string | null>(null);
  const { notebook } = session;
  const { client } = session.connection;

  const forget = (): void => {
    working.current.abort();
    working.current = new AbortController();
    const staging = staged.current;
    staged.current = null;
    if (staging !== null) void client.imports.discard({ notebook, staging }).catch(reportFailure);
  };
  const latestForget = useRef(forget);
  latestForget.current = forget;
  useEffect(() => () => latestForget.current(), []);

  const attemptHere = async (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const { signal } = working.current;
    try {
      await work(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof AssayError)) throw error;
      forget();
      setState({ type: "choosing", problem: error });
    }
  };

  const read = async (given: GivenFiles, source: ImportSource, parts: readonly DatasetPart[], part: DatasetPart, signal: AbortSignal) => {
    setState({ type: "reading", what: "Reading", name: part.path, done: 0, total: part.bytes });
    const inspection = await inspectPart(client, { notebook, source, path: part.path }, signal, (done, total) =>
      setState({ type: "reading", what: "Reading", name: part.path, done, total }),
    );
    setState({ type: "read", read: { given, source, parts, part, inspection } });
  };

  return {
    state,
    give: (given) => {
      if (given === null) return;
      forget();
      attemptHere(async (signal) => {
        const onBytes = (done: number, total: number) => setState({ type: "reading", what: "Copying", name: given.name, done, total });
        onBytes(0, 0);
        const source = await handOver(given, { client, notebook, signal, onBytes });
        staged.current = source.type === "staged" ? source.staging : null;
        const parts = await client.imports.parts({ notebook, source }, { signal });
        const [part] = parts;
        if (part) await read(given, source, parts, part, signal);
      }).catch(reportFailure);
    },
    choosePart: (part) => {
      if (state.type !== "read") return;
      const { given, source, parts } = state.read;
      attemptHere((signal) => read(given, source, parts, part, signal)).catch(reportFailure);
    },
    leave: () => {
      forget();
      setState({ type: "choosing", problem: null });
    },
    keep: async (name) => {
      if (state.type !== "read") throw new Error("There is nothing to keep yet.");
      const { source, given } = state.read;
      if (source.type === "folder") return source.path;
      const { path } = await client.imports.keep({ notebook, staging: source.staging, name, as: given.isFolder ? "folder" : "file" });
      staged.current = null;
      return path;
    },
  };
}

type PartRef = Parameters<Client["imports"]["inspect"]>[0];

async function inspectPart(
  client: Client,
  part: PartRef,
  signal: AbortSignal,
  onBytes: (done: number, total: number) => void,
): Promise<Inspection> {
  for await (const said of await client.imports.inspect(part, { signal })) {
    if (said.type === "found") return said.inspection;
    onBytes(said.bytes, said.total);
  }
  throw new AssayError("stopped", "Reading was stopped.");
}
