import fc from "fast-check";
import { expect, test } from "vitest";
import type { Aggregate } from "../../rubric/criterion.ts";
import type { Judgement } from "../judgement.ts";
import { randomBits, uniform } from "../random.ts";
import type { MeasureResult } from "../tidy-row.ts";
import { criterionVerdicts, discrimination, phi, rubricPower } from "./criterion-statistics.ts";
import { measureRubric } from "./measure-rubric.ts";
import { rubricStudy } from "./rubric-verdicts.ts";

const resampling = { draws: 200, seed: 1 };
const weights: { readonly [criterion: string]: number } = { c0: 3, c1: 2, c2: 1, c3: -2 };
const ids = Object.keys(weights);
// Twelve answers by four criteria: the rows of the reference values below.
const table = ["1110", "1100", "1010", "1001", "0110", "0101", "0011", "0000", "1111", "1010", "0001", "1100"];
const preferred = "111010001100";

function verdicts(rows: readonly string[], judge = "j"): readonly Judgement[] {
  return rows.flatMap((row, index) =>
    ids.map((criterion, place): Judgement => {
      const said = row[place];
      const value = said === "." ? null : Number(said);
      const answer = { model: "m", family: null, length: null, style: null };
      return {
        item: JSON.stringify([`p${index}`, "m", criterion]),
        cluster: `p${index}`,
        judge,
        criterion,
        weight: weights[criterion] ?? 1,
        value,
        answer,
      };
    }),
  );
}

function rowOf({ rows }: MeasureResult, statistic: string, criterion: string | null = null, judge = "j") {
  return rows.find((row) => row.statistic === statistic && row.criterion === criterion && row.judge_a === judge && row.slice === null);
}

const once = (n: number) => new Float64Array(n).fill(1);

test("item-rest correlation, D, phi, power and mean match numpy and scikit-learn", () => {
  // M, w as above; a pitfall's credit is 1 - M. np.corrcoef(credit, M[:, others] @ w[others] / positive weights)[0, 1];
  // D by sorting scores, border groups in part; matthews_corrcoef(M[:, 0], M[:, 2]); roc_auc_score(preferred, score)
  const study = rubricStudy(verdicts(table));
  const expected = [
    [0.3414938883812552, 1],
    [0.19131968294834528, 0.7592592592592592],
    [0.17139779254776527, 0.07407407407407414],
    [0.35105688736487034, 0.7839506172839505],
  ];
  ids.forEach((id, place) => {
    const into = new Float64Array(2);
    discrimination(criterionVerdicts(study, "j", id)).fill(once(12), into);
    expect(into[0]).toBeCloseTo(expected[place]?.[0] ?? Number.NaN, 12);
    expect(into[1]).toBeCloseTo(expected[place]?.[1] ?? Number.NaN, 12);
  });
  const into = new Float64Array(1);
  phi(criterionVerdicts(study, "j", "c0"), criterionVerdicts(study, "j", "c2")).fill(once(12), into);
  expect(into[0]).toBeCloseTo(0.1690308509457033, 12);
  const labelled = study.responses.map(({ id, cluster, scores }) => {
    return { cluster, score: scores.get("j") ?? Number.NaN, isPreferred: preferred[Number(/\d+/.exec(id)?.[0])] === "1" };
  });
  rubricPower(labelled).fill(once(12), into);
  expect(into[0]).toBeCloseTo(0.875, 12);
  expect(rowOf(measureRubric(verdicts(table), { resampling }), "mean score")?.estimate).toBeCloseTo(0.40277777777777785, 12);
});

test("two judges agree by criterion, over all criteria, and on scores", () => {
  const other = table.map((row, index) => (index % 4 === 0 ? `${row.slice(0, 3)}${row[3] === "1" ? 0 : 1}` : row));
  const result = measureRubric([...verdicts(table), ...verdicts(other, "k")], { resampling });
  expect(rowOf(result, "criterion kappa", "c0")).toMatchObject({ estimate: 1, judge_b: "k", n: 12 });
  // cohen_kappa_score([0,0,0,1,0,1,1,0,1,0,1,0], [1,0,0,1,1,1,1,0,0,0,1,0]) of scikit-learn 1.2.1
  expect(rowOf(result, "criterion kappa", "c3")?.estimate).toBeCloseTo(0.5, 12);
  expect(result.rows.find(({ statistic }) => statistic === "pooled alpha")).toMatchObject({ n: 96, items: 48, clusters: 12 });
  expect(rowOf(result, "score icc(2,1)")?.estimate).toBeGreaterThan(0.7);
  expect(rowOf(result, "score spearman")?.estimate).toBeGreaterThan(0.7);
  expect(result.sentence).toMatch(
    /^2 judges reach Krippendorff's alpha 0\.\d\d .* \(nominal\) on criteria, over 48 answer × criterion units/,
  );
});

test("a criterion that every answer meets tells nothing, and says so; AC1 holds where kappa can't", () => {
  const always = table.map((row) => `1${row.slice(1)}`);
  const result = measureRubric([...verdicts(always), ...verdicts(always, "k")], { resampling });
  expect(rowOf(result, "pass rate", "c0")).toMatchObject({ estimate: 1 });
  expect(rowOf(result, "information", "c0")?.estimate).toBe(0);
  expect(rowOf(result, "item-rest correlation", "c0")).toMatchObject({
    estimate: null,
    reason: "all 12 answers got the same verdict on it",
  });
  expect(rowOf(result, "discrimination", "c0")?.estimate).toBeNull();
  expect(rowOf(result, "criterion kappa", "c0")?.estimate).toBeNull();
  expect(rowOf(result, "criterion ac1", "c0")?.estimate).toBe(1);
  expect(result.sentence).toMatch(/c0 never varies for some judge/);
});

test("criteria that repeat each other are named, also a pitfall that mirrors a principle", () => {
  const mirrored = table.map((row) => `${row.slice(0, 3)}${row[0] === "1" ? 0 : 1}`);
  const result = measureRubric(verdicts(mirrored), { resampling });
  expect(rowOf(result, "redundancy phi", "c0 and c3")?.estimate).toBeCloseTo(1, 12);
  expect(rowOf(result, "redundant pairs")).toMatchObject({ estimate: 1 / 6, n: 6 });
});

test("people's comparisons and acceptances give the rubric's power; answers that can't be found are counted", () => {
  const side = (model: string) => ({ model, family: null, length: null, style: null });
  const rated = ["m", "n"].flatMap((model) =>
    verdicts(table.map((row) => (model === "m" ? row : "0001"))).map((each): Judgement => {
      const prompt = each.cluster ?? "";
      return { ...each, item: JSON.stringify([prompt, model, each.criterion]), answer: side(model) };
    }),
  );
  const labels = table.map((_, index): Judgement => {
    const about = { item: JSON.stringify([`p${index}`, "m", "n"]), cluster: `p${index}`, judge: "anna", isPerson: true };
    return { ...about, value: "a", a: side("m"), b: side(index === 11 ? "unknown" : "n") };
  });
  const power = rowOf(measureRubric([...rated, ...labels], { resampling }), "rubric power");
  expect(power).toMatchObject({ n: 23, dropped: 1 });
  expect(power?.estimate).toBeGreaterThan(0.9);
  const accepted = verdicts(table)
    .slice(0, 8)
    .map((each): Judgement => {
      return {
        item: JSON.stringify([each.cluster, "m"]),
        cluster: each.cluster ?? null,
        judge: "anna",
        isPerson: true,
        value: "accept",
        answer: side("m"),
      };
    });
  const oneKind = rowOf(measureRubric([...rated, ...accepted], { resampling }), "rubric power");
  expect(oneKind?.reason).toMatch(/leave no preferred answer beside a rejected one/);
  expect(rowOf(measureRubric(rated, { resampling }), "rubric power")).toBeUndefined();
});

test("levels count as shares of the highest; repeats are settled; too many missing verdicts leave no score", () => {
  const levelled = verdicts(table).map((each) => (each.criterion === "c2" ? { ...each, value: Number(each.value) * 4 } : each));
  expect(rowOf(measureRubric(levelled, { resampling }), "mean score")?.estimate).toBeCloseTo(0.40277777777777785, 12);
  const repeated = [0, 1, 2].flatMap((repeat) =>
    verdicts(table).map((each) => ({ ...each, repeat, value: repeat === 2 ? 1 - Number(each.value) : each.value })),
  );
  expect(rowOf(measureRubric(repeated, { resampling }), "mean score")?.estimate).toBeCloseTo(0.40277777777777785, 12);
  const gaps = rowOf(measureRubric(verdicts(["11.0", "1110"]), { resampling }), "mean score");
  expect(gaps).toMatchObject({ estimate: 1, n: 1, dropped: 1 });
});

test("no criteria, one judge, one answer and one prompt are told in words", () => {
  expect(measureRubric([]).sentence).toMatch(/there are no judgements/);
  expect(measureRubric([{ item: "i", judge: "j", value: 1 }]).sentence).toMatch(/no row names the criterion/);
  const one = measureRubric(verdicts(["1110"]), { resampling });
  expect(one.rows[0]?.reason).toBe("agreement needs at least two judges and there is one, j");
  expect(rowOf(one, "item-rest correlation", "c0")?.estimate).toBeNull();
  const onePrompt = verdicts(table).map((each) => ({ ...each, cluster: "p" }));
  expect(rowOf(measureRubric(onePrompt, { resampling }), "mean score")).toMatchObject({ low: null, clusters: 1 });
});

test("shuffled rows and renamed judges change no figure", () => {
  const judgements = [...verdicts(table), ...verdicts([...table].reverse(), "k")];
  const expected = measureRubric(judgements, { resampling: { draws: 20, seed: 1 } });
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const bits = randomBits(seed);
      const shuffled = judgements
        .map((each) => ({ each: { ...each, judge: `${each.judge}!` }, place: uniform(bits) }))
        .sort((left, right) => left.place - right.place)
        .map(({ each }) => each);
      const found = measureRubric(shuffled, { resampling: { draws: 20, seed: 1 } });
      expect(found.rows.map(({ estimate, n }) => [estimate, n])).toEqual(expected.rows.map(({ estimate, n }) => [estimate, n]));
    }),
    { numRuns: 15 },
  );
});

test("scores are made by the aggregate the rows declare, and the sentence names it", () => {
  const types = { c0: "rule", c1: "principle", c2: "principle", c3: "pitfall" } as const;
  const declared = (aggregate: Aggregate, judge = "j") =>
    verdicts(table, judge).map((each) => ({ ...each, aggregate, criterionType: types[each.criterion as keyof typeof types] }));
  const meanOf = (judgements: readonly Judgement[], judge = "j") =>
    rowOf(measureRubric(judgements, { resampling }), "mean score", null, judge);
  // (2 c1 + c2 - 2 c3) / 3 where c0 is met, else 0: 1, 2/3, 1/3, -2/3, 0, 0, 0, 0, 1/3, 1/3, 0, 2/3.
  expect(meanOf(declared("gated"))?.estimate).toBeCloseTo(8 / 3 / 12, 12);
  expect(meanOf(declared("gated"))?.sentence).toContain("(gated: 0 where a hard rule fails");
  expect(meanOf(declared("points"))?.sentence).toContain("(points, only the mean kept within 0 and 1)");
  expect(meanOf(declared("points"))?.estimate).toBeCloseTo(0.40277777777777785, 12);
  expect(meanOf(verdicts(table))?.sentence).toContain("a weighted share, as no column names the aggregate");
  const person = verdicts(table, "ada").map((each) => ({ ...each, isPerson: true }));
  expect(meanOf([...person, ...declared("gated")], "ada")?.estimate).toBeCloseTo(8 / 3 / 12, 12);
  expect(() => measureRubric([...declared("gated"), ...declared("points")])).toThrow(/of j declare two aggregates, gated and points/);
});

test("shares of described levels and one rating of all criteria keep what lies between", () => {
  const ratings = [0.25, 0.5, 0.75, 1, 0, 0.5, 0.25, 0.75, 1, 0.5, 0.25, 0];
  const rated = ratings.map((value, index): Judgement => {
    return {
      item: JSON.stringify([`p${index}`, "m", "*"]),
      cluster: `p${index}`,
      judge: "j",
      criterion: "*",
      value,
      aggregate: "holistic",
    };
  });
  expect(rowOf(measureRubric(rated, { resampling }), "mean score")).toMatchObject({ estimate: 5.75 / 12, n: 12, dropped: 0 });
  const levelled = rated.map(({ aggregate: _, ...each }) => ({ ...each, criterion: "depth", item: each.item.replace("*", "depth") }));
  const study = rubricStudy(levelled);
  expect(study.criteria).toEqual([{ id: "depth", type: "principle", weight: 1, levels: 4 }]);
  expect(rowOf(measureRubric(levelled, { resampling }), "mean score")).toMatchObject({ estimate: 5.75 / 12, n: 12 });
});
