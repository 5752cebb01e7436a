import type { CellState, CellStatus, SessionEntry } from "#shared/journal/entries.ts";
import type { SessionState } from "#shared/journal/fold.ts";
import { jsonLine } from "./json-line.ts";
import { cellLine, progressText, stateMarks } from "./progress-text.ts";
import type { Terminal } from "./terminal.ts";

/** Shows a run while it goes on. `entry` is called for each entry with the state after it. */
export type RunDisplay = {
  readonly entry: (entry: SessionEntry, state: SessionState) => void;
  readonly end: (state: SessionState) => void;
};

/** Session entries as they come, one JSON document a line. */
export function jsonDisplay(terminal: Terminal): RunDisplay {
  return { entry: (entry) => terminal.print(jsonLine(entry)), end: () => undefined };
}

/** A log needs no line for every cell that waits. */
const told: readonly CellState[] = ["running", "fresh", "partial", "paused", "error", "blocked", "clash", "conflict"];
const linesEveryMs = 10_000;
const framesEveryMs = 250;

/** A line whenever a cell changes state, and now and then how far it is: for logs and pipes. */
export function lineDisplay(terminal: Terminal, now: () => number): RunDisplay {
  const shown = new Map<string, string>();
  let lastProgressAt = 0;
  const changed = (status: CellStatus): boolean => {
    const before = shown.get(status.name);
    shown.set(status.name, status.state);
    return before !== undefined && before !== status.state;
  };
  return {
    entry: ({ event }, state) => {
      if (event.type === "cells") {
        for (const status of event.statuses) {
          if (changed(status) && told.includes(status.state)) terminal.complain(cellLine(status, 0, Number.POSITIVE_INFINITY));
        }
      }
      if (event.type === "progress" && now() - lastProgressAt >= linesEveryMs) {
        lastProgressAt = now();
        terminal.complain(`${stateMarks[state.cells[event.cell]?.state ?? "running"]} ${event.cell}: ${progressText(event.progress)}`);
      }
    },
    end: () => undefined,
  };
}

/** One line a cell of the run, drawn over again at most four times a second. */
export function barDisplay(terminal: Terminal, now: () => number): RunDisplay {
  let drawnLines = 0;
  let drawnAt = 0;
  const draw = (state: SessionState): void => {
    const cells = (state.runs[0]?.cells ?? []).flatMap((name) => state.cells[name] ?? []);
    const nameWidth = Math.max(0, ...cells.map((cell) => cell.name.length));
    const lines = cells.map((cell) => `${cellLine(cell, nameWidth, terminal.columns())}\u001b[K\n`);
    terminal.draw(`${drawnLines > 0 ? `\u001b[${drawnLines}A` : ""}${lines.join("")}`);
    drawnLines = lines.length;
    drawnAt = now();
  };
  return {
    entry: (_entry, state) => {
      if (now() - drawnAt >= framesEveryMs) draw(state);
    },
    end: draw,
  };
}
