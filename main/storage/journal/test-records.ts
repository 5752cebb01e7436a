import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { Clock } from "#main/engine/parts/engine-parts.ts";
import type { CallRecord } from "#shared/journal/call.ts";

export const systemClock: Clock = { now: () => Date.now(), monotonicMs: () => performance.now() };

export const keyOf = (n: number): string => createHash("sha256").update(`call ${n}`).digest("hex");

export function repliedRecord(n: number, body: string, options: { at?: number; origin?: string } = {}): CallRecord {
  const { at = 1_790_000_000_000 + n, origin = "https://models.example" } = options;
  const outcome = { type: "replied", body, origin, latencyMs: 12.5, attempts: 1 } as const;
  return { key: keyOf(n), model: "test/writer", at, outcome, ...(n % 3 === 0 ? {} : { costUsd: n % 3 === 1 ? null : 0.00125 * n }) };
}

export function failedRecord(n: number, body?: string, options: { at?: number } = {}): CallRecord {
  const failure = { cause: "server", status: 500, sentence: 'It said "no",\n', final: false, possiblyPaid: true } as const;
  const outcome = { type: "failed", failure, origin: "https://models.example", latencyMs: 3, attempts: 5 } as const;
  return {
    key: keyOf(n),
    model: "test/writer",
    at: options.at ?? 1_790_000_000_000 + n,
    outcome: { ...outcome, ...(body === undefined ? {} : { body }) },
  };
}
