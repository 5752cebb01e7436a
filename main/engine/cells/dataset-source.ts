import { AssayError } from "#shared/assay-error.ts";
import type { DatasetBody } from "#shared/cells/dataset.ts";
import { bytesSentence } from "#shared/import/bytes-words.ts";
import { drawRows } from "#shared/import/draw.ts";
import { countOf, noProblems, type ProblemReport } from "#shared/import/row-problem.ts";
import type { ItemRule } from "../parts/data.ts";
import type { RunContext } from "./cell-runner.ts";
import { addProblems, refuseBadRows } from "./dataset-problems.ts";
import { inferSchema } from "./infer-schema.ts";

/** A dataset's rows as they were read, with their items. */
export type DatasetSource = {
  readonly ipc: Uint8Array;
  /** Named in problems. */
  readonly file: string;
  /** The line of each row of the table; null where there are none. */
  readonly lines: Uint32Array | null;
  /** Rows the source has, good and bad. */
  readonly requested: number;
  readonly report: ProblemReport;
  readonly notes: readonly string[];
};

/** Throws data-unreadable, column-missing, not-found, outside-folder, memory, stopped. */
export async function readSource(context: RunContext<DatasetBody>): Promise<DatasetSource> {
  const { body, parts, folder, name, signal, tell } = context;
  const items: ItemRule = { cell: name, columns: body.columns ?? {}, id: body.id ?? null };
  if (body.rows !== undefined) return inlineRows(context, body.rows, items);
  const path = body.path ?? "";
  const sample = body.sample === undefined ? null : { size: body.sample, seed: body.seed };
  const onBytes = (done: number, total: number): void => tell(`reading ${bytesSentence(done, total)}`);
  const options = { signal, allowOutside: false, badRows: body.bad_rows, sample, items, onBytes };
  const { ipc, lines, report, notes, files, read } = await parts.readers.read(folder, path, options);
  const file = files.length === 1 ? (files[0] ?? path) : path;
  // Rows without an item of their own can be read, and are bad.
  const unread = countOf(report.bad) - itemless(report);
  return { ipc, lines, report, notes, file, requested: read + unread };
}

function inlineRows({ body, parts }: RunContext<DatasetBody>, written: NonNullable<DatasetBody["rows"]>, items: ItemRule): DatasetSource {
  const { schema, rows } = inferSchema(written);
  if (rows.length === 0)
    throw new AssayError("data-unreadable", "The dataset has no rows.", {
      hint: "Write at least one under `rows:`.",
      place: { key: "rows" },
    });
  const places = body.sample === undefined ? null : drawRows(rows.length, body.sample, body.seed);
  const wanted = places === null ? null : new Set(places);
  const drawn = wanted === null ? rows : rows.filter((_, index) => wanted.has(index));
  const { ipc, problems } = parts.arrow.withItems(parts.arrow.encode(schema, drawn), items, { places, file: "rows" });
  const report = addProblems(noProblems, problems);
  if (body.bad_rows === "stop") refuseBadRows(report);
  return { ipc, file: "rows", lines: null, requested: rows.length, report, notes: [] };
}

function itemless({ bad }: ProblemReport): number {
  return (bad["duplicate id"] ?? 0) + (bad["no id"] ?? 0);
}
