const plainCount = new Intl.NumberFormat("en-US");

/** 12,400 */
export function formatCount(value: number): string {
  return plainCount.format(value);
}

/** "1 call", "12 calls". */
export function countOf(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** $0.0042, $0.31, $12.40: two significant digits below a cent, cents above. */
export function formatUsd(usd: number): string {
  if (usd === 0) return "$0";
  if (usd < 0.01) return `$${Number(usd.toPrecision(2)).toFixed(usd < 0.0001 ? 6 : 4)}`;
  return `$${usd.toFixed(2)}`;
}

/** "$2.40–3.10"; one number when both ends read the same. */
export function formatCostRange(range: { readonly low: number; readonly high: number }): string {
  const low = formatUsd(range.low);
  const high = formatUsd(range.high);
  return low === high ? low : `${low}–${high.slice(1)}`;
}

/** 40 ms, 3.2 s, 48 s, 1m 36s, 2h 05m. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${String(seconds % 60).padStart(2, "0")}s`;
  return `${Math.floor(seconds / 3600)}h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, "0")}m`;
}

/** "about 3 min", for what has not happened yet. */
export function formatAbout(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 90) return `about ${seconds} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}

/** 14:02 today, 12 May 14:02 on any other day. */
export function formatClock(at: number, now: number): string {
  const time = new Date(at);
  const clock = `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
  if (time.toDateString() === new Date(now).toDateString()) return clock;
  return `${time.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${clock}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
