import type { SeenVerdict } from "../bias/position-statistics.ts";
import { inconsistent, type Judgement, tie } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import type { Counts } from "../measured.ts";
import type { VotePair } from "./agreement-statistics.ts";
import type { Scale } from "./krippendorff-alpha.ts";
import type { VotedItem, VoteTable } from "./votes.ts";

export type GivenVote = string | number;

/** What the values of all judges are, and so which figures make sense of them. */
export type Level = {
  readonly scale: Scale;
  /** The classes, low to high where they have an order; null where values are distances only, or not those declared. */
  readonly classes: readonly GivenVote[] | null;
  /** Why there are no classes although some were declared. */
  readonly obstacle: string | null;
  /** Classes or numbers that have an order. */
  readonly isOrdered: boolean;
  readonly isNumeric: boolean;
  /** Verdicts name a side or a tie. */
  readonly isComparison: boolean;
};

/** One slice of the judgements, or all of them, by item and judge. */
export type AgreementStudy = {
  /** Everybody, people among them. */
  readonly judges: readonly string[];
  readonly people: readonly string[];
  readonly level: Level;
  readonly options: MeasureOptions;
  readonly slice: string | null;
  readonly items: readonly VotedItem[];
  /** The same with verdicts that flip counted as ties; null where there is neither a tie nor a flip, or nothing to compare. */
  readonly tiedItems: readonly VotedItem[] | null;
  readonly seen: readonly SeenVerdict[];
  readonly judgements: readonly Judgement[];
};

/** Integer scores further apart than this are amounts, not classes. */
const mostClasses = 100;

export function levelOf({ items }: VoteTable, { scale, categories }: MeasureOptions): Level {
  const given = new Set(items.flatMap(({ votes }) => [...votes.values()]).filter((vote) => vote !== null));
  const values = [...given].sort((left, right) => (left < right ? -1 : 1));
  const isNumeric = values.length > 0 && values.every((value) => typeof value === "number");
  // Met and not met, right and wrong: two classes, whatever numbers they are written in.
  const isYesNo = values.every((value) => value === 0 || value === 1);
  const chosen = scale ?? (isNumeric && !(isYesNo && !categories) ? (categories ? "ordinal" : "interval") : "nominal");
  const stranger = categories && values.find((value) => !categories.includes(value) && value !== inconsistent);
  const hasClasses = stranger === undefined && (categories !== undefined || chosen !== "interval");
  const classes = categories ? withInconsistent(categories, given) : classesSeen(values, isNumeric);
  const sides: readonly GivenVote[] = ["a", "b", tie, inconsistent];
  return {
    scale: chosen,
    classes: hasClasses ? classes : null,
    obstacle: stranger === undefined ? null : `"${stranger}" is not among the classes of the scale`,
    isOrdered: isNumeric ? chosen !== "nominal" : chosen === "ordinal" && categories !== undefined && stranger === undefined,
    isNumeric,
    isComparison: values.length > 0 && values.every((value) => sides.includes(value)),
  };
}

function withInconsistent(categories: readonly GivenVote[], given: ReadonlySet<GivenVote>): readonly GivenVote[] {
  return given.has(inconsistent) && !categories.includes(inconsistent) ? [...categories, inconsistent] : categories;
}

/** Whole numbers seen as 1, 2, 4, 5 are a scale of five: leaving 3 out would bring 2 and 4 together. */
function classesSeen(values: readonly GivenVote[], isNumeric: boolean): readonly GivenVote[] {
  if (!isNumeric) return values;
  const numbers = values.map(Number).sort((left, right) => left - right);
  const [low = 0, high = 0] = [numbers[0], numbers.at(-1)];
  if (!numbers.every(Number.isInteger) || high - low >= mostClasses) return numbers;
  return Array.from({ length: high - low + 1 }, (_, step) => low + step);
}

/** The items both judged. A vote without a usable answer is counted as null and left out. */
export function pairsOf(
  items: readonly VotedItem[],
  first: string,
  second: string,
): { readonly pairs: readonly VotePair<GivenVote>[]; readonly counts: Counts } {
  const asked = items.filter(({ votes }) => votes.has(first) && votes.has(second));
  const pairs = asked.flatMap(({ cluster, votes }) => {
    const [left = null, right = null] = [votes.get(first), votes.get(second)];
    return left === null || right === null ? [] : [{ cluster, first: left, second: right }];
  });
  return { pairs, counts: { n: pairs.length, items: pairs.length, nulls: asked.length - pairs.length, ties: 0 } };
}

/** A judge that gave no answer agrees with nobody, not even with another that gave none. */
export function pairsWithNulls(items: readonly VotedItem[], first: string, second: string): readonly VotePair<unknown>[] {
  const asked = items.filter(({ votes }) => votes.has(first) && votes.has(second));
  return asked.map(({ cluster, votes }) => ({ cluster, first: votes.get(first) ?? Symbol(), second: votes.get(second) ?? Symbol() }));
}

/** The readable votes of these judges on an item. */
export function votesBy(judges: readonly string[], { votes }: VotedItem): readonly GivenVote[] {
  return judges.flatMap((judge) => {
    const vote = votes.get(judge) ?? null;
    return vote === null ? [] : [vote];
  });
}

export function pairsAmong<V>(values: readonly V[]): readonly (readonly [V, V])[] {
  return values.flatMap((first, index) => values.slice(index + 1).map((second) => [first, second] as const));
}

/** How many clusters pairs of votes, or anything else with a cluster, come from. */
export function clustersIn(rows: readonly { readonly cluster: string }[]): number {
  return new Set(rows.map(({ cluster }) => cluster)).size;
}

/** Values as numbers in the order of the scale; words by their place. */
export function numbersOf(values: readonly (GivenVote | null | undefined)[], { isNumeric, classes }: Level): readonly number[] {
  return values.map((value) => {
    if (value === null || value === undefined) return Number.NaN;
    const place = isNumeric ? Number(value) : (classes ?? []).indexOf(value);
    return place === -1 && !isNumeric ? Number.NaN : place;
  });
}

/** "5 judges", "3 people", "2 judges and 3 people". */
export function whoWords({ judges, people }: { readonly judges: readonly string[]; readonly people: readonly string[] }): string {
  const machines = judges.length - people.length;
  const words = [machines > 0 ? `${machines} judge${machines === 1 ? "" : "s"}` : "", people.length > 0 ? peopleWords(people.length) : ""];
  return words.filter(Boolean).join(" and ");
}

function peopleWords(people: number): string {
  return people === 1 ? "1 person" : `${people} people`;
}
