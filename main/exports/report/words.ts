import type { CellState } from "#shared/journal/entries.ts";

/** A mark and a word for each state; never the colour alone. */
export const stateWords: {
  readonly [State in CellState]: { readonly mark: string; readonly word: string; readonly tone: "calm" | "good" | "warn" | "bad" };
} = {
  new: { mark: "○", word: "not run", tone: "calm" },
  queued: { mark: "⋯", word: "queued", tone: "calm" },
  running: { mark: "◐", word: "running", tone: "calm" },
  fresh: { mark: "✓", word: "fresh", tone: "good" },
  stale: { mark: "↻", word: "stale", tone: "warn" },
  paused: { mark: "‖", word: "paused", tone: "warn" },
  partial: { mark: "◪", word: "partial", tone: "warn" },
  error: { mark: "✕", word: "error", tone: "bad" },
  blocked: { mark: "⊘", word: "blocked", tone: "bad" },
  clash: { mark: "≠", word: "name used twice", tone: "bad" },
  conflict: { mark: "≠", word: "changed on disk", tone: "bad" },
  frozen: { mark: "❄", word: "frozen", tone: "calm" },
  off: { mark: "–", word: "off", tone: "calm" },
};

export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

// Five outcomes have five fixed marks, here as in the window, so that none is told by colour alone.
const outcomeMarks: ReadonlyMap<string, string> = new Map([
  ["win", "▲"],
  ["loss", "▼"],
  ["tie", "="],
  ["inconsistent", "⇄"],
  ["unscored", "○"],
]);

/** An outcome with its mark; any other word as it is. */
export function withMark(outcome: string): string {
  const mark = outcomeMarks.get(outcome);
  return mark === undefined ? outcome : `${mark} ${outcome}`;
}
