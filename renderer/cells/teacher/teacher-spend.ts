import type { Row, Value } from "#shared/data/table.ts";

/** What one model's rows took. Null: nobody counted it, or a price was missing. */
export type ModelSpend = {
  readonly model: string;
  readonly rows: number;
  readonly failed: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly costUsd: number | null;
  /** Of the rows with an answer. */
  readonly medianLatencyMs: number | null;
};

export const spendColumns = ["model", "error", "prompt_tokens", "completion_tokens", "cost_usd", "latency_ms"] as const;

/** Rows of a teacher by model, in the order in which models first stand. A row that took part in another one's call counts no cost of its own. */
export function spendByModel(rows: readonly Row[]): readonly ModelSpend[] {
  const models = new Map<string, Row[]>();
  for (const row of rows) {
    const model = typeof row.model === "string" ? row.model : "";
    const own = models.get(model);
    if (own === undefined) models.set(model, [row]);
    else own.push(row);
  }
  return [...models].map(([model, own]) => ({
    model,
    rows: own.length,
    failed: own.filter(({ error }) => typeof error === "string").length,
    promptTokens: sumOf(own.map((row) => row.prompt_tokens)),
    completionTokens: sumOf(own.map((row) => row.completion_tokens)),
    costUsd: sumOf(own.map((row) => row.cost_usd)),
    medianLatencyMs: medianOf(own.map((row) => numberOf(row.latency_ms)).filter((each) => each !== null)),
  }));
}

function sumOf(values: readonly (Value | undefined)[]): number | null {
  const known = values.map(numberOf).filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
}

function numberOf(value: Value | undefined): number | null {
  return typeof value === "number" ? value : typeof value === "bigint" ? Number(value) : null;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
