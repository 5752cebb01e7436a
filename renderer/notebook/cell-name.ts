import { callWords, mayCall } from "#shared/contract/call-words.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import type { CellBlock } from "#shared/notebook/document.ts";
import { stateLooks } from "../kit/StateIcon.tsx";

/** "Cell 3 of 12, judge helpfulness, stale, 37 calls to run", for a screen reader. */
export function nameOfCell(cell: CellBlock, status: CellStatus | undefined, place: number, count: number): string {
  const state = status ? stateLooks[status.state].word : "not read yet";
  const calls = status?.plan && mayCall(status.plan) ? `, ${callWords(status.plan)} to run` : "";
  return `Cell ${place} of ${count}, ${cell.kind} ${cell.name}, ${state}${calls}`;
}
