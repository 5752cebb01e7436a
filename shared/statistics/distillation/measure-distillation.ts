import { meanFigure } from "../agreement/mean-statistic.ts";
import { measure, undefinedMeasure } from "../measured.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { counted, figure, type MeasureResult, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { type ChosenPlace, choosePlaces } from "./chosen-places.ts";
import { type Direction, lowerDivergence, softDivergence, totalVariation } from "./divergence.ts";
import { type NextToken, type Shared, sharedTokens } from "./next-token.ts";
import type { NextTokens } from "./read-next-tokens.ts";

export type DistillationOptions = {
  /** Temperatures τ at which both are softened; 1 is told in any case. */
  readonly temperatures: readonly number[];
  /** Tokens there are in all; null: as many as are named anywhere. */
  readonly vocabulary: number | null;
  readonly draws: number;
  readonly seed: number;
};

/** What was found, and what its drawing softens: places worth a look. `vocabulary`: tokens there are in all. */
export type DistillationResult = MeasureResult & { readonly chosen: readonly ChosenPlace[]; readonly vocabulary: number };

type Place = { readonly at: NextToken; readonly shared: Shared };

/**
 * How far a student's next-token distributions are from the teacher's after the same beginnings: Kullback–Leibler divergence
 * in both directions as a lower bound (tail bucket), softened at each τ and scaled by τ² with both bounds (`x` is τ), top-1
 * match, total variation, and the perplexity of the teacher's text. Means over tokens, and over sequences of their sums.
 */
export function measureDistillation({ places, texts, alone, parted }: NextTokens, options: DistillationOptions): DistillationResult {
  const read = places.map((at) => ({ at, shared: sharedTokens(at) }));
  const known = read.flatMap(({ at, shared }): readonly Place[] => (typeof shared === "string" ? [] : [{ at, shared }]));
  const refused = read.flatMap(({ shared }) => (typeof shared === "string" ? [shared] : []));
  const vocabulary =
    options.vocabulary ?? new Set(places.flatMap(({ teacher, student }) => [...teacher, ...student].map(({ token }) => token))).size + 1;
  const counts = { n: known.length, items: new Set(known.map(({ at }) => at.item)).size, nulls: refused.length + alone, ties: 0 };
  const subject = (statistic: string, x: number | null = null) => ({ statistic, slice: null, x });
  const resampling = { draws: options.draws, seed: options.seed };
  const missing = refused[0] ?? (alone > 0 ? "no text is in both tables" : "there is no place where both are known");
  if (known.length === 0) {
    const row = tidyRow(subject("forward KL"), undefinedMeasure(missing, { ...counts, clusters: 0 }), "number", (value) => value);
    return { rows: [row], sentence: row.sentence, chosen: [], vocabulary };
  }
  const mean = (of: (place: Place) => number) =>
    meanFigure(
      known.map((place) => ({ cluster: place.at.item, figure: of(place) })),
      missing,
    );
  const row = (statistic: string, of: SumStatistic, style: NumberStyle, claim: (value: string) => string, x: number | null = null) =>
    tidyRow(subject(statistic, x), measure(of, counts, resampling), style, claim);
  const divergences = (["forward", "reverse"] as const).flatMap((direction) =>
    divergenceRows(direction, known, mean, row, { ...options, vocabulary }),
  );
  const rows = [
    ...divergences,
    row(
      "forward KL a sequence",
      perSequence(known, missing),
      "number",
      (value) => `Summed over a text, forward KL is at least ${value} nats`,
    ),
    row(
      "top-1 match",
      mean(({ at }) => (sameTop(at) ? 1 : 0)),
      "percent",
      (value) => `Teacher and student hold the same token likeliest at ${value} of places`,
    ),
    row(
      "total variation",
      mean(({ shared }) => totalVariation(shared)),
      "number",
      (value) => `At a place, at least ${value} of the probability lies elsewhere`,
    ),
    ...perplexityRows(known, counts, resampling, subject),
  ];
  const [first] = rows;
  const left = parted > 0 ? ` ${counted(parted, "place")} after the two texts part are left out.` : "";
  const written = first === undefined ? "" : figure({ value: first.estimate, low: first.low, high: first.high }, "number");
  return {
    rows,
    sentence: `The student is at least ${written} nats from the teacher a token (forward KL, lower bound), over ${counted(known.length, "token")} of ${counted(texts, "text")}.${left}`,
    chosen: choosePlaces(known),
    vocabulary,
  };
}

type Mean = (of: (place: Place) => number) => SumStatistic;
type MakeRow = (statistic: string, of: SumStatistic, style: NumberStyle, claim: (value: string) => string, x?: number | null) => TidyRow;

const words = { forward: "Forward KL, teacher against student", reverse: "Reverse KL, student against teacher" } as const;

function divergenceRows(
  direction: Direction,
  known: readonly Place[],
  mean: Mean,
  row: MakeRow,
  { temperatures, vocabulary }: { readonly temperatures: readonly number[]; readonly vocabulary: number },
): readonly TidyRow[] {
  const plain = row(
    `${direction} KL`,
    finiteMean(mean, ({ shared }) => lowerDivergence(shared, direction)),
    "number",
    (value) => `${words[direction]}, is at least ${value} nats a token`,
  );
  const soft = temperatures.flatMap((temperature) => {
    const bounds = new Map(known.map((place) => [place, softDivergence(place.shared, temperature, vocabulary, direction)]));
    const end = (which: "least" | "most") => finiteMean(mean, (place) => bounds.get(place)?.[which] ?? 0);
    const at = `at τ = ${temperature}, times τ²`;
    return [
      row(
        `${direction} KL softened, least`,
        end("least"),
        "number",
        (value) => `${words[direction]}, ${at}, is at least ${value} nats a token`,
        temperature,
      ),
      row(
        `${direction} KL softened, most`,
        end("most"),
        "number",
        (value) => `${words[direction]}, ${at}, on named tokens and tail is at most ${value} nats`,
        temperature,
      ),
    ];
  });
  return [plain, ...soft];
}

function finiteMean(mean: Mean, of: (place: Place) => number): SumStatistic {
  const statistic = mean(of);
  return {
    ...statistic,
    value: (totals) => {
      const value = statistic.value(totals);
      return typeof value === "number" && !Number.isFinite(value) ? "it is infinite: one rules out what the other holds possible" : value;
    },
  };
}

function perSequence(known: readonly Place[], missing: string): SumStatistic {
  const sums = new Map<string, { readonly cluster: string; figure: number }>();
  for (const { at, shared } of known) {
    const sum = sums.get(at.sequence) ?? { cluster: at.item, figure: 0 };
    sum.figure += lowerDivergence(shared, "forward");
    sums.set(at.sequence, sum);
  }
  return finiteMean(
    () => meanFigure([...sums.values()], missing),
    () => 0,
  );
}

function sameTop({ teacher, student }: NextToken): boolean {
  const top = (candidates: NextToken["teacher"]) =>
    candidates.reduce((best, each) => (each.logprob > best.logprob ? each : best), { token: "", logprob: -Infinity });
  return top(teacher).token === top(student).token;
}

function perplexityRows(
  known: readonly Place[],
  counts: Parameters<typeof measure>[1],
  resampling: Parameters<typeof measure>[2],
  subject: (statistic: string) => { readonly statistic: string; readonly slice: null; readonly x: number | null },
): readonly TidyRow[] {
  const told = known.filter(({ at }) => at.studentLogprob !== null);
  const encoder = new TextEncoder();
  const own = { ...counts, n: told.length, nulls: counts.nulls + known.length - told.length };
  const contributions = told.map(({ at }) => ({
    cluster: at.item,
    at: [0, 1, 2],
    add: [at.studentLogprob ?? 0, 1, encoder.encode(at.token).length],
  }));
  const missing = "the student's log-probability of what the teacher wrote is known nowhere";
  const perplexity: SumStatistic = { width: 3, contributions, value: ([sum = 0, n = 0]) => (n === 0 ? missing : Math.exp(-sum / n)) };
  const aByte: SumStatistic = { width: 3, contributions, value: ([sum = 0, , bytes = 0]) => (bytes === 0 ? missing : sum / bytes) };
  return [
    tidyRow(
      subject("perplexity of the teacher's text"),
      measure(perplexity, own, resampling),
      "number",
      (value) => `The student's perplexity on the teacher's text is ${value}`,
    ),
    tidyRow(
      subject("log-probability a byte"),
      measure(aByte, own, resampling),
      "number",
      (value) => `The student gives the teacher's text ${value} nats a byte`,
    ),
  ];
}
