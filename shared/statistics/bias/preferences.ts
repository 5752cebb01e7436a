import { clusterOf, type DuplicateVote, inconsistent, type Judgement, type Side, tie, turned, withoutDuplicates } from "../judgement.ts";
import { counted } from "../tidy-row.ts";

/** What one judge made of one comparison, all its orders and repeats together. Sides stand in the order of the models' names. */
export type Preference = {
  readonly item: string;
  readonly cluster: string;
  readonly judge: string;
  readonly judgeFamily: string | null;
  readonly isPerson: boolean;
  readonly a: Side;
  readonly b: Side;
  /** Share of its verdicts for side a, each order counting the same; a tie and a contradiction count half. Null: an order brought no answer. */
  readonly share: number | null;
  /** The side all orders prefer, a tie in all of them, or neither. */
  readonly outcome: "a" | "b" | "tie" | "inconsistent" | null;
  /** The probability it gave side a, each order counting the same. Null where some order has none. */
  readonly p: number | null;
  readonly slices: readonly string[];
};

export type Preferences = {
  readonly preferences: readonly Preference[];
  /** Why there are none. */
  readonly obstacle: string | null;
  /** A sentence about votes given more than once, which count once, or not at all where they contradict each other; else empty. */
  readonly duplicates: string;
};

/**
 * Judgements of two answers as one preference per judge and item, rows that name the sides the other way round turned.
 * An order without an answer leaves none: what is left would carry the other order's bias.
 */
export function preferencesOf(judgements: readonly Judgement[]): Preferences {
  const asked = new Map<string, PairJudgement[]>();
  const canonical = judgements
    .filter(hasSides)
    .map((judgement) => (judgement.a.model > judgement.b.model ? (turned(judgement) as PairJudgement) : judgement));
  const { judgements: unique, duplicates } = withoutDuplicates(canonical);
  for (const judgement of unique.filter(hasSides)) {
    const key = JSON.stringify([judgement.item, judgement.judge]);
    const same = asked.get(key);
    if (same) same.push(judgement);
    else asked.set(key, [judgement]);
  }
  const preferences = [...asked].sort(([left], [right]) => (left < right ? -1 : 1)).flatMap(([, answers]) => settled(answers));
  return { preferences, obstacle: obstacleOf(judgements, preferences), duplicates: duplicateWords(duplicates) };
}

function duplicateWords(duplicates: readonly DuplicateVote[]): string {
  if (duplicates.length === 0) return "";
  const contradicting = duplicates.filter(({ agree }) => !agree).length;
  return ` ${counted(duplicates.length, "vote")} given more than once; ${contradicting} contradict each other and do not count.`;
}

type PairJudgement = Judgement & { readonly a: Side; readonly b: Side };

function hasSides(judgement: Judgement): judgement is PairJudgement {
  return judgement.a !== undefined && judgement.b !== undefined;
}

function obstacleOf(judgements: readonly Judgement[], preferences: readonly Preference[]): string | null {
  if (judgements.length === 0) return "there are no judgements";
  if (preferences.some(({ share }) => share !== null)) return null;
  const stranger = judgements.find(({ value }) => value !== null && shareOf(value) === null);
  if (typeof stranger?.value === "number") return "these are scores of single answers, and this needs comparisons of two";
  if (stranger) return `the verdict "${stranger.value}" names no side; "a", "b" and "tie" are understood`;
  return preferences.length === 0 ? "no row names the models of the two answers compared, a and b" : "no verdict could be read";
}

const shares = new Map<Judgement["value"], number>([
  ["a", 1],
  ["b", 0],
  [tie, 0.5],
  [inconsistent, 0.5],
]);

function shareOf(value: Judgement["value"]): number | null {
  return shares.get(value) ?? null;
}

function settled(answers: readonly PairJudgement[]): readonly Preference[] {
  const [first] = answers;
  if (!first) return [];
  const byOrder = new Map<string | null, PairJudgement[]>();
  for (const answer of answers) {
    const order = answer.order ?? null;
    const same = byOrder.get(order);
    if (same) same.push(answer);
    else byOrder.set(order, [answer]);
  }
  const orders = [...byOrder.values()];
  const orderShares = orders.map((same) => meanOf(same.map(({ value }) => shareOf(value))));
  const orderChances = orders.map((same) => meanOf(same.map(({ p }) => p ?? null)));
  return [
    {
      item: first.item,
      cluster: clusterOf(first),
      judge: first.judge,
      judgeFamily: first.judgeFamily ?? null,
      isPerson: first.isPerson ?? false,
      a: first.a,
      b: first.b,
      share: orderShares.includes(null) ? null : meanOf(orderShares),
      outcome: outcomeOf(orderShares, answers),
      p: orderChances.includes(null) ? null : meanOf(orderChances),
      slices: [...new Set(answers.flatMap(({ slices = [] }) => slices))],
    },
  ];
}

function outcomeOf(orderShares: readonly (number | null)[], answers: readonly PairJudgement[]): Preference["outcome"] {
  if (orderShares.includes(null)) return null;
  if (orderShares.every((share) => share !== null && share > 0.5)) return "a";
  if (orderShares.every((share) => share !== null && share < 0.5)) return "b";
  return answers.every(({ value }) => value === null || value === tie) ? "tie" : "inconsistent";
}

/** Of the values there are, smallest first, so that the order of rows changes no last digit. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((left, right) => left - right);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** What people made of each item: the mean of their shares, and the side most of them prefer. */
export type PeoplesView = { readonly share: number; readonly outcome: "a" | "b" | "tie" };

export function peoplesViews(preferences: readonly Preference[]): ReadonlyMap<string, PeoplesView> {
  const byItem = new Map<string, number[]>();
  for (const { item, isPerson, share } of preferences) {
    if (!isPerson || share === null) continue;
    const given = byItem.get(item);
    if (given) given.push(share);
    else byItem.set(item, [share]);
  }
  const views = [...byItem].map(([item, given]): [string, PeoplesView] => {
    const share = meanOf(given) ?? 0.5;
    return [item, { share, outcome: share > 0.5 ? "a" : share < 0.5 ? "b" : "tie" }];
  });
  return new Map(views);
}

/** What a judge's preferences leave out, for a row that counts decisive ones only. */
export function leftOut(preferences: readonly Preference[]): { readonly nulls: number; readonly ties: number } {
  const count = (outcome: Preference["outcome"]) => preferences.filter((preference) => preference.outcome === outcome).length;
  return { nulls: count(null) + count("inconsistent"), ties: count("tie") };
}
