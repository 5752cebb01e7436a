import type { RowProblem } from "#shared/import/row-problem.ts";
import type { Misfit } from "../item-table.ts";
import type { FileStarts } from "./reading.ts";

/** Where rows were read from. */
type Origin = {
  readonly starts: Pick<FileStarts, "fileOf">;
  readonly lines: ArrayLike<number> | null;
  readonly places: ArrayLike<number> | null;
};

/** A row without an id of its own, told by where it stands and where the row with the same id does. */
export function misfitProblem(column: string, { index, before, id }: Misfit, { starts, lines, places }: Origin): RowProblem {
  const placeOf = (row: number): { file: string; line: number | null; row: number; where: string } => {
    const place = places?.[row] ?? row;
    const line = lines?.[row] ?? null;
    const where = line === null ? `row ${(place + 1).toLocaleString("en")}` : `line ${line.toLocaleString("en")}`;
    return { file: starts.fileOf(place), line, row: place + 1, where };
  };
  const { file, line, row, where } = placeOf(index);
  const place = { file, line, column: null, row: line === null ? row : null, kept: false, text: "" };
  if (before === null) return { ...place, reason: "no id", sentence: `${file} ${where}: the row has no \`${column}\`.` };
  const first = placeOf(before);
  const there = first.file === file ? first.where : `${first.where} of ${first.file}`;
  return { ...place, reason: "duplicate id", sentence: `${file} ${where}: its \`${column}\` "${id}" is that of ${there}.` };
}
