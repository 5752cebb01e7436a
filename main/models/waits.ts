import { headerOf, type Reply } from "./reply.ts";

/** Nothing a server says makes us wait longer than this before asking again. */
export const longestWaitMs = 60_000;

/**
 * How long a server asks us to wait: `retry-after-ms`, `retry-after` in seconds or as a date, else an exhausted
 * `x-ratelimit-*` with its reset. Capped; null where no header makes sense.
 */
export function waitAsked(reply: Reply, unixMs: number): number | null {
  const asked =
    millisecondsOf(headerOf(reply, "retry-after-ms")) ?? retryAfter(headerOf(reply, "retry-after"), unixMs) ?? exhaustedFor(reply);
  return asked === null ? null : Math.min(asked, longestWaitMs);
}

/** Until when the server's own counters say there is nothing left; null when there is, or when they are silent. */
export function exhaustedFor(reply: Reply): number | null {
  let longest: number | null = null;
  for (const kind of ["requests", "tokens"]) {
    if (headerOf(reply, `x-ratelimit-remaining-${kind}`)?.trim() !== "0") continue;
    const reset = durationOf(headerOf(reply, `x-ratelimit-reset-${kind}`));
    if (reset !== null) longest = Math.max(longest ?? 0, Math.min(reset, longestWaitMs));
  }
  return longest;
}

function retryAfter(value: string | null, unixMs: number): number | null {
  if (value === null) return null;
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return sensible(Number(value) * 1000);
  // Dates only: JavaScript would read many a nonsense text, such as "-5", as some date.
  if (!/^\s*[A-Z][a-z]{2},? \d/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : sensible(Math.max(0, at - unixMs));
}

function millisecondsOf(value: string | null): number | null {
  return value !== null && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? sensible(Number(value)) : null;
}

/** Durations as providers write them: "20ms", "1.5s", "6m0s", "1h2m", or bare seconds. */
function durationOf(value: string | null): number | null {
  if (value === null) return null;
  const parts = /^\s*(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?\s*$/.exec(value);
  if (parts?.slice(1).some((part) => part !== undefined)) {
    const [hours, minutes, seconds, milliseconds] = parts.slice(1).map((part) => Number(part ?? 0));
    return sensible((hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000 + (seconds ?? 0) * 1000 + (milliseconds ?? 0));
  }
  return /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? sensible(Number(value) * 1000) : null;
}

/** More than a day is taken for a mistake. */
function sensible(ms: number): number | null {
  return Number.isFinite(ms) && ms >= 0 && ms <= 86_400_000 ? ms : null;
}
