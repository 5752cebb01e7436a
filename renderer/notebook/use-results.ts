import { useRef, useState } from "react";
import type { ResultsReport } from "#shared/contract/batches.ts";
import { reportFailure } from "../state/failure.ts";
import type { LiveSession } from "../state/session-runs.ts";
import { linesOfStream } from "./line-stream.ts";

type Reading = { readonly type: "idle" } | { readonly type: "reading"; readonly name: string; readonly lines: number | null };

/** Reads results of a cell's requests back, from a file given here or one that lies beside the requests. */
export function useResults({ connection, notebook }: LiveSession, cell: string) {
  const [state, setState] = useState<Reading>({ type: "idle" });
  const [report, setReport] = useState<ResultsReport | null>(null);
  const [source, setSource] = useState("");
  const stopping = useRef<AbortController | null>(null);
  const { batches } = connection.client;

  const read = (name: string, work: (signal: AbortSignal) => Promise<ResultsReport>): void => {
    const stop = new AbortController();
    stopping.current = stop;
    setState({ type: "reading", name, lines: null });
    work(stop.signal)
      .then((found) => {
        setReport(found);
        setSource(name);
      })
      .catch((error: unknown) => {
        // What was read before is in the journal; reading again keeps nothing twice.
        if (!stop.signal.aborted) reportFailure(error);
      })
      .finally(() => setState({ type: "idle" }));
  };

  return {
    state,
    report,
    source,
    stop: () => stopping.current?.abort(),
    readBeside: (path: string) => read(path, (signal) => batches.readResults({ notebook, cell, path }, { signal })),
    readFile: (file: File) =>
      read(file.name, async (signal) => {
        const { results } = await batches.openResults({ notebook, cell }, { signal });
        let total = 0;
        for await (const lines of linesOfStream(file.stream())) {
          signal.throwIfAborted();
          await batches.addResults({ notebook, results, lines });
          total += lines.length;
          setState({ type: "reading", name: file.name, lines: total });
        }
        return batches.closeResults({ notebook, results });
      }),
  };
}
