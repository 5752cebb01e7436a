import type { CellState, CellStatus, Progress } from "#shared/journal/entries.ts";
import { count, durationText, usd } from "./numbers-text.ts";

export const stateMarks: { readonly [State in CellState]: string } = {
  new: "○",
  queued: "⋯",
  running: "◐",
  fresh: "✓",
  stale: "↻",
  paused: "‖",
  partial: "◪",
  error: "✕",
  blocked: "⛔",
  clash: "≠",
  conflict: "≠",
  frozen: "❄",
  off: "–",
};

/** `✓ answers   fresh     14:02 · 48 s`, cut to the terminal's width. */
export function cellLine(status: CellStatus, nameWidth: number, columns: number): string {
  const head = `${stateMarks[status.state]} ${status.name.padEnd(nameWidth)}  `;
  const { progress } = status;
  if (status.state === "running" && progress && progress.total > 0) {
    const tail = progressText(progress);
    const barWidth = Math.min(30, columns - head.length - tail.length - 3);
    return cut(`${head}${barWidth >= 8 ? `${bar(progress.done / progress.total, barWidth)} ` : ""}${tail}`, columns);
  }
  return cut(`${head}${status.state.padEnd(8)}  ${status.sentence}`.trimEnd(), columns);
}

/** `412/1,000 · 212 of 500 accepted · 71 % of 300 candidates · 6.1/s · 1 min 36 s left · $0.98 · 3 errors`. */
export function progressText(progress: Progress): string {
  return [
    `${count(progress.done)}/${count(progress.total)}`,
    progress.note ?? "",
    progress.callsPerSecond === null ? "" : `${progress.callsPerSecond.toFixed(1)}/s`,
    progress.etaMs === null ? "" : `${durationText(progress.etaMs)} left`,
    progress.spentUsd > 0 ? usd(progress.spentUsd) : "",
    progress.failed > 0 ? `${count(progress.failed)} errors` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

function bar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `${"█".repeat(filled)}${"░".repeat(width - filled)}`;
}

const cut = (text: string, columns: number): string => (text.length <= columns ? text : `${text.slice(0, columns - 1)}…`);
