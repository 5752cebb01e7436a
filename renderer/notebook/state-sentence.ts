import type { CellStatus } from "#shared/journal/entries.ts";
import { formatClock, formatCount, formatDuration, formatUsd } from "../kit/format.ts";
import { stateLooks } from "../kit/StateIcon.tsx";

/** The state in a few words for the header: time and cost once done, reasons and progress before. */
export function stateSentence(status: CellStatus, now: number): string {
  const { result, progress } = status;
  if (status.state === "running" && progress) {
    return [
      `${formatCount(progress.done)}/${formatCount(progress.total)}`,
      progress.note ?? "",
      progress.callsPerSecond === null ? "" : `${progress.callsPerSecond.toFixed(1)}/s`,
      progress.etaMs === null ? "" : `${formatDuration(progress.etaMs)} left`,
      progress.spentUsd > 0 ? formatUsd(progress.spentUsd) : "",
      progress.failed > 0 ? `${formatCount(progress.failed)} failed` : "",
    ]
      .filter(Boolean)
      .join(" · ");
  }
  if (status.state === "fresh" && result) {
    const spent = status.costClass === "paid" && result.costUsd !== null && result.costUsd > 0 ? formatUsd(result.costUsd) : "";
    const tried = result.triedRows === null ? "" : `tried ${result.triedRows} rows`;
    return [tried, formatClock(result.at, now), formatDuration(result.durationMs), spent].filter(Boolean).join(" · ");
  }
  return status.sentence || stateLooks[status.state].word;
}
