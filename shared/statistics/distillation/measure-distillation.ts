import { meanFigure, shareFigure } from "../agreement/mean-statistic.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { counted, figure, type MeasureResult, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { byteRows } from "./byte-rows.ts";
import { type ChosenPlace, choosePlaces } from "./chosen-places.ts";
import { type Direction, lowerDivergence, softDivergence, totalVariation } from "./divergence.ts";
import { fewestTokens, type NextToken, type Shared, sharedTokens } from "./next-token.ts";
import { perplexityRows } from "./perplexity-rows.ts";
import type { NextTokens } from "./read-next-tokens.ts";
import { sequenceRows } from "./sequence-rows.ts";
import { topMatch } from "./top-match.ts";

export type DistillationOptions = {
  /** Temperatures τ at which both are softened; 1 is told in any case. */
  readonly temperatures: readonly number[];
  /** Tokens there are in all; null: as many as are named anywhere, or as the lists ask for where that is more. */
  readonly vocabulary: number | null;
  readonly draws: number;
  readonly seed: number;
};

/** What was found, and what its drawing softens: places worth a look. `vocabulary`: tokens there are in all. */
export type DistillationResult = MeasureResult & { readonly chosen: readonly ChosenPlace[]; readonly vocabulary: number };

type Place = { readonly at: NextToken; readonly shared: Shared };

/**
 * How far a student's next-token distributions are from the teacher's after the same beginnings: Kullback–Leibler divergence
 * in both directions as a lower bound, top-1 match, total variation, and the perplexity of the teacher's text, at every place whose lists can be
 * read; and at those where both name a common token the divergence of named tokens and tail, softened at each τ and scaled by τ² with
 * both bounds (`x` is τ). Means over tokens, and rows that say so over sequences. Where the two have different tokenizers, log-probabilities a byte.
 */
export function measureDistillation(
  { places, texts, alone, parted, otherTokens, sharedTexts }: NextTokens,
  options: DistillationOptions,
): DistillationResult {
  const read = places.map((at) => ({ at, shared: sharedTokens(at) }));
  const known = read.flatMap(({ at, shared }): readonly Place[] => (typeof shared === "string" ? [] : [{ at, shared }]));
  const refused = read.flatMap(({ shared }) => (typeof shared === "string" ? [shared] : []));
  const named = new Set(places.flatMap(({ teacher, student }) => [...teacher, ...student].map(({ token }) => token))).size;
  const asked = known.reduce((most, { shared }) => Math.max(most, fewestTokens(shared)), named + 1);
  const vocabulary = Math.max(options.vocabulary ?? asked, named);
  const subject = (statistic: string, x: number | null = null) => ({ statistic, slice: null, x });
  const resampling = { draws: options.draws, seed: options.seed };
  const missing = refused[0] ?? (alone > 0 ? "no text is in both tables" : "there is no place where both are known");
  const countsOf = (own: readonly Place[]): Counts => ({
    n: own.length,
    items: new Set(own.map(({ at }) => at.item)).size,
    nulls: places.length - own.length + alone,
    ties: 0,
  });
  if (otherTokens !== null) return { ...byteRows(sharedTexts, otherTokens, resampling, subject), chosen: [], vocabulary };
  const counts = countsOf(known);
  if (known.length === 0) {
    const row = tidyRow(subject("forward KL"), undefinedMeasure(missing, { ...counts, clusters: 0 }), "number", (value) => value);
    return { rows: [row], sentence: row.sentence, chosen: [], vocabulary };
  }
  const makeRow =
    (own: Counts): MakeRow =>
    (statistic, of, style, claim, x = null) =>
      tidyRow(subject(statistic, x), measure(of, own, resampling), style, claim);
  const row = makeRow(counts);
  const common = known.filter(({ shared }) => shared.tokens.length > 0);
  const ranked = known.flatMap((place) => {
    const match = topMatch(place.at);
    return match === null ? [] : [{ ...place, match }];
  });
  const kl = (direction: Direction) =>
    row(
      `${direction} KL`,
      meanOver(known, ({ shared }) => lowerDivergence(shared, direction)),
      "number",
      (value) => `${words[direction]}, is at least ${value} nats a token, mean over tokens`,
    );
  const soft = (direction: Direction) => softRows(direction, common, makeRow(countsOf(common)), { ...options, vocabulary });
  const rows = [
    kl("forward"),
    ...soft("forward"),
    kl("reverse"),
    ...soft("reverse"),
    makeRow(countsOf(ranked))(
      "top-1 match",
      shareFigure(
        ranked.map(({ at, match }) => ({ cluster: at.item, figure: match })),
        "no list says which token was likeliest",
      ),
      "percent",
      (value) => `Teacher and student hold the same token likeliest at ${value} of places`,
    ),
    row(
      "total variation",
      meanOver(known, ({ shared }) => totalVariation(shared)),
      "number",
      (value) => `At a place, at least ${value} of the probability lies elsewhere`,
    ),
    ...sequenceRows(known, counts, resampling, subject),
    ...perplexityRows(
      known.map(({ at }) => at),
      counts,
      resampling,
      subject,
    ),
  ];
  const [first] = rows;
  const left = parted > 0 ? ` ${counted(parted, "place")} after the two texts part are left out.` : "";
  const written = first === undefined ? "" : figure({ value: first.estimate, low: first.low, high: first.high }, "number");
  return {
    rows,
    sentence: `The student is at least ${written} nats from the teacher a token (forward KL, lower bound), over ${counted(known.length, "token")} of ${counted(texts, "text")}.${left}`,
    chosen: choosePlaces(common),
    vocabulary,
  };
}

type MakeRow = (statistic: string, of: SumStatistic, style: NumberStyle, claim: (value: string) => string, x?: number | null) => TidyRow;

const words = { forward: "Forward KL, teacher against student", reverse: "Reverse KL, student against teacher" } as const;

function meanOver(places: readonly Place[], of: (place: Place) => number): SumStatistic {
  return meanFigure(
    places.map((place) => ({ cluster: place.at.item, figure: of(place) })),
    "teacher and student name no token in common",
  );
}

function softRows(
  direction: Direction,
  common: readonly Place[],
  row: MakeRow,
  { temperatures, vocabulary }: { readonly temperatures: readonly number[]; readonly vocabulary: number },
): readonly TidyRow[] {
  return temperatures.flatMap((temperature) => {
    const bounds = new Map(common.map((place) => [place, softDivergence(place.shared, temperature, vocabulary, direction)]));
    const end = (which: "least" | "most") => meanOver(common, (place) => bounds.get(place)?.[which] ?? 0);
    const unbounded = [...bounds.values()].filter(({ most }) => most === Number.POSITIVE_INFINITY).length;
    const lost = `nothing bounds it: at ${counted(unbounded, "place")} what lies beyond a list is lost in rounding`;
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
        unbounded === 0 ? end("most") : { width: 0, contributions: [], value: () => lost },
        "number",
        (value) => `${words[direction]}, ${at}, on named tokens and tail is at most ${value} nats`,
        temperature,
      ),
    ];
  });
}
