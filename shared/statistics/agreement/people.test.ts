import fc from "fast-check";
import { expect, test } from "vitest";
import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import type { TidyRow } from "../tidy-row.ts";
import { measureAgreement } from "./measure-agreement.ts";

const resampling = { draws: 200, seed: 1 };
const names: { readonly [letter: string]: string | null } = { a: "a", b: "b", t: "tie", ".": null };

/** A letter an item; a space where it was not judged. */
function votes(judge: string, letters: string, more: Partial<Judgement> = {}): readonly Judgement[] {
  return [...letters].flatMap((letter, index) =>
    letter === " " ? [] : [{ item: `i${index}`, judge, value: letter in names ? (names[letter] ?? null) : letter, ...more }],
  );
}

const person = (name: string, letters: string): readonly Judgement[] => votes(name, letters, { isPerson: true });

function rowsOf(judgements: readonly Judgement[], options: MeasureOptions = {}): readonly TidyRow[] {
  return measureAgreement(judgements, { resampling, ...options }).rows;
}

function find(
  judgements: readonly Judgement[],
  statistic: string,
  judge: string | null,
  options: MeasureOptions = {},
): TidyRow | undefined {
  return rowsOf(judgements, options).find((row) => row.statistic === statistic && row.judge_a === judge && row.judge_b === null);
}

test("leave-one-out agreement matches AlpacaEval's toy, and a judge is measured as each person is", () => {
  const people = ["12", "12", "12", "11"].flatMap((labels, index) => person(`p${index}`, labels));
  const judgements = [...people, ...votes("machine", "12")];
  expect(find(judgements, "leave-one-out agreement", null)?.estimate).toBe(0.875);
  expect(find(judgements, "leave-one-out agreement", "p3")?.estimate).toBe(0.5);
  expect(find(judgements, "leave-one-out agreement", "machine")?.estimate).toBe(1);
  expect(find(judgements, "vote agreement, all votes, item-weighted", null)?.estimate).toBe(0.75);
});

test("the ceiling is people's agreement on the items the judge and two of them judged, no others", () => {
  const judgements = [...person("p", "aabb  a"), ...person("q", "aaba  b"), ...person("r", "aa   b "), ...votes("machine", "abb  b ")];
  const ceiling = find(judgements, "ceiling: percent agreement", "machine");
  // Items 0 to 2: p with q 3 of 3, p with r 2 of 2, q with r 2 of 2. Items 3 and 6, on which people differ, the machine never saw.
  expect(ceiling).toMatchObject({ estimate: 1, items: 3 });
  expect(find(judgements, "percent agreement with people", "machine")?.estimate).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 2) / 3, 14);
  expect(find(judgements, "percent agreement minus ceiling", "machine")?.estimate).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 2) / 3 - 1, 14);
});

test("with one person there is a majority of one, no ceiling, and it is said why", () => {
  const judgements = [...person("p", "aabb"), ...votes("machine", "abbb")];
  expect(find(judgements, "agreement with people's majority", "machine")?.estimate).toBe(0.75);
  expect(find(judgements, "ceiling: percent agreement", "machine")).toMatchObject({
    estimate: null,
    reason: "fewer than two people labelled the same item",
  });
  expect(rowsOf(judgements).some(({ statistic }) => statistic === "leave-one-out agreement")).toBe(false);
});

test("MT-bench's two set-ups: ties and flips kept as ties, or only pairs of votes neither of which is a tie", () => {
  const flip: readonly Judgement[] = [
    { item: "i2", judge: "machine", value: "a", order: "ab" },
    { item: "i2", judge: "machine", value: "b", order: "ba" },
  ];
  const judgements = [...person("p", "aat"), ...person("q", "att"), ...votes("machine", "aa"), ...flip];
  // Votes of the machine: a, a, tie. With p: a a, a a, tie tie; with q: a a, a tie, tie tie.
  expect(find(judgements, "vote agreement, ties kept, vote-weighted", "machine")).toMatchObject({ estimate: 5 / 6, n: 6 });
  expect(find(judgements, "vote agreement, no ties, vote-weighted", "machine")).toMatchObject({ estimate: 1, n: 3, ties: 3 });
  const pair = rowsOf(judgements).filter((row) => row.judge_a === "machine" && row.judge_b === "p");
  expect(pair.find(({ statistic }) => statistic === "percent agreement, ties kept")).toMatchObject({ estimate: 1, items: 3 });
  expect(pair.find(({ statistic }) => statistic === "percent agreement, no ties")).toMatchObject({ estimate: 1, items: 2, ties: 1 });
  expect(pair.find(({ statistic }) => statistic === "percent agreement")).toMatchObject({ items: 2, dropped: 1 });
});

test("an item with many votes weighs more by votes and not by items", () => {
  const judgements = [...person("p", "aa"), ...person("q", "a"), ...person("r", "a"), ...votes("machine", "ab")];
  expect(find(judgements, "vote agreement, all votes, vote-weighted", "machine")?.estimate).toBe(0.75);
  expect(find(judgements, "vote agreement, all votes, item-weighted", "machine")?.estimate).toBe(0.5);
});

const side = (model: string, length: number) => ({ model, family: null, length, style: null });

test("agreement on the ranking of models is a row of its own that says what it is not", () => {
  const models = ["m0", "m1", "m2", "m3"];
  const compared = models.flatMap((model, index) => models.slice(index + 1).map((other) => [model, other] as const));
  const judged = (judge: string, value: (index: number) => string, isPerson: boolean) =>
    compared.map(([a, b], index): Judgement => ({ item: `${a} ${b}`, judge, value: value(index), isPerson, a: side(a, 9), b: side(b, 5) }));
  const judgements = [...judged("p", () => "a", true), ...judged("machine", () => "a", false), ...judged("contrary", () => "b", false)];
  const row = find(judgements, "system-level spearman", "machine");
  expect(row).toMatchObject({ estimate: 1, n: 4, items: 6, low: null });
  expect(row?.reason).toBe("over models, which says nothing of single items; no interval: 4 models of the 10 that resampling needs");
  expect(find(judgements, "system-level spearman", "contrary")?.estimate).toBe(-1);
  const two = judgements.filter(({ item }) => item === "m0 m1");
  expect(find(two, "system-level spearman", "machine")?.reason).toBe("a ranking needs at least 3 models and 2 were judged by both");
});

test("judges that read nothing stand beside each judge and beside people's majority", () => {
  const lengths = [9, 4, 7, 7];
  const withSides = (judgements: readonly Judgement[], order?: "ab") =>
    judgements.map(
      (each, index): Judgement => ({ ...each, ...(order ? { order } : {}), a: side("x", lengths[index] ?? 0), b: side("y", 7) }),
    );
  const judgements = [...withSides(person("p", "aaab")), ...withSides(person("q", "aabb")), ...withSides(votes("machine", "abaa"), "ab")];
  // Longer: a, b; items 2 and 3 are as long on both sides.
  expect(find(judgements, "baseline: always longer", "machine")).toMatchObject({ estimate: 1, items: 2 });
  expect(find(judgements, "baseline: always longer", null)).toMatchObject({ estimate: 0.5, items: 2 });
  expect(find(judgements, "baseline: commonest class", null)).toMatchObject({ estimate: 2 / 3, items: 3, ties: 1 });
  expect(find(judgements, "baseline: always first", "machine")?.estimate).toBe(0.75);
  expect(find(judgements, "baseline: always first", null)).toBeUndefined();
});

test("judges are compared with people's majority when no reference is named, with tests adjusted over the table", () => {
  const truth = "abababababababababab";
  const wrong = (many: number) => [...truth].map((letter, index) => (index < many ? (letter === "a" ? "b" : "a") : letter)).join("");
  const judgements = [
    person("p", truth),
    person("q", truth),
    person("r", truth),
    votes("x", wrong(0)),
    votes("y", wrong(8)),
    votes("z", wrong(6)),
  ].flat();
  const rows = rowsOf(judgements).filter(({ statistic }) => statistic === "difference of percent agreement with people's majority");
  // scipy.stats.binomtest(0, 8).pvalue = 0.0078125, (0, 6) 0.03125, (0, 2) 0.5; R p.adjust(c(.0078125, .03125, .5), "BH")
  expect(rows.map(({ judge_a, judge_b, p_value }) => [judge_a, judge_b, p_value])).toEqual([
    ["x", "y", expect.closeTo(0.0234375, 12)],
    ["x", "z", expect.closeTo(0.046875, 12)],
    ["y", "z", expect.closeTo(0.5, 12)],
  ]);
  expect(rows[0]?.sentence).toMatch(
    /^x minus y, agreement with people's majority: 40 points .* McNemar's p 0\.023, adjusted over 3 comparisons\.$/,
  );
  const named = rowsOf(judgements, { reference: "p" }).filter(({ statistic }) => statistic === "difference of cohen kappa with p");
  expect(named.map(({ judge_a }) => judge_a)).toContain("q");
});

test("what a thousand readable verdicts cost counts the calls that brought none", () => {
  const priced = votes("machine", "ab.b").map((each) => ({ ...each, costUsd: 0.003 }));
  expect(find(priced, "cost per 1,000 verdicts", "machine")).toMatchObject({ estimate: expect.closeTo(4, 12), n: 3, dropped: 1 });
  expect(find(priced, "cost per 1,000 verdicts", "machine")?.sentence).toMatch(/^1,000 verdicts of machine cost \$4\.00/);
  expect(find(votes("machine", "ab"), "cost per 1,000 verdicts", "machine")).toBeUndefined();
});

test("scores are measured against people's mean, with the ceiling of people's own correlation", () => {
  const scores = (judge: string, values: readonly number[], isPerson: boolean) =>
    values.map((value, index) => ({ item: `i${index}`, judge, value, isPerson }));
  const judgements = [
    ...scores("p", [1, 2, 3, 4, 5, 3], true),
    ...scores("q", [2, 2, 3, 5, 4, 3], true),
    ...scores("machine", [2, 4, 6, 8, 10, 6], false),
    ...scores("noise", [3, 1, 2, 1, 3, 2], false),
  ];
  // scipy.stats.spearmanr([2, 4, 6, 8, 10, 6], [1.5, 2, 3, 4.5, 4.5, 3]); spearmanr([1, 2, 3, 4, 5, 3], [2, 2, 3, 5, 4, 3])
  expect(find(judgements, "spearman with people's mean", "machine")?.estimate).toBeCloseTo(0.9851843661437779, 10);
  expect(find(judgements, "ceiling: spearman", "machine")?.estimate).toBeCloseTo(0.9254762227411247, 10);
  const found = rowsOf(judgements).map(({ statistic }) => statistic);
  for (const present of ["icc(2,1)", "pearson", "kendall tau-b", "difference of spearman with people's mean"])
    expect(found).toContain(present);
  for (const absent of ["cohen kappa", "fleiss kappa", "agreement with people's majority"]) expect(found).not.toContain(absent);
  expect(measureAgreement(judgements, { resampling }).sentence).toMatch(
    /^machine and people's average rank 6 items with Spearman's .* noise with −.*; two people reach 0\.93/,
  );
});

test("a declared scale adds kappas with weights to scores; verdicts get no correlation", () => {
  const scores = (judge: string, values: readonly number[]) => values.map((value, index) => ({ item: `i${index}`, judge, value }));
  const judgements = [...scores("x", [1, 2, 4, 5]), ...scores("y", [1, 2, 5, 4])];
  const found = rowsOf(judgements, { categories: [1, 2, 3, 4, 5] }).map(({ statistic }) => statistic);
  for (const present of ["cohen kappa", "weighted kappa, linear", "gwet ac2, quadratic", "spearman", "icc(3,1)"])
    expect(found).toContain(present);
  const verdicts = rowsOf([...votes("x", "abtab"), ...votes("y", "abbab")]).map(({ statistic }) => statistic);
  for (const absent of ["pearson", "spearman", "kendall tau-b", "icc(1)", "weighted kappa, linear"]) expect(verdicts).not.toContain(absent);
});

test("pairs among many people are not listed one by one, and what they say together is", () => {
  const people = Array.from({ length: 30 }, (_, index) => person(`p${index}`, index % 3 === 0 ? "abab" : "abaa"));
  const rows = rowsOf([...people.flat(), ...votes("machine", "abab")]);
  expect(rows.filter(({ judge_b }) => judge_b !== null)).toEqual([]);
  expect(rows.find(({ statistic }) => statistic === "ceiling: percent agreement")?.reason).toMatch(
    /30 people: their pairs of votes are read as one/,
  );
});

test("three annotators and two judges, in the shape in which labels are published", () => {
  // sklearn.metrics.cohen_kappa_score(list(one), list(two)), and (list(one), list(three))
  const [one, two, three] = ["abatbbaabtbbabatbbab", "abatbbaabtbbabaabbab", "abatbbaattbbabatbaab"];
  const labels = [person("annotator1", one ?? ""), person("annotator2", two ?? ""), person("annotator3", three ?? "")].flat();
  const judges = [votes("large", "abaabbaabtbb.batbbab", { order: "ab" }), votes("small", "abbtbaaabtbaabatabab", { order: "ab" })].flat();
  const judgements = [...labels, ...judges].map((each) => ({
    ...each,
    cluster: `prompt ${Number(each.item.slice(1)) % 12}`,
    a: side("x", 1),
    b: side("y", 2),
  }));
  const kappa = (first: string, second: string) =>
    rowsOf(judgements).find((row) => row.statistic === "cohen kappa" && row.judge_a === first && row.judge_b === second);
  expect(kappa("annotator1", "annotator2")).toMatchObject({ estimate: expect.closeTo(0.9159663865546218, 12), clusters: 12, dropped: 0 });
  expect(kappa("annotator1", "annotator3")?.estimate).toBeCloseTo(0.8412698412698413, 12);
  expect(kappa("annotator1", "large")).toMatchObject({ items: 19, dropped: 1 });
  const shares = ["a", "b", "tie", "none"].map((each) => find(judgements, `people's majority: ${each}`, null)?.estimate);
  expect(shares).toEqual([0.35, 0.5, 0.15, 0]);
  expect(measureAgreement(judgements, { resampling }).sentence).toMatch(
    /^large says what most people say on .* small on .*; with a single person large agrees \d.* points \[.*\] (more|less) often than another person does on those items, which may be chance\.$/,
  );
});

test("a single class, ties only, one cluster, two items and a judge missing on half the items are told, not filled in", () => {
  const row = (judgements: readonly Judgement[], statistic: string) =>
    rowsOf(judgements).find((each) => each.statistic === statistic && each.judge_a === "x" && each.judge_b === "y");
  const single = [...votes("x", "aaaaaaaaaaaa"), ...votes("y", "aaaaaaaaaaaa"), ...votes("z", "aaaaaaaaaaaa")];
  for (const statistic of ["cohen kappa", "scott pi", "gwet ac1", "krippendorff alpha"])
    expect(row(single, statistic)?.estimate).toBeNull();
  expect(rowsOf(single).find(({ statistic }) => statistic === "fleiss kappa")).toMatchObject({
    estimate: null,
    reason: expect.stringContaining("by chance"),
  });
  const ties = [...votes("x", "tttttttttttt"), ...votes("y", "tttttttttttt")];
  expect(row(ties, "percent agreement, ties kept")).toMatchObject({ estimate: 1, items: 12 });
  expect(row(ties, "percent agreement, no ties")).toMatchObject({ estimate: null, items: 0, ties: 12 });
  const oneCluster = [...votes("x", "abababababab"), ...votes("y", "abababababba")].map((each) => ({ ...each, cluster: "only" }));
  for (const statistic of ["percent agreement", "cohen kappa", "gwet ac1"])
    expect(row(oneCluster, statistic)).toMatchObject({ low: null, reason: expect.stringContaining("no interval: 1 of the 10 prompts") });
  expect(row([...votes("x", "ab"), ...votes("y", "ab")], "gwet ac1")).toMatchObject({ estimate: 1, low: null });
  const half = [...votes("x", "abababababab"), ...votes("y", "ababab"), ...person("p", "abababababba"), ...person("q", "abababababab")];
  expect(row(half, "cohen kappa")).toMatchObject({ estimate: 1, items: 6 });
  expect(find(half, "ceiling: percent agreement", "y")).toMatchObject({ estimate: 1, items: 6 });
  expect(find(half, "ceiling: percent agreement", "x")).toMatchObject({ estimate: 10 / 12, items: 12 });
});

const drawn = fc.array(
  fc.record({
    item: fc.integer({ min: 0, max: 12 }),
    judge: fc.constantFrom("x", "y", "p", "q", "r"),
    value: fc.constantFrom("a", "b", "tie", null),
    order: fc.constantFrom("ab" as const, "ba" as const, null),
  }),
  { maxLength: 70 },
);
const asJudgements = (
  rows: readonly { item: number; judge: string; value: string | null; order: "ab" | "ba" | null }[],
): readonly Judgement[] =>
  rows.map(({ item, judge, value, order }, repeat) => ({
    ...{ item: `i${item}`, judge, value, order, repeat, cluster: `c${item % 11}`, isPerson: "pqr".includes(judge), costUsd: 0.001 },
    ...{ a: side(`m${item % 4}`, item % 3), b: side(`m${(item % 4) + 1}`, item % 5) },
  }));

test("with people among the judges, shuffled rows and turned sides give the same figures, and none is NaN", () => {
  const turnedNames: { readonly [verdict: string]: string } = { a: "b", b: "a", tie: "tie" };
  fc.assert(
    fc.property(drawn, (rows) => {
      const judgements = asJudgements(rows);
      const figures = (of: readonly Judgement[]) => rowsOf(of).map(({ sentence: _, ...figure }) => figure);
      const found = figures(judgements);
      expect(figures([...judgements].reverse())).toEqual(found);
      for (const { estimate, low, high, reason, p_value } of found) {
        for (const number of [estimate, low, high, p_value]) expect(number === null || Number.isFinite(number)).toBe(true);
        if (estimate === null) expect(reason).toBeTruthy();
      }
      const turned = judgements.map((each) => ({
        ...each,
        ...(each.a && each.b ? { a: each.b, b: each.a } : {}),
        value: typeof each.value === "string" ? (turnedNames[each.value] ?? null) : null,
        order: each.order ? (each.order === "ab" ? ("ba" as const) : ("ab" as const)) : null,
      }));
      const estimates = (of: readonly Judgement[]) =>
        rowsOf(of).flatMap(({ statistic, judge_a, judge_b, estimate }) =>
          statistic.startsWith("people's majority") ? [] : [[statistic, judge_a, judge_b, estimate?.toFixed(10)].join(" ")],
        );
      expect(estimates(turned)).toEqual(estimates(judgements));
    }),
    { numRuns: 30 },
  );
});
