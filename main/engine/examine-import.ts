import { AssayError } from "#shared/assay-error.ts";
import { measure } from "#shared/cells/measure.ts";
import type { ImportReading } from "#shared/contract/imports.ts";
import type { TableSchema } from "#shared/data/table.ts";
import { hasColumn, requireColumn } from "#shared/data/table-columns.ts";
import { drawRows } from "#shared/import/draw.ts";
import { type Examination, examineIds, examinePrompts, type TokenCounts, type ToldRows } from "#shared/import/examination.ts";
import type { TidyRow } from "#shared/statistics/tidy-row.ts";
import type { EngineParts } from "./parts/engine-parts.ts";

/** Rows looked at, where the cell draws none itself; fewer where they hold too much text. */
const mostRows = [100_000, 5_000] as const;
/** Rows whose tokens are counted. */
const countedRows = 1_000;

type Parts = Pick<EngineParts, "readers" | "arrow" | "compute">;
type Place = { readonly folder: string; readonly path: string };

/**
 * A closer look at rows as a cell would read them: ids that come twice or are missing, empty prompts, tokens. Looks at every
 * row of up to 100,000, else at so many drawn at random. Throws column-missing, data-unreadable, memory, stopped.
 */
export async function examineImport(
  parts: Parts,
  { folder, path }: Place,
  reading: ImportReading,
  signal: AbortSignal,
): Promise<Examination> {
  const { arrow } = parts;
  const read = await readRows(parts, { folder, path }, reading.sample, signal);
  const names = new Map(Object.entries(reading.columns));
  const ipc = names.size === 0 ? read.ipc : arrow.withNames(read.ipc, names);
  const { schema, rows } = arrow.schema(ipc);
  if (reading.id !== null) requireColumn(schema, path, reading.id, "id");
  const lines = read.files.length === 1 ? read.lines : null;
  const by: ToldRows["by"] = lines === null ? "row" : "line";
  const placeOf = (index: number): number => lines?.[index] ?? (read.places?.[index] ?? index) + 1;
  const id = reading.id ?? idColumn(schema);
  const prompt = reading.shape === null ? promptColumn(schema) : null;
  return {
    rows,
    of: reading.sample === null ? (read.read ?? rows) : rows,
    ids: id === null ? null : { column: id, ...examineIds(arrow.readColumn(ipc, id), by, placeOf) },
    emptyPrompts: prompt === null ? null : { column: prompt, told: examinePrompts(arrow.readColumn(ipc, prompt), by, placeOf) },
    tokens: await countTokens(parts, ipc, rows, reading.shape, signal),
  };
}

async function readRows({ readers }: Parts, { folder, path }: Place, sample: number | null, signal: AbortSignal) {
  const draw = (size: number) => readers.read(folder, path, { signal, allowOutside: false, badRows: "skip", sample: { size, seed: 0 } });
  if (sample !== null) return await draw(sample);
  try {
    return await draw(mostRows[0]);
  } catch (error) {
    if (error instanceof AssayError && error.code === "memory") return await draw(mostRows[1]);
    throw error;
  }
}

/** The column that tells rows apart; none where an item comes once for each judge or model. */
function idColumn(schema: TableSchema): string | null {
  const isJudged = ["judge", "model", "a"].some((name) => hasColumn(schema, name));
  return (isJudged ? ["id"] : ["item", "id"]).find((name) => hasColumn(schema, name)) ?? null;
}

function promptColumn({ columns }: TableSchema): string | null {
  return (
    ["prompt", "question", "instruction"].find((name) => columns.some((each) => each.name === name && each.type.type === "text")) ?? null
  );
}

/** Tokens of the prompts and responses, counted as the measure `scale` counts them. */
async function countTokens(
  { arrow, readers, compute }: Parts,
  ipc: Uint8Array,
  rows: number,
  shape: ImportReading["shape"],
  signal: AbortSignal,
): Promise<TokenCounts | null> {
  const drawn = drawRows(rows, countedRows, 0);
  const numbers = Array.from({ length: rows }, (_, index) => String(index + 1));
  const some = arrow.withFirstColumn(ipc, "item", numbers, drawn);
  const shaped = shape === null ? some : (await readers.reshape(some, shape, null, signal)).ipc;
  const reading = measure.read(JSON.stringify({ method: "scale", from: ["rows"] }));
  if (!reading.ok) throw new Error(`a measure of rows cannot be read: ${reading.problems[0]?.sentence}`);
  const { rows: found } = await compute.measureTables(
    { body: reading.body, tables: [{ table: "rows", ipc: shaped }], families: {}, simulated: false },
    signal,
  );
  const own = found.filter(({ slice }) => slice === null);
  // Verdicts have no sizes.
  if (own.length === 0) return null;
  return { rows: drawn.length, prompt: countIn(own, "prompt tokens"), response: countIn(own, "response tokens") };
}

function countIn(found: readonly TidyRow[], statistic: string): TokenCounts["prompt"] {
  const row = found.find((each) => each.statistic === statistic);
  return row === undefined || row.estimate === null ? null : { texts: row.n, total: Math.round(row.estimate * row.n) };
}
