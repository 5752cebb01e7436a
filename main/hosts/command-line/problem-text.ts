import type { AssayError, Place, Problem } from "#shared/assay-error.ts";
import { problemOf } from "#shared/assay-error.ts";

/** What happened, where, what to do: one line each, without the empty ones. */
export function problemLines(problem: Problem, notebook: string | null): readonly string[] {
  const where = placeText(problem.place, notebook);
  const lines = [`${problem.severity}: ${problem.sentence}`];
  if (where) lines.push(`  where: ${where}`);
  if (problem.hint) lines.push(`  next:  ${problem.hint}`);
  return lines;
}

export function errorLines(error: AssayError, notebook: string | null = null): readonly string[] {
  return problemLines(problemOf(error), notebook);
}

/** `nb.assay.md:12:3, cell verdicts, judges.0, row 4` with whatever is known. */
export function placeText(place: Place, notebook: string | null): string {
  const file = place.file ?? (place.line === undefined ? null : notebook);
  const position = [file, place.line, place.line === undefined ? undefined : place.column].filter(
    (part) => part !== undefined && part !== null,
  );
  return [
    position.join(":"),
    place.cell === undefined ? "" : `cell ${place.cell}`,
    place.key ?? "",
    place.row === undefined ? "" : `row ${place.row}`,
  ]
    .filter(Boolean)
    .join(", ");
}
