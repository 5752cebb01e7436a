import { useState } from "react";
import type { GridSelection } from "./grid-place.ts";
import { type ChosenRows, noRows, rowsOfBlock, toggleRow, within, withRows } from "./row-choice.ts";

export type RowChoosing = {
  readonly selection: GridSelection;
  /** Rows marked one by one, beside those of the block. */
  readonly marked: ChosenRows;
  /** All chosen rows. */
  readonly chosen: ChosenRows;
  readonly select: (selection: GridSelection) => void;
  readonly toggle: (row: number) => void;
  /** The cursor alone stays, where there is something to forget. */
  readonly clear: () => void;
};

type Choice = Pick<RowChoosing, "selection" | "marked">;

const start: GridSelection = { anchor: { row: 0, column: 0 }, active: { row: 0, column: 0 } };
const atCursor = ({ selection: { active } }: Choice): Choice => ({ selection: { anchor: active, active }, marked: noRows });

/** Cursor, block and marked rows. Another order, another filter or another result has other rows in their places, so they are forgotten. */
export function useRowChoice(clauses: object, version: string, extent: { readonly rows: number; readonly columns: number }): RowChoosing {
  const [choice, setChoice] = useState<Choice>({ selection: start, marked: noRows });
  const [of, setOf] = useState({ clauses, version });
  if (of.clauses !== clauses || of.version !== version) {
    setOf({ clauses, version });
    setChoice(atCursor);
  }
  const blockRows = ({ selection }: Choice): ChosenRows => rowsOfBlock(selection, extent.columns);
  return {
    selection: choice.selection,
    marked: choice.marked,
    chosen: within(withRows(choice.marked, blockRows(choice)), extent.rows),
    select: (selection) => setChoice((before) => ({ ...before, selection })),
    toggle: (row) =>
      setChoice((before) => {
        const place = { row, column: before.selection.active.column };
        // A block's rows become marks, so that any of them can be taken back.
        const all = withRows(before.marked, blockRows(before));
        return { selection: { anchor: place, active: place }, marked: toggleRow(all, row) };
      }),
    clear: () => setChoice(atCursor),
  };
}
