import type { Progress } from "#shared/journal/entries.ts";
import type { SessionState } from "#shared/journal/fold.ts";

/** What changed that is worth saying aloud, or null. */
export function announcementOf(before: SessionState, now: SessionState): string | null {
  const run = now.runs[0];
  const earlier = before.runs[0];
  if (run && run !== earlier) {
    if (run.run !== earlier?.run) return `Run of ${run.cells.join(", ")} started.`;
    if (run.state !== earlier.state) return run.sentence ?? `Run ${run.state}.`;
  }
  for (const name of now.order) {
    const quarter = quarterOf(now.cells[name]?.progress ?? null);
    if (quarter > 0 && quarter < 4 && quarter > quarterOf(before.cells[name]?.progress ?? null)) return `${name}: ${quarter * 25} %.`;
  }
  return null;
}

function quarterOf(progress: Progress | null): number {
  return progress && progress.total > 0 ? Math.floor((progress.done / progress.total) * 4) : 0;
}
