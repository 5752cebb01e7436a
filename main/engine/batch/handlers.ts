import { AssayError } from "#shared/assay-error.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import type { Session } from "../session.ts";
import { linesElsewhere, type ResultsReading, readResultsElsewhere } from "./elsewhere.ts";
import { listResultFiles, readResultFile, writeRequestFiles } from "./request-files.ts";

/** The part of the contract that is about batches. */
export function createBatchHandlers(
  session: (input: { readonly notebook: string }) => Session,
  createIdentifier: () => string,
): Handlers["batches"] {
  const readings = new Map<string, ResultsReading & { readonly of: string }>();
  const reading = (id: string): ResultsReading => {
    const found = readings.get(id);
    if (found !== undefined) return found;
    throw new AssayError("not-found", "These results are not being read any more.", {
      hint: "Begin again: what is kept is not kept twice.",
    });
  };
  return {
    look: (input) => session(input).batches.look(),
    cancel: (input) => session(input).batches.cancel(input.cell),
    requests: (input, { signal }) => linesElsewhere(session(input), input.cell, signal),
    writeRequests: (input, { signal }) => writeRequestFiles(session(input), input.cell, signal),
    resultFiles: (input) => listResultFiles(session(input)),
    readResults: (input, { signal }) => readResultFile(session(input), input.cell, input.path, signal),
    openResults: async (input, { signal }) => {
      const opened = await readResultsElsewhere(session(input), input.cell, signal);
      const results = createIdentifier();
      // Whoever began before and never closed has left; what they read is kept.
      const of = JSON.stringify([input.notebook, input.cell]);
      for (const [id, old] of readings) if (old.of === of) readings.delete(id);
      readings.set(results, { ...opened, of });
      return { results, expected: opened.expected };
    },
    addResults: async (input) => ({ lines: await reading(input.results).add(input.lines) }),
    closeResults: async (input) => {
      const report = await reading(input.results).close();
      readings.delete(input.results);
      return report;
    },
  };
}
