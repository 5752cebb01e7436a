import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createRandom } from "../data/random.ts";
import { expectedMatches, expectedRounds } from "./expected-matches.ts";
import { type MatchResult, type Next, nextMatches, type Scheme, type TournamentOptions } from "./tournament.ts";

const items = Array.from({ length: 30 }, (_, item) => item);

function optionsFor(scheme: Scheme, players: number, more: Partial<TournamentOptions> = {}): TournamentOptions {
  return { scheme, players, seed: 5, itemsOf: () => items, itemsPerMatch: 1, ...more };
}

type Played = {
  readonly rounds: readonly Extract<Next, { type: "matches" }>[];
  readonly results: readonly MatchResult[];
  readonly end: Extract<Next, { type: "done" }>;
};

/** Plays to the end; `game` says who wins on an item. */
function play(
  options: TournamentOptions,
  game: (first: number, second: number, item: number) => "first" | "second" | "tie" | null,
): Played {
  const rounds: Extract<Next, { type: "matches" }>[] = [];
  const results: MatchResult[] = [];
  for (let guard = 0; guard < 5000; guard++) {
    const next = nextMatches(options, results);
    if (next.type === "done") return { rounds, results, end: next };
    rounds.push(next);
    for (const match of next.matches) {
      const games = match.items.map((item) => game(match.first, match.second, item));
      const count = (outcome: (typeof games)[0]) => games.filter((each) => each === outcome).length;
      results.push({ ...match, won: count("first"), lost: count("second"), tied: count("tie"), unscored: count(null) });
    }
  }
  throw new Error("the tournament does not end");
}

const lowerWins = (first: number, second: number) => (first < second ? "first" : "second");

function chance(seed: number, strengths: readonly number[]) {
  const random = createRandom(seed);
  return (first: number, second: number) => {
    const gap = (strengths[second] ?? 0) - (strengths[first] ?? 0);
    return random.next() < 1 / (1 + Math.exp(gap)) ? "first" : "second";
  };
}

const pairKey = ({ first, second }: { first: number; second: number }) => `${Math.min(first, second)}-${Math.max(first, second)}`;
const outcome = fc.constantFrom("first", "second", "tie", null);
const scheme = fc.constantFrom<Scheme>("round-robin", "knockout", "swiss", "adaptive");

test("the same seed and results give the same tournament, nobody plays twice in a round or against themselves, and all are ranked", () => {
  fc.assert(
    fc.property(
      scheme,
      fc.integer({ min: 2, max: 9 }),
      fc.nat(1000),
      fc.array(outcome, { minLength: 1, maxLength: 60 }),
      (kind, players, seed, outcomes) => {
        const options = optionsFor(kind, players, { seed, mostMatches: 40 });
        const run = () => {
          let turn = 0;
          return play(options, () => outcomes[turn++ % outcomes.length] ?? null);
        };
        const { results, end } = run();
        expect(run()).toEqual({ rounds: expect.anything(), results, end });
        for (const round of new Set(results.map((result) => result.round))) {
          const playing = results.filter((result) => result.round === round).flatMap(({ first, second }) => [first, second]);
          expect(new Set(playing).size).toBe(playing.length);
        }
        expect(end.standings.map(({ player }) => player).sort((a, b) => a - b)).toEqual(
          Array.from({ length: players }, (_, player) => player),
        );
        expect(end.standings[0]?.rank).toBe(1);
        const total = (read: (standing: (typeof end.standings)[0]) => number) => end.standings.reduce((sum, each) => sum + read(each), 0);
        expect(total(({ wins }) => wins)).toBe(total(({ losses }) => losses));
      },
    ),
    { numRuns: 150 },
  );
});

describe("round robin", () => {
  it("lets everyone meet everyone once, asked for at once", () => {
    for (const players of [2, 3, 6, 7]) {
      const { rounds, results, end } = play(optionsFor("round-robin", players), lowerWins);
      expect(rounds).toHaveLength(1);
      expect(new Set(results.map(pairKey)).size).toBe((players * (players - 1)) / 2);
      expect(results).toHaveLength((players * (players - 1)) / 2);
      expect(end.standings.map(({ player, rank }) => [player, rank])).toEqual(Array.from({ length: players }, (_, at) => [at, at + 1]));
    }
  });

  it("ranks a circle of three as equal", () => {
    const { end } = play(optionsFor("round-robin", 3), (first, second) => ((second - first + 3) % 3 === 1 ? "first" : "second"));
    expect(end.standings.map(({ rank, wins, losses }) => [rank, wins, losses])).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]);
  });
});

describe("knockout", () => {
  it("takes one match fewer than there are players and is won by whoever beats all", () => {
    for (let players = 2; players <= 17; players++) {
      const { results, end } = play(optionsFor("knockout", players, { seed: players }), lowerWins);
      expect(results).toHaveLength(players - 1);
      expect(end.standings[0]).toMatchObject({ player: 0, rank: 1 });
      expect(end.standings[1]?.rank).toBe(2);
      expect(end.why).toBe("one player is left");
    }
  });

  it("gives byes to players drawn by the seed, to none twice before all had one", () => {
    const byesBySeed = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const { end } = play(optionsFor("knockout", 5, { seed }), lowerWins);
      expect(end.standings.reduce((sum, { byes }) => sum + byes, 0)).toBe(2);
      expect(Math.max(...end.standings.map(({ byes }) => byes))).toBe(1);
      return end.standings
        .filter(({ byes }) => byes > 0)
        .map(({ player }) => player)
        .join();
    });
    expect(new Set(byesBySeed).size).toBeGreaterThan(2);
  });

  it("decides a draw by lot and says so", () => {
    const { end } = play(optionsFor("knockout", 4), () => "tie");
    expect(end.why).toBe("one player is left; 3 without a winner decided by lot (seed 5)");
    const winners = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => play(optionsFor("knockout", 4, { seed }), () => null).end.standings[0]?.player);
    expect(new Set(winners).size).toBeGreaterThan(2);
  });

  it("wins a match of several items by their majority", () => {
    const { results, end } = play(optionsFor("knockout", 2, { itemsPerMatch: 5 }), (first, second, item) =>
      first < second === item % 2 > 0 ? "first" : "second",
    );
    const [match] = results;
    expect(match?.items).toHaveLength(5);
    const majority = (match?.won ?? 0) > 2 ? match?.first : match?.second;
    expect(end.standings[0]?.player).toBe(majority);
  });
});

test("knockout finds a best of eight with probability q³ when it beats anyone with q, and more surely by majorities of three", () => {
  const q = 0.8;
  const share = (itemsPerMatch: number) => {
    const runs = Array.from({ length: 3000 }, (_, seed) => {
      const random = createRandom(`q ${seed}`);
      const game = (first: number, second: number) => {
        const isFirst = random.next() < (first === 0 ? q : second === 0 ? 1 - q : 0.5);
        return isFirst ? "first" : "second";
      };
      return play(optionsFor("knockout", 8, { seed, itemsPerMatch }), game).end.standings[0]?.player;
    });
    return runs.filter((winner) => winner === 0).length / runs.length;
  };
  const majority = q ** 2 * (3 - 2 * q);
  expect(Math.abs(share(1) - q ** 3)).toBeLessThan(0.03);
  expect(Math.abs(share(3) - majority ** 3)).toBeLessThan(0.03);
});

describe("Swiss", () => {
  it("plays ⌈log₂ n⌉ rounds without a rematch, and one player can be unbeaten", () => {
    for (const players of [4, 7, 8, 13, 16]) {
      const { rounds, results, end } = play(optionsFor("swiss", players), lowerWins);
      expect(rounds).toHaveLength(Math.ceil(Math.log2(players)));
      expect(new Set(results.map(pairKey)).size).toBe(results.length);
      expect(end.standings[0]).toMatchObject({ player: 0, losses: 0 });
      expect(Math.max(...end.standings.map(({ byes }) => byes))).toBeLessThanOrEqual(1);
    }
  });

  it("pairs players of like score", () => {
    const { rounds, results } = play(optionsFor("swiss", 8), lowerWins);
    const winners = results.filter(({ round }) => round === 1).map(({ first, second }) => Math.min(first, second));
    const [, second] = rounds;
    expect(second?.matches.filter((match) => winners.includes(match.first) && winners.includes(match.second))).toHaveLength(2);
  });

  it("ends early where no pairing without a rematch is left", () => {
    const { results, end } = play(optionsFor("swiss", 4, { rounds: 9 }), lowerWins);
    expect(results).toHaveLength(6);
    expect(end.why).toBe("after 3 of 9 rounds no pairing without a rematch is left");
  });
});

describe("adaptive", () => {
  it("stops when neighbours are told apart, well before everything was compared", () => {
    const { results, end } = play(optionsFor("adaptive", 4), lowerWins);
    expect(end.why).toBe("all neighbours in the ranking are told apart at 95 %");
    expect(end.standings.map(({ player }) => player)).toEqual([0, 1, 2, 3]);
    expect(results.length).toBeLessThan(60);
  });

  it("never asks the same pair about the same item twice", () => {
    const { results } = play(optionsFor("adaptive", 3, { itemsPerMatch: 4 }), chance(3, [0.1, 0, 0]));
    const asked = results.flatMap((result) => result.items.map((item) => `${pairKey(result)} ${item}`));
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("stops at the most matches allowed, and where equals have no items left", () => {
    expect(play(optionsFor("adaptive", 5, { mostMatches: 7 }), chance(1, [])).results).toHaveLength(7);
    const few = play(optionsFor("adaptive", 3, { itemsOf: () => [0, 1] }), () => "tie");
    expect(few.results).toHaveLength(6);
    expect(few.end.why).toBe("those not told apart were compared on every item");
  });

  it("tells equals apart in fewer runs than its level allows, though it looks after every game", () => {
    const isFooled = (seed: number) =>
      play(optionsFor("adaptive", 2, { seed, separated: 0.8, mostMatches: 60 }), chance(seed, [])).end.why.startsWith("all neighbours");
    const fooled = Array.from({ length: 100 }, (_, seed) => seed).filter(isFooled);
    expect(fooled.length).toBeLessThan(20);
  });

  it("spends its matches on those hard to tell apart", () => {
    const { results } = play(optionsFor("adaptive", 4, { mostMatches: 40 }), chance(2, [3, 0.2, 0, -3]));
    const counts = new Map<string, number>();
    for (const result of results) counts.set(pairKey(result), (counts.get(pairKey(result)) ?? 0) + 1);
    expect(counts.get("1-2") ?? 0).toBeGreaterThan(counts.get("0-3") ?? 0);
  });

  it("finds a planted order in most of 40 seeded runs of 42 matches", () => {
    const strengths = [1.5, 0.5, -0.5, -1.5];
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    const right = (kind: Scheme, seed: number, more: Partial<TournamentOptions>) => {
      const { end } = play(optionsFor(kind, 4, { seed, ...more }), chance(seed + 100, strengths));
      return end.standings.map(({ player }) => player).join() === "0,1,2,3";
    };
    const adaptive = seeds.filter((seed) => right("adaptive", seed, { mostMatches: 42 })).length;
    expect(adaptive).toBeGreaterThan(seeds.length / 2);
  });
});

test("a drawn item set is only what both players answered", () => {
  const { results } = play(
    optionsFor("round-robin", 3, { itemsPerMatch: 9, itemsOf: (first, second) => (first === 0 && second === 1 ? [] : [4, 5]) }),
    lowerWins,
  );
  expect(results.map((result) => [pairKey(result), [...result.items].sort()])).toEqual(
    expect.arrayContaining([
      ["0-1", []],
      ["0-2", [4, 5]],
      ["1-2", [4, 5]],
    ]),
  );
});

test("the expected number of matches is the one played", () => {
  for (const players of [2, 3, 4, 5, 8, 11]) {
    for (const kind of ["round-robin", "knockout", "swiss"] as const) {
      expect(play(optionsFor(kind, players), lowerWins).results).toHaveLength(expectedMatches(kind, players) ?? -1);
    }
  }
  expect(expectedMatches("swiss", 4, { rounds: 9 })).toBe(6);
  expect(expectedMatches("adaptive", 4)).toBeNull();
  expect(expectedMatches("knockout", 1)).toBe(0);
});

test("the expected number of rounds is how often matches are asked for", () => {
  for (const players of [2, 3, 4, 5, 8, 11]) {
    for (const kind of ["round-robin", "knockout", "swiss"] as const) {
      expect(play(optionsFor(kind, players), lowerWins).rounds, `${kind} of ${players}`).toHaveLength(expectedRounds(kind, players) ?? -1);
    }
  }
  expect(expectedRounds("swiss", 4, { rounds: 9 })).toBe(3);
  expect(expectedRounds("adaptive", 4)).toBeNull();
  expect(expectedRounds("adaptive", 4, { mostMatches: 7 })).toBe(7);
  expect(expectedRounds("knockout", 1)).toBe(0);
});
