import type { Problem } from "#shared/assay-error.ts";
import type { CellReading } from "#shared/cells/cell-kind.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import { fileLine, type NotebookDocument } from "#shared/notebook/document.ts";

/** A problem with its line in the cell's source, where it stands in the source. */
export type CellProblem = Problem & { readonly sourceLine: number | null };

/** Lines of the file above the first line of a cell's body. */
export function linesBeforeBody(document: NotebookDocument, index: number): number {
  return fileLine(document, index, 1) - 1;
}

/**
 * What is wrong in a cell now: what its text alone tells at once, then what only the engine can know. The engine's
 * findings about the text itself are left out, since they are about the text as it was.
 */
export function problemsOfCell(
  linesBefore: number,
  reading: CellReading<unknown> | null,
  status: CellStatus | undefined,
): readonly CellProblem[] {
  const own =
    reading === null || reading.ok
      ? []
      : reading.problems.map((problem): CellProblem => ({ ...problem, sourceLine: problem.place.line ?? null }));
  const engine = (status?.problems ?? [])
    .filter((problem) => reading?.ok !== false || problem.code !== "cell-invalid")
    .map((problem): CellProblem => {
      const line = problem.place.file === undefined && problem.place.line !== undefined ? problem.place.line - linesBefore : null;
      return { ...problem, sourceLine: line !== null && line >= 1 ? line : null };
    });
  return [...own, ...engine];
}
