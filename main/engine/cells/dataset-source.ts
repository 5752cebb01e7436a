import { AssayError } from "#shared/assay-error.ts";
import type { DatasetBody } from "#shared/cells/dataset.ts";
import { countOf, noProblems, type ProblemReport } from "#shared/import/row-problem.ts";
import { bytesSentence } from "../progress.ts";
import type { RunContext } from "./cell-runner.ts";
import { inferSchema } from "./infer-schema.ts";

/** A dataset's rows as they were read. */
export type DatasetSource = {
  readonly ipc: Uint8Array;
  /** Named in problems. */
  readonly file: string;
  /** The line of each row of the table; null where there are none. */
  readonly lines: Uint32Array | null;
  /** Of a sample drawn while reading, where each row stood among the good ones. */
  readonly places: Uint32Array | null;
  /** Rows the source has, good and bad. */
  readonly requested: number;
  readonly report: ProblemReport;
  readonly notes: readonly string[];
};

/** Throws data-unreadable, not-found, outside-folder, memory, stopped. */
export async function readSource({ body, parts, folder, signal, tell }: RunContext<DatasetBody>): Promise<DatasetSource> {
  if (body.rows !== undefined) {
    const { schema, rows } = inferSchema(body.rows);
    if (rows.length === 0)
      throw new AssayError("data-unreadable", "The dataset has no rows.", {
        hint: "Write at least one under `rows:`.",
        place: { key: "rows" },
      });
    const ipc = parts.arrow.encode(schema, rows);
    return { ipc, file: "rows", lines: null, places: null, requested: rows.length, report: noProblems, notes: [] };
  }
  const path = body.path ?? "";
  const sample = body.sample === undefined ? null : { size: body.sample, seed: body.seed };
  const onBytes = (done: number, total: number): void => tell(bytesSentence(done, total));
  const found = await parts.readers.read(folder, path, { signal, allowOutside: false, badRows: body.bad_rows, sample, onBytes });
  const good = found.read ?? parts.arrow.schema(found.ipc).rows;
  const file = found.files.length === 1 ? (found.files[0] ?? path) : path;
  return { ...found, file, requested: good + countOf(found.report.bad) };
}
