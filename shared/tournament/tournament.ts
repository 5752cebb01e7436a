import { nextAdaptive } from "./adaptive.ts";
import { nextKnockout } from "./knockout.ts";
import { nextRoundRobin } from "./round-robin.ts";
import { nextSwiss } from "./swiss.ts";

export type Scheme = "round-robin" | "knockout" | "swiss" | "adaptive";

/** Players are numbered from 0, rounds and the matches of a round from 1. */
export type Match = {
  readonly round: number;
  readonly match: number;
  readonly first: number;
  readonly second: number;
  /** What it is fought on, by number. */
  readonly items: readonly number[];
};

/** Games of a match by their outcome; `unscored` ones brought no verdict and count for nobody. */
export type MatchResult = Match & { readonly won: number; readonly lost: number; readonly tied: number; readonly unscored: number };

export type TournamentOptions = {
  readonly scheme: Scheme;
  readonly players: number;
  /** Decides byes, pairings, lots and the items drawn. */
  readonly seed: number;
  /** The items on which two players can be compared. */
  readonly itemsOf: (first: number, second: number) => readonly number[];
  /** Items that decide one match; fewer where there are no more. */
  readonly itemsPerMatch: number;
  /** Swiss: rounds, ⌈log₂ players⌉ when left out. */
  readonly rounds?: number | undefined;
  /** Adaptive: stops there whatever is still open. */
  readonly mostMatches?: number | undefined;
  /** Adaptive: stops once neighbours in the ranking are told apart at this level, 0.95 when left out. */
  readonly separated?: number | undefined;
};

export type Standing = {
  readonly player: number;
  /** 1 is best; equal players share a rank. */
  readonly rank: number;
  /** Matches won, lost and drawn. A match without any verdict is none of these. */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  readonly byes: number;
};

export type Next =
  | { readonly type: "matches"; readonly matches: readonly Match[] }
  | { readonly type: "done"; readonly standings: readonly Standing[]; readonly why: string };

/** A scheme as a pure state machine: the results of all rounds so far, whole rounds only, give the next round or the end. */
export type NextRound = (options: TournamentOptions, results: readonly MatchResult[]) => Next;

const schemes: { readonly [scheme in Scheme]: NextRound } = {
  "round-robin": nextRoundRobin,
  knockout: nextKnockout,
  swiss: nextSwiss,
  adaptive: nextAdaptive,
};

/** The next matches of a tournament, or its standings and why it is over. The same options and results always give the same. */
export function nextMatches(options: TournamentOptions, results: readonly MatchResult[]): Next {
  return schemes[options.scheme](options, results);
}
