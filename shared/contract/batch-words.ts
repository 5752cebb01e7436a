import type { BatchPlan } from "../journal/entries.ts";

/** On what terms calls go as a batch: "half price, at most 12 rounds one after the other, each within 24 h". */
export function batchTerms({ priceShare, windowHours, rounds }: BatchPlan): string {
  return [
    priceWords(priceShare),
    rounds !== null && rounds <= 1 ? `within ${windowHours} h` : `${roundWords(rounds)}, each within ${windowHours} h`,
  ]
    .filter(Boolean)
    .join(", ");
}

function priceWords(share: number | null): string {
  if (share === null || share === 1) return "";
  return share === 0.5 ? "half price" : `${Math.round(share * 100)} % of the price`;
}

function roundWords(rounds: number | null): string {
  return rounds === null ? "one round or several" : `at most ${rounds.toLocaleString("en")} rounds one after the other`;
}

/** What follows once the requests that are under way are back; empty where nothing does. */
export function furtherRounds({ windowHours, rounds }: BatchPlan): string {
  if (rounds === null) return `further rounds may follow, each within ${windowHours} h`;
  const further = rounds - 1;
  if (further <= 0) return "";
  return `at most ${further.toLocaleString("en")} further ${further === 1 ? "round follows" : "rounds follow"}, each within ${windowHours} h`;
}
