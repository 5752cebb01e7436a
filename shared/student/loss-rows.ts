import { writtenFigure } from "../statistics/headline.ts";
import { type Measured, measure, undefinedMeasure } from "../statistics/measured.ts";
import { proportion, type SumStatistic } from "../statistics/sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../statistics/tidy-row.ts";
import type { HeldOut, HeldOutStudent, HeldOutText } from "./held-out.ts";

/** The figures of `NAME_loss`, by what stands in `statistic`; `x` is the order, the texts trained on, or n; none for the student's own. */
export const lossStatistics = {
  own: "cross-entropy",
  byOrder: "cross-entropy by order",
  perplexity: "perplexity by order",
  bySize: "cross-entropy by texts",
  impossible: "impossible tokens",
  unseen: "unseen n-grams",
} as const;

/**
 * How well students foretell texts they never saw: cross-entropy in bits a token and perplexity 2^H, by order and by texts trained
 * on, and the share of n-grams that are in none of them. n counts tokens, ends of texts among them; intervals resample items and hold for the
 * students at hand: over students trained anew on other texts they are a little too narrow, as after any cross-validation.
 */
export function lossRows(heldOut: HeldOut | null, order: number): readonly TidyRow[] {
  if (heldOut === null) {
    const nothing = undefinedMeasure("it takes texts of two items to hold one out", { n: 0, items: 0, nulls: 0, ties: 0, clusters: 0 });
    return [tidyRow({ statistic: lossStatistics.own, slice: null }, nothing, "number", () => "")];
  }
  const { byOrder, bySize, unseen, texts, drawn } = heldOut;
  const part = drawn < texts ? `of ${drawn.toLocaleString("en")} texts drawn from ${texts.toLocaleString("en")}` : null;
  const row = (statistic: string, x: number | null, measured: Measured, claim: (figure: string) => string, isShare = false): TidyRow => {
    const told = measured.value === null ? measured : { ...measured, note: part };
    return tidyRow({ statistic, slice: null, x }, told, isShare ? "percent" : "number", claim);
  };
  const own = byOrder.filter((student) => student.order === order);
  return [
    ...own.map((student) =>
      row(
        lossStatistics.own,
        null,
        measure(entropy(student.texts), countsOf(student)),
        (figure) =>
          `A ${order}-gram student needs ${figure} bits for a token of texts it never saw, tried on ${counted(countsOf(student).n, "token")}`,
      ),
    ),
    ...byOrder.flatMap((student) => {
      const name = `A ${student.order}-gram student`;
      return [
        row(
          lossStatistics.byOrder,
          student.order,
          measure(entropy(student.texts), countsOf(student)),
          (figure) => `${name} needs ${figure} bits for a token of texts it never saw`,
        ),
        row(
          lossStatistics.perplexity,
          student.order,
          measure(perplexity(student.texts), countsOf(student)),
          (figure) => `${name} is as unsure of such a token as of ${figure} equally likely ones`,
        ),
        ...(student.texts.every(({ impossible }) => impossible === 0)
          ? []
          : [
              row(
                lossStatistics.impossible,
                student.order,
                measure(
                  shareOf(student.texts, ({ impossible, tokens }) => [impossible, tokens]),
                  countsOf(student),
                ),
                (figure) => `${name} gives ${figure} of such tokens no chance at all`,
                true,
              ),
            ]),
      ];
    }),
    ...bySize.map((student) =>
      row(
        lossStatistics.bySize,
        student.trained,
        measure(entropy(student.texts), countsOf(student)),
        (figure) => `Trained on ${counted(student.trained, "text")}, a ${student.order}-gram student needs ${figure} bits for a token`,
      ),
    ),
    ...unseen.map(({ n, texts: held }) =>
      row(
        lossStatistics.unseen,
        n,
        measure(
          shareOf(held, ({ unseen: never, nGrams }) => [never, nGrams]),
          { n: held.reduce((sum, { nGrams }) => sum + nGrams, 0), items: new Set(held.map(({ item }) => item)).size, nulls: 0, ties: 0 },
        ),
        (figure) =>
          `Of ${n === 1 ? "tokens" : `${n}-grams`} in a text, ${figure} are not in the texts of other items a student is trained on`,
        true,
      ),
    ),
  ];
}

/** "4.21 [4.02, 4.40] bits a token held out"; empty where it is undefined. */
export function lossWords(rows: readonly TidyRow[]): string {
  const own = rows.find(({ statistic, estimate }) => statistic === lossStatistics.own && estimate !== null);
  return own === undefined ? "" : `${writtenFigure(own)} bits a token held out`;
}

function countsOf({ texts }: HeldOutStudent) {
  return { n: texts.reduce((sum, { tokens }) => sum + tokens, 0), items: new Set(texts.map(({ item }) => item)).size, nulls: 0, ties: 0 };
}

function entropy(texts: readonly HeldOutText[]): SumStatistic {
  return {
    width: 3,
    contributions: texts.map(({ item, bits, tokens, impossible }) => ({ cluster: item, at: [0, 1, 2], add: [bits, tokens, impossible] })),
    value: ([bits = 0, tokens = 0, impossible = 0]) => {
      if (tokens === 0) return "there is no token";
      if (impossible === 0) return bits / tokens;
      return `${impossible.toLocaleString("en")} of ${counted(tokens, "token")} have no chance without smoothing, so that the loss is infinite`;
    },
  };
}

function perplexity(texts: readonly HeldOutText[]): SumStatistic {
  const { value, ...rest } = entropy(texts);
  return {
    ...rest,
    value: (totals) => {
      const bits = value(totals);
      return typeof bits === "string" ? bits : 2 ** bits;
    },
  };
}

function shareOf<Text extends { readonly item: string }>(
  texts: readonly Text[],
  of: (text: Text) => readonly [number, number],
): SumStatistic {
  // Several trials a text: a proportion, but not one trial a cluster.
  const { isProportion: _, ...statistic } = proportion(
    texts.map((text) => ({ cluster: text.item, at: [0, 1], add: of(text) })),
    "no text is long enough",
  );
  return statistic;
}
