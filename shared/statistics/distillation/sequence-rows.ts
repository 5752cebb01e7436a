import { meanFigure } from "../agreement/mean-statistic.ts";
import { type Counts, measure } from "../measured.ts";
import { type Subject, type TidyRow, tidyRow } from "../tidy-row.ts";
import { type Direction, lowerDivergence } from "./divergence.ts";
import type { NextToken, Shared } from "./next-token.ts";
import { topMatch } from "./top-match.ts";

type Place = { readonly at: NextToken; readonly shared: Shared };

/**
 * Figures of whole texts, each text counting once however long it is: both divergences summed over its places, the same a token, and the
 * share of its places where both hold the same token likeliest. Means over sequences; `n` counts them.
 */
export function sequenceRows(
  known: readonly Place[],
  counts: Counts,
  resampling: Parameters<typeof measure>[2],
  subject: (statistic: string) => Subject,
): readonly TidyRow[] {
  const bySequence = new Map<string, Place[]>();
  for (const place of known) {
    const own = bySequence.get(place.at.sequence) ?? [];
    own.push(place);
    bySequence.set(place.at.sequence, own);
  }
  const texts = [...bySequence.values()];
  const mean = (figureOf: (places: readonly Place[]) => number | null, missing: string) => {
    const figures = texts.flatMap((places) => {
      const figure = figureOf(places);
      return figure === null ? [] : [{ cluster: places[0]?.at.item ?? "", figure }];
    });
    return measure(meanFigure(figures, missing), { ...counts, n: figures.length }, resampling);
  };
  const divergences = (["forward", "reverse"] as const).flatMap((direction) => {
    const sum = (places: readonly Place[]) => places.reduce((all, { shared }) => all + lowerDivergence(shared, direction), 0);
    return [
      tidyRow(
        subject(`${direction} KL a sequence`),
        mean(sum, "there is no text"),
        "number",
        (value) => `Summed over a text, ${direction} KL is at least ${value} nats, mean over texts`,
      ),
      tidyRow(
        subject(`${direction} KL, mean over sequences`),
        mean((places) => sum(places) / places.length, "there is no text"),
        "number",
        (value) => `${titles[direction]} is at least ${value} nats a token where each text counts once`,
      ),
    ];
  });
  const match = mean(matchOf, "no list says which token was likeliest");
  return [
    ...divergences,
    tidyRow(
      subject("top-1 match, mean over sequences"),
      match,
      "percent",
      (value) => `Teacher and student hold the same token likeliest at ${value} of a text's places, mean over texts`,
    ),
  ];
}

const titles: { readonly [direction in Direction]: string } = { forward: "Forward KL", reverse: "Reverse KL" };

function matchOf(places: readonly Place[]): number | null {
  const matches = places.flatMap(({ at }) => topMatch(at) ?? []);
  return matches.length === 0 ? null : matches.reduce((sum, each) => sum + each, 0) / matches.length;
}
