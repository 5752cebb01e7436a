import type { JudgeBody } from "#shared/cells/judge.ts";
import type { Row } from "#shared/data/table.ts";
import { expectedMatches, expectedRounds } from "#shared/tournament/expected-matches.ts";
import { type Match, type MatchResult, type Next, nextMatches, type TournamentOptions } from "#shared/tournament/tournament.ts";
import type { AskStep, Reply, RowEnding, Step, Unit } from "../cell-runner.ts";
import { seedOf } from "../input-rows.ts";
import { type ComparisonStep, comparisonUnit } from "./comparison.ts";
import { poolPairs } from "./jury.ts";
import type { PairAsking } from "./pair-request.ts";
import type { Field } from "./tournament-fields.ts";
import { standingRows, type TournamentGame } from "./tournament-rows.ts";

/** A tournament of one field before one judge, or before a jury whose members are all asked. */
export type TournamentPlace = { readonly field: Field; readonly judges: readonly string[] };

type DoneStep = Exclude<ComparisonStep, { readonly type: "ask" }>;
type OutputRow = { readonly table: string; readonly row: Row };
/** One member's comparison under way: the replies it has had, and how it ended. */
type Sitting = {
  readonly step: (replies: readonly Reply[]) => ComparisonStep;
  replies: readonly Reply[];
  done: DoneStep | null;
};
type Game = { readonly match: Match; readonly item: string; readonly sittings: readonly Sitting[] };

type Progress = {
  /** Replies used so far. They only ever grow, so a later step goes on from here instead of from the start. */
  taken: number;
  round: readonly Game[];
  readonly matches: Match[];
  readonly results: MatchResult[];
  readonly games: TournamentGame[];
  readonly rows: OutputRow[];
  readonly endings: RowEnding[];
};

/** Asks a round's matches at once, draws the next from their verdicts, and ends with all comparisons and the standings. */
export function tournamentUnit(asking: PairAsking, place: TournamentPlace): Unit {
  const { body } = asking;
  const options = tournamentOptions(body, place);
  let progress = started();

  const step = (replies: readonly Reply[]): Step => {
    if (replies.length < progress.taken) progress = started();
    for (;;) {
      const asked = sit(progress, replies);
      if (asked.length > 0) return { type: "ask", requests: asked, ...laterCalls(progress, asked.length) };
      closeRound(asking, progress);
      const next = nextMatches(options, progress.results);
      if (next.type === "done") return finish(next);
      progress.matches.push(...next.matches);
      progress.round = next.matches.flatMap((match) => gamesOf(asking, place, match));
    }
  };

  /** Known from the start where the scheme says how many matches there are; an adaptive one has at most its limit. */
  const laterCalls = ({ taken }: Progress, asked: number): Pick<AskStep, "follows"> => {
    const all = callsOf(body, options, place.judges.length);
    if (all === null) return {};
    const most = Math.max(0, all - taken - asked) / place.judges.length;
    return { follows: place.judges.map((model) => ({ model, least: options.scheme === "adaptive" ? 0 : most, most })) };
  };

  const finish = (end: Extract<Next, { type: "done" }>): Step => {
    const { rows, games, endings } = progress;
    const standings = standingRows(asking, { ...place, end, games });
    return { type: "done", ending: endingOf(options, games, endings), rows: [...rows, ...standings] };
  };

  const what = place.field.item === null ? "tournament of models" : `tournament on item ${place.field.item}`;
  return { label: `${what}, ${place.judges.join(" and ")}`, step };
}

function started(): Progress {
  return { taken: 0, round: [], matches: [], results: [], games: [], rows: [], endings: [] };
}

function tournamentOptions(body: JudgeBody, { field, judges }: TournamentPlace): TournamentOptions {
  const { scheme = "round-robin", rounds, matches = 1, max_calls, separated } = body.tournament ?? {};
  const itemsPerMatch = field.item === null ? matches : 1;
  const callsPerMatch = itemsPerMatch * callsPerGame(body) * judges.length;
  return {
    scheme,
    players: field.players.length,
    // One draw for all items would favour the same player by lot in every one of them.
    seed: field.item === null ? body.draw : seedOf(field.item, body.draw),
    itemsOf: field.itemsOf,
    itemsPerMatch,
    rounds,
    separated,
    mostMatches: max_calls === undefined ? undefined : Math.floor(max_calls / callsPerMatch),
  };
}

/** Calls one judge makes of one item of a match. */
export function callsPerGame({ orders, repeats, refine }: Pick<JudgeBody, "orders" | "repeats" | "refine">): number {
  return (orders === "both" ? 2 : 1) * repeats * (refine ? 2 : 1);
}

function callsOf(body: JudgeBody, options: TournamentOptions, judges: number): number | null {
  const matches = expectedMatches(options.scheme, options.players, options);
  return matches === null ? null : matches * options.itemsPerMatch * callsPerGame(body) * judges;
}

/** Times in turn that a tournament asks, at most: a judge that reads its verdict again takes another turn. Null where it stops when it knows enough. */
export function roundsOf(body: JudgeBody, place: TournamentPlace): number | null {
  const options = tournamentOptions(body, place);
  const rounds = expectedRounds(options.scheme, options.players, options);
  return rounds === null ? null : rounds * (body.refine ? 2 : 1);
}

function gamesOf(asking: PairAsking, { field, judges }: TournamentPlace, match: Match): readonly Game[] {
  const [low, high] = [Math.min(match.first, match.second), Math.max(match.first, match.second)];
  const repeats = asking.body.confidence === "samples" ? [0] : Array.from({ length: asking.body.repeats }, (_, repeat) => repeat);
  return match.items.flatMap((item) => {
    const pair = field.pairOn(low, high, item);
    return repeats.map((repeat): Game => {
      return {
        match,
        item: pair.a.item,
        sittings: judges.map((judge) => ({ step: comparisonUnit(asking, pair, judge, repeat).step, replies: [], done: null })),
      };
    });
  });
}

/** Hands out the replies that are there; the requests still missing, in the order in which their replies will come. */
function sit(progress: Progress, replies: readonly Reply[]) {
  for (;;) {
    const open = progress.round.flatMap(({ sittings }) =>
      sittings.flatMap((sitting) => {
        if (sitting.done) return [];
        const step = sitting.step(sitting.replies);
        if (step.type === "ask") return [{ sitting, requests: step.requests }];
        sitting.done = step;
        return [];
      }),
    );
    const requests = open.flatMap((each) => each.requests);
    if (requests.length === 0 || progress.taken + requests.length > replies.length) return requests;
    for (const { sitting, requests: own } of open) {
      sitting.replies = [...sitting.replies, ...replies.slice(progress.taken, progress.taken + own.length)];
      progress.taken += own.length;
    }
  }
}

/** Settles every game of the round that was sat through, and with them its matches. */
function closeRound(asking: PairAsking, progress: Progress): void {
  const { round, games, rows, results, endings } = progress;
  const played = round.map(({ match, item, sittings }): TournamentGame & { readonly match: Match } => {
    const done = sittings.flatMap((sitting) => (sitting.done ? [sitting.done] : []));
    const made = done.flatMap((each) => each.rows);
    for (const { table, row } of made)
      rows.push({ table, row: table === asking.name ? { ...row, round: match.round, match: match.match } : row });
    endings.push(...done.map(({ ending }) => ending));
    const comparisons = made.flatMap(({ table, row }) => (table === asking.name ? [row] : []));
    const [only] = done;
    const outcome = done.length === 1 ? only?.settled.outcome : poolPairs(comparisons, asking.body.jury ?? "majority").outcome;
    const [low, high] = [Math.min(match.first, match.second), Math.max(match.first, match.second)];
    const winner = outcome === "win" ? low : outcome === "loss" ? high : outcome === "tie" ? "tie" : null;
    return { match, players: [low, high], item, winner, calls: made.length - comparisons.length };
  });
  games.push(...played);
  for (const match of progress.matches.slice(results.length)) {
    const own = played.filter((game) => game.match === match);
    const count = (winner: TournamentGame["winner"]) => own.filter((game) => game.winner === winner).length;
    results.push({ ...match, won: count(match.first), lost: count(match.second), tied: count("tie"), unscored: count(null) });
  }
  progress.round = [];
}

/** A tournament is kept when any comparison was decided; what was not is told by the outcomes of its rows. */
function endingOf({ players }: TournamentOptions, games: readonly TournamentGame[], endings: readonly RowEnding[]): RowEnding {
  if (players < 2) return { type: "unscored", reason: "fewer than two answers to compare" };
  if (games.some(({ winner }) => winner !== null)) return { type: "kept" };
  const failed = endings.find((ending) => ending.type === "failed");
  return failed ?? { type: "unscored", reason: "no comparison was decided" };
}
