import { AssayError, type Place } from "#shared/assay-error.ts";
import { didYouMean } from "#shared/nearest-names.ts";

/** What DuckDB threw: some errors come as JSON, others as `Type Error: message`. */
export type DuckDbException = { readonly type: string; readonly message: string };

export function exceptionOf(error: unknown): DuckDbException {
  const text = error instanceof Error ? error.message : String(error);
  if (text.startsWith("{")) {
    try {
      const parsed = JSON.parse(text) as { readonly exception_type?: string; readonly exception_message?: string };
      return { type: parsed.exception_type ?? "", message: parsed.exception_message ?? text };
    } catch {
      // No JSON after all: read on as text.
    }
  }
  const found = /^(?:Error: )?([A-Z][A-Za-z ]+?) Error: (.*)$/s.exec(text);
  return found === null ? { type: "", message: text } : { type: found[1] ?? "", message: found[2] ?? text };
}

export function isOutOfMemory(exception: DuckDbException): boolean {
  return (
    exception.type === "Out of Memory" || /could not allocate block|malloc of size|failed to allocate|memory limit/i.test(exception.message)
  );
}

/** Whether the database can't be trusted to answer again. */
export function isBroken({ type, message }: DuckDbException): boolean {
  return (
    type === "INTERNAL" || type === "FATAL" || /database has been invalidated|out of bounds|unreachable|Aborted\(|table index/.test(message)
  );
}

/** A failed statement as AssayError sql or memory, with the place in `sql`. `tables` are the names there are. */
export function sqlError(error: unknown, sql: string, tables: readonly string[]): AssayError {
  if (error instanceof AssayError) return error;
  const exception = exceptionOf(error);
  if (isOutOfMemory(exception)) return outOfMemory(error);
  const place = placeOf(exception.message, sql);
  const where = place.line === undefined ? "" : `Line ${place.line}: `;
  const { sentence, hint } = explain(exception, tables);
  return new AssayError("sql", where + sentence, { ...(hint === "" ? {} : { hint }), place, cause: error });
}

export function outOfMemory(cause: unknown): AssayError {
  return new AssayError("memory", "The query needs more memory than the database may use. Other tables are untouched.", {
    hint: "Read fewer columns or rows, or aggregate before sorting and joining.",
    cause,
  });
}

function explain(exception: DuckDbException, tables: readonly string[]): { readonly sentence: string; readonly hint: string } {
  const extension = /required extension '(\w+)'/.exec(exception.message)?.[1];
  if (extension !== undefined) return missingExtension(extension);
  if (exception.type === "Permission") {
    return {
      sentence: "SQL reads the notebook's tables, not files or the network.",
      hint: "Read the file with a dataset cell, then use that cell's name.",
    };
  }
  const [sentence, ...rest] = exception.message.split("\n\nLINE ")[0]?.split("\n") ?? [];
  const table = /^Table with name (.+) does not exist!$/.exec(sentence ?? "")?.[1];
  if (table !== undefined) {
    const near = didYouMean(table, tables);
    return { sentence: `There is no table ${table}.`, hint: near === "" ? "A table has the name of the cell that yields it." : near };
  }
  // The rest is DuckDB's own advice: candidates, what was meant.
  return { sentence: ended(sentence ?? exception.message), hint: rest.filter((line) => line.trim() !== "").join(" ") };
}

function missingExtension(extension: string): { readonly sentence: string; readonly hint: string } {
  switch (extension) {
    case "json":
      return {
        sentence: "JSON functions and the JSON type aren't part of this database.",
        hint: "Nested data is lists and structs here: write turn.role, tags[1] or unnest(tags); in text use regexp_extract.",
      };
    case "icu":
      return {
        sentence: "Time zones aren't part of this database.",
        hint: "Timestamps are UTC: shift them by an interval, such as created + INTERVAL 2 HOURS.",
      };
    case "parquet":
      return { sentence: "SQL can't open Parquet files.", hint: "Read the file with a dataset cell, then use that cell's name." };
    default:
      return {
        sentence: `This needs DuckDB's extension ${extension}, which isn't part of this database.`,
        hint: "Write it with built-in functions.",
      };
  }
}

/** From DuckDB's excerpt: the line's number, its text (cut at the left when long) and a caret below. */
function placeOf(message: string, sql: string): Place {
  const found = /LINE (\d+): (.*)\n( *)\^/.exec(message);
  if (found === null) return {};
  const line = Number(found[1]);
  const excerpt = found[2] ?? "";
  const inExcerpt = (found[3]?.length ?? 0) - `LINE ${line}: `.length;
  if (!excerpt.startsWith("...")) return { line, column: inExcerpt + 1 };
  const shown = excerpt.slice(3).replace(/\.\.\.$/, "");
  const start = (sql.split("\n")[line - 1] ?? "").indexOf(shown);
  return start === -1 ? { line } : { line, column: start + inExcerpt - 3 + 1 };
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
