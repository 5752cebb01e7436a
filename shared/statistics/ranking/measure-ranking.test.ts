import { expect, test } from "vitest";
import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { measureRanking } from "./measure-ranking.ts";
import { fromCounts, planted } from "./test-battles.ts";

const resampling = { draws: 300, seed: 7 };

function rowsOf(judgements: readonly Judgement[], statistic: string, options: MeasureOptions = {}) {
  return measureRanking(judgements, { resampling, ...options }).rows.filter((row) => row.statistic === statistic);
}

const three = planted({ cedar: 1, willow: 0.2, basalt: -1.2 }, 80, 3);

test("ranks models with planted strengths in their order, with intervals that hold them", () => {
  const { rows, sentence } = measureRanking(three, { resampling });
  const strengths = rows.filter((row) => row.statistic === "strength");
  expect(strengths.map(({ model }) => model)).toEqual(["cedar", "willow", "basalt"]);
  expect(strengths.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0)).toBeCloseTo(0, 12);
  [1, 0.2, -1.2].forEach((truth, index) => {
    expect(strengths[index]?.low).toBeLessThan(truth);
    expect(strengths[index]?.high).toBeGreaterThan(truth);
  });
  expect(rows.filter((row) => row.statistic === "rank").map(({ estimate, low, high }) => [estimate, low, high])).toEqual([
    [1, 1, 1],
    [2, 2, 2],
    [3, 3, 3],
  ]);
  expect(rows.filter((row) => row.statistic === "gap to next").map(({ model }) => model)).toEqual([
    "cedar over willow",
    "willow over basalt",
  ]);
  expect(sentence).toMatch(/^cedar is the strongest of 3 models by judge, at .+; 2 of 2 neighbours in the ranking are told apart/);
});

test("a leader that nothing tells from the next is not called the strongest, and people are not called judges", () => {
  const even = planted({ x: 0.05, y: 0 }, 12, 2);
  const first = measureRanking(even, { resampling }).sentence;
  expect(first).toMatch(/^[xy] stands first of 2 models by .+, not told apart from [xy], at .+; 0 of 1 neighbours/);
  const person = even.map((each) => ({ ...each, judge: "ada", isPerson: true }));
  expect(measureRanking([...three, ...person], { resampling }).sentence).toMatch(/by 1 judge and 1 person together/);
});

test("the interval comes from prompts, so battles copied within their prompt do not narrow it", () => {
  const copies = three.flatMap((each) => [0, 1, 2, 3].map((repeat) => ({ ...each, repeat })));
  const width = (judgements: readonly Judgement[]) => {
    const [best] = rowsOf(judgements, "strength");
    return (best?.high ?? 0) - (best?.low ?? 0);
  };
  expect(width(copies)).toBeCloseTo(width(three), 6);
});

test("too few prompts give strengths and ranks without intervals, and say so", () => {
  const [best] = rowsOf(planted({ x: 1, y: 0 }, 8, 2), "strength");
  expect(best).toMatchObject({ low: null, high: null, reason: expect.stringContaining("8 of the 10 prompts") });
  expect(rowsOf(planted({ x: 1, y: 0 }, 8, 2), "rank")[0]).toMatchObject({ estimate: 1, low: null });
});

test("orders that disagree are dropped and counted, and are ties only when asked for", () => {
  const [a, b] = [
    { model: "x", family: null, length: null, style: null },
    { model: "y", family: null, length: null, style: null },
  ];
  const verdicts = (item: string, ab: string | null, ba: string | null): readonly Judgement[] => [
    { item, judge: "j", order: "ab", value: ab, a, b },
    { item, judge: "j", order: "ba", value: ba, a, b },
  ];
  const judgements = [
    ...verdicts("1", "a", "a"),
    ...verdicts("2", "b", "b"),
    ...verdicts("3", "a", "a"),
    ...verdicts("4", "a", "b"),
    ...verdicts("5", "tie", "a"),
    ...verdicts("6", "a", null),
    { item: "7", judge: "j", value: "inconsistent", a, b },
  ];
  expect(rowsOf(judgements, "win rate")[0]).toMatchObject({ model: "x", n: 3, dropped: 4, estimate: 2 / 3 });
  expect(rowsOf(judgements, "tie share")[0]).toMatchObject({ n: 3, estimate: 0 });
  expect(rowsOf(judgements, "win rate", { inconsistent: "tie" })[0]).toMatchObject({ n: 6, dropped: 1, estimate: 3.5 / 6 });
});

test("a model that never lost is ranked with a phantom player, and every figure says so", () => {
  const rows = rowsOf(
    fromCounts([
      ["x", "y", 9, 0],
      ["y", "z", 5, 4],
      ["x", "z", 7, 0],
    ]),
    "strength",
  );
  expect(rows.map(({ model }) => model)).toEqual(["x", "y", "z"]);
  for (const { reason } of rows) expect(reason).toContain("wins between the groups {x}, {y, z} go one way only");
});

test("models that never met the others are named and left without a strength", () => {
  const judgements = fromCounts([
    ["a", "b", 12, 8],
    ["b", "c", 9, 6],
    ["c", "a", 5, 9],
    ["y", "z", 3, 2],
  ]);
  const rows = rowsOf(judgements, "strength");
  expect(rows.filter(({ estimate }) => estimate !== null).map(({ model }) => model)).toEqual(["a", "b", "c"]);
  const apart = rows.filter(({ estimate }) => estimate === null);
  expect(apart.map(({ model }) => model)).toEqual(["y", "z"]);
  expect(apart[0]?.reason).toBe("compared with none of a, b, c, directly or through others, so there is no common scale");
  expect(rowsOf(judgements, "pairwise win rate").map(({ model }) => model)).toContain("y over z");
});

test("the win rate against a baseline leaves the baseline out and needs it to have fought", () => {
  const rows = rowsOf(three, "win rate against baseline", { baseline: "willow" });
  expect(rows.map(({ model }) => model)).toEqual(["basalt", "cedar"]);
  expect(rowsOf(three, "win rate against baseline", { baseline: "oak" })[0]).toMatchObject({
    estimate: null,
    reason: "the baseline oak fought no battle here",
  });
});

test("a win rate without ties on single prompts has Wilson's interval", () => {
  const [rate] = rowsOf(fromCounts([["x", "y", 8, 2]]), "pairwise win rate");
  expect(rate).toMatchObject({ model: "x over y", estimate: 0.8, interval: "wilson" });
  expect(rate?.low).toBeCloseTo(0.4902, 4);
  expect(rate?.high).toBeCloseTo(0.9433, 4);
});

test("judges, people as one and all together are ranked apart", () => {
  const people = ["ann", "ben"].flatMap((judge) => fromCounts([["x", "y", 8, 4]], judge).map((each) => ({ ...each, isPerson: true })));
  const rows = rowsOf([...fromCounts([["x", "y", 3, 9]], "sim/judge-fair"), ...people], "strength");
  const leader = (judge: string | null) => rows.find((row) => row.judge_a === judge)?.model;
  expect([leader(null), leader("sim/judge-fair"), leader("people")]).toEqual(["x", "y", "x"]);
});

test("every slice gets the figures again", () => {
  const judgements = three.map((each, index) => ({ ...each, slices: [index % 2 === 0 ? "subset: even" : "subset: odd"] }));
  const slices = new Set(rowsOf(judgements, "rank").map(({ slice }) => slice));
  expect([...slices]).toEqual([null, "subset: even", "subset: odd"]);
});

test("counts majorities that run in a circle, beside chance", () => {
  const [row] = rowsOf(
    fromCounts([
      ["x", "y", 30, 2],
      ["y", "z", 30, 2],
      ["z", "x", 30, 2],
    ]),
    "intransitive triples",
  );
  expect(row).toMatchObject({ estimate: 1, n: 1 });
  const [transitive] = rowsOf(three, "intransitive triples");
  expect(transitive).toMatchObject({ estimate: 0, n: 1, p_value: 1 });
});

test("Elo moves with the order of the battles, strengths do not", () => {
  const spread = rowsOf(three, "elo spread over shuffles")[0];
  expect(spread?.estimate).toBeGreaterThan(1);
  expect(rowsOf([...three].reverse(), "strength")).toEqual(rowsOf(three, "strength"));
});

test("the effect of the place is refused where no pair was shown both ways", () => {
  const fixed = three.map((each): Judgement => ({ ...each, order: "ab" }));
  expect(rowsOf(fixed, "first position effect")[0]).toMatchObject({
    estimate: null,
    reason: expect.stringContaining("no two models were shown in both orders"),
  });
  expect(rowsOf(three, "first position effect")).toEqual([]);
  const both = [...three, ...three].map(
    (each, index): Judgement => ({ ...each, order: index < three.length ? "ab" : "ba", value: index < three.length ? "a" : "b" }),
  );
  expect(rowsOf(both, "first position effect")[0]).toMatchObject({ estimate: null });
});

test("scores, verdicts that name no side and unknown models are refused with a word", () => {
  const reasonOf = (judgements: readonly Judgement[]) => measureRanking(judgements).rows[0]?.reason;
  expect(reasonOf([{ item: "1", judge: "j", value: 4 }])).toContain("scores of single answers are no comparisons");
  expect(reasonOf([{ item: "1", judge: "j", value: "left" }])).toContain('the verdict "left" names no side');
  expect(reasonOf([{ item: "1", judge: "j", value: "a" }])).toContain("name the columns that hold them as `a` and `b`");
  expect(measureRanking([]).sentence).toBe("There are no judgements.");
});

test("a duplicate vote that contradicts itself does not count", () => {
  const [first] = three;
  if (!first) return;
  const doubled = [...three, { ...first, value: first.value === "a" ? "b" : "a" }];
  const dropped = (judgements: readonly Judgement[]) => rowsOf(judgements, "win rate").reduce((sum, row) => sum + row.dropped, 0);
  expect(dropped(doubled) - dropped(three)).toBe(2);
});

test("all ties give equal strengths, and tie models say that they have no maximum", () => {
  const ties = fromCounts([
    ["x", "y", 0, 0, 12],
    ["y", "z", 0, 0, 12],
  ]);
  expect(rowsOf(ties, "strength").map(({ estimate }) => estimate)).toEqual([0, 0, 0]);
  expect(rowsOf(ties, "rank").map(({ estimate }) => estimate)).toEqual([1, 1, 1]);
  for (const rule of ["davidson", "rao-kupper"] as const) {
    expect(rowsOf(ties, "strength", { ties: rule })[0]).toMatchObject({ estimate: null, reason: "the likelihood has no finite maximum" });
  }
});

test("a tie model asked of battles without a tie is plain Bradley–Terry and its parameter undefined", () => {
  const plain = rowsOf(three, "strength").map(({ estimate }) => estimate);
  expect(rowsOf(three, "strength", { ties: "davidson" }).map(({ estimate }) => estimate)).toEqual(plain);
  expect(rowsOf(three, "rao-kupper theta", { ties: "rao-kupper" })[0]?.reason).toContain("there are no ties");
});

test("models that only ever tie share the first place, and none is called the strongest", () => {
  const tied = fromCounts([
    ["cedar", "willow", 0, 0, 20],
    ["willow", "basalt", 0, 0, 20],
  ]);
  expect(measureRanking(tied, { resampling }).sentence).toBe(
    "basalt, cedar, willow share the first of 3 places by judge, at 0.00 log-odds above the mean.",
  );
});
