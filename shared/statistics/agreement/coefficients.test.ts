import fc from "fast-check";
import { expect, test } from "vitest";
import { type SumStatistic, totalsOf } from "../sum-statistic.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { cohenKappa, type VotePair } from "./agreement-statistics.ts";
import { gwetAc, scottPi, weightedKappa } from "./chance-corrected.ts";
import { correlator } from "./correlations.ts";
import { fleissKappa } from "./fleiss-kappa.ts";
import { type IccForm, iccForms, intraclass } from "./intraclass.ts";
import { nominalAlpha, type Unit } from "./krippendorff-alpha.ts";
import { leaveOneOut, leaveOneOutOf, matchOfModes, matchWithMode } from "./leave-one-out.ts";

// scipy 1.10.1, scikit-learn 1.2.1, statsmodels 0.13.5 and R psych of Debian 12; each value stands beside the call that made it.

const valueOf = (statistic: SumStatistic) => statistic.value(totalsOf(statistic));

function tablePairs(cells: readonly (readonly [first: string, second: string, count: number])[]): readonly VotePair<string>[] {
  const pairs = cells.flatMap(([first, second, count]) => Array.from({ length: count }, () => ({ first, second })));
  return pairs.map((pair, index) => ({ ...pair, cluster: String(index) }));
}

const skewed = tablePairs([
  ["yes", "yes", 118],
  ["yes", "no", 5],
  ["no", "yes", 2],
]);
const balanced = tablePairs([
  ["yes", "yes", 20],
  ["yes", "no", 5],
  ["no", "yes", 10],
  ["no", "no", 15],
]);
const yesNo = ["yes", "no"];

test("kappa, pi and AC1 match Gwet's two tables of 2008", () => {
  const rounded = (pairs: readonly VotePair<string>[]) =>
    [cohenKappa(pairs), scottPi(pairs, yesNo), gwetAc(pairs, yesNo)].map((each) => Number(valueOf(each)).toFixed(4));
  expect(rounded(skewed)).toEqual(["-0.0234", "-0.0288", "0.9408"]);
  expect(rounded(balanced)).toEqual(["0.4000", "0.3939", "0.4059"]);
});

test("a class above 80 % is named beside kappa, and AC1 itself says nothing of it", () => {
  const noteOf = (statistic: SumStatistic) => statistic.note?.(totalsOf(statistic));
  expect(noteOf(cohenKappa(skewed))).toMatch(/^one class is 97 % of the votes/);
  expect(noteOf(cohenKappa(balanced))).toBeNull();
  expect(noteOf(gwetAc(skewed, yesNo))).toBeNull();
});

test("AC1 counts classes of the scale that nobody gave, and a scale of one class leaves it undefined", () => {
  expect(Number(valueOf(gwetAc(balanced, [...yesNo, "unsure"])))).toBeGreaterThan(Number(valueOf(gwetAc(balanced, yesNo))));
  expect(valueOf(gwetAc(tablePairs([["yes", "yes", 3]]), ["yes"]))).toMatch(/single class/);
});

const first = [1, 2, 4, 5, 5, 2, 1, 4, 4, 2, 5, 1];
const second = [1, 2, 5, 5, 4, 1, 2, 4, 4, 4, 5, 1];
const scorePairs = first.map((score, index) => ({ cluster: String(index), first: score, second: second[index] ?? 0 }));
const scale = [1, 2, 3, 4, 5];

test("weighted kappa matches scikit-learn over the whole scale, of which the unused 3 is a part", () => {
  // cohen_kappa_score(x, y, weights="linear", labels=[1, 2, 3, 4, 5]); the same with weights="quadratic"; R psych::cohen.kappa(levels = 1:5)
  expect(valueOf(weightedKappa(scorePairs, scale, "linear"))).toBeCloseTo(0.7142857142857143, 14);
  expect(valueOf(weightedKappa(scorePairs, scale, "quadratic"))).toBeCloseTo(0.8666666666666667, 14);
  // Without labels= scikit-learn ranks the four classes seen: another number.
  expect(valueOf(weightedKappa(scorePairs, [1, 2, 4, 5], "linear"))).toBeCloseTo(0.6666666666666667, 14);
});

test("AC2 matches Gwet's formula in numpy", () => {
  // w = 1 - ((i - j)/4)^2; pi = (P.sum(0) + P.sum(1))/2; po = (w*P).sum(); pe = w.sum()/20 * (pi*(1 - pi)).sum(); (po - pe)/(1 - pe)
  expect(valueOf(gwetAc(scorePairs, scale, "quadratic"))).toBeCloseTo(0.8611713665943594, 12);
});

test("Fleiss' kappa matches the 10 × 14 table of 1971, with equal raters either way of pooling", () => {
  // statsmodels fleiss_kappa(table)
  const table = [
    "0 0 0 0 14",
    "0 2 6 4 2",
    "0 0 3 5 6",
    "0 3 9 2 0",
    "2 2 8 1 1",
    "7 7 0 0 0",
    "3 2 6 3 0",
    "2 5 3 2 2",
    "6 5 2 1 0",
    "0 2 2 3 7",
  ];
  const units = table.map((counts, item): Unit<number> => {
    const values = counts.split(" ").flatMap((count, label) => Array.from({ length: Number(count) }, () => label));
    return { cluster: String(item), values };
  });
  expect(valueOf(fleissKappa(units, "items"))).toBeCloseTo(0.20993070442195522, 14);
  expect(valueOf(fleissKappa(units, "pairs"))).toBeCloseTo(0.20993070442195522, 14);
});

test("with unequal raters the two poolings of Fleiss' kappa differ, and of two raters it is Scott's pi", () => {
  const units = [
    { cluster: "1", values: ["a", "a", "a", "a", "b"] },
    { cluster: "2", values: ["a", "b"] },
    { cluster: "3", values: ["b", "b"] },
  ];
  // Margins 5/9 and 4/9: Pe = 41/81. Item mean (0.6 + 0 + 1)/3; pooled (12 + 0 + 2)/(20 + 2 + 2).
  expect(valueOf(fleissKappa(units, "items"))).toBeCloseTo((1.6 / 3 - 41 / 81) / (40 / 81), 12);
  expect(valueOf(fleissKappa(units, "pairs"))).toBeCloseTo((14 / 24 - 41 / 81) / (40 / 81), 12);
  const pairs = balanced.map(({ cluster, first: left, second: right }) => ({ cluster, values: [left, right] }));
  expect(valueOf(fleissKappa(pairs, "items"))).toBeCloseTo(Number(valueOf(scottPi(balanced, yesNo))), 12);
});

test("the six intraclass correlations match R, Shrout and Fleiss' example of 1979", () => {
  // psych::ICC(matrix(c(9,2,5,8, 6,1,3,2, 8,4,6,8, 7,1,2,6, 10,5,6,9, 6,2,4,7), 6, byrow = TRUE), lmer = FALSE)
  const rows = ["9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7"];
  const items = rows.map((row, index) => ({ cluster: String(index), values: row.split(" ").map(Number) }));
  const expected: { readonly [Form in IccForm]: number } = {
    "icc(1)": 0.165741768405,
    "icc(2,1)": 0.289763779528,
    "icc(3,1)": 0.714840714841,
    "icc(1,k)": 0.442797133679,
    "icc(2,k)": 0.620050547599,
    "icc(3,k)": 0.909315542377,
  };
  for (const form of iccForms) expect(valueOf(intraclass(items, form))).toBeCloseTo(expected[form], 11);
});

test("intraclass correlations are shown when negative and undefined when nothing differs", () => {
  const opposed = [1, 2, 3, 4].map((score) => ({ cluster: String(score), values: [score, 5 - score] }));
  expect(Number(valueOf(intraclass(opposed, "icc(3,1)")))).toBeLessThan(0);
  const same = [1, 2].map((item) => ({ cluster: String(item), values: [3, 3] }));
  expect(valueOf(intraclass(same, "icc(2,1)"))).toMatch(/do not differ/);
  expect(valueOf(intraclass(same.slice(1), "icc(1)"))).toMatch(/fewer than two items/);
});

const left = [2.5, 1, 4, 4, 3, 1, 5, 2.5, 4, 0.5];
const right = [3, 1, 2, 5, 3, 2, 4, 1, 5, 1];

test("rank and product-moment correlations match scipy, tied values and repeated rows included", () => {
  // kendalltau(a, b), spearmanr(a, b), pearsonr(a, b); the same of np.repeat(a, r), np.repeat(b, r); R cor(method = "kendall")
  const correlate = correlator(left, right);
  const figures = (weights: readonly number[]) => {
    const { tauB, spearman, pearson } = correlate(Float64Array.from(weights));
    return [tauB(), spearman(), pearson()];
  };
  const once = figures(left.map(() => 1));
  [0.6329621044272916, 0.7697199182091232, 0.7520710469952336].forEach((value, index) => {
    expect(once[index]).toBeCloseTo(value, 12);
  });
  const repeated = figures([1, 3, 1, 2, 1, 1, 4, 1, 2, 1]);
  [0.5866724609911917, 0.7475792390641075, 0.8177344270403465].forEach((value, index) => {
    expect(repeated[index]).toBeCloseTo(value, 12);
  });
});

test("the cluster bootstrap of rank correlations matches one by index in numpy", () => {
  // x = r_[a, a[::-1], a]; y = r_[b, a, b[::-1]]; c = arange(30) % 15; 20000 draws of 15 clusters: percentile([kendalltau(x[i], y[i])], [2.5, 97.5]), spearmanr
  const [x, y] = [
    [...left, ...[...left].reverse(), ...left],
    [...right, ...left, ...[...right].reverse()],
  ];
  const correlate = correlator(x, y);
  const fill = (weights: Float64Array, into: Float64Array) => {
    const { tauB, spearman } = correlate(weights);
    into.set([tauB(), spearman()]);
  };
  const drawn = drawWeighted({ clusters: x.map((_, index) => `c${index % 15}`), width: 2, fill }, { draws: 20_000, seed: 5 });
  const counts = { n: 30, items: 30, nulls: 0, ties: 0 };
  const [tau, rho] = [measuredFrom(drawn, 0, counts, ""), measuredFrom(drawn, 1, counts, "")];
  expect(tau.value).toBeCloseTo(0.18083888603589302, 12);
  expect(rho.value).toBeCloseTo(0.2456888026742743, 12);
  for (const [end, expected] of [
    [tau.low, -0.0497],
    [tau.high, 0.4135],
    [rho.low, -0.0552],
    [rho.high, 0.5145],
  ] as const)
    expect(Math.abs((end ?? Number.NaN) - expected)).toBeLessThan(0.02);
});

test("correlations of a column that never varies, or of one row, are undefined; rows with a gap are left out", () => {
  const weights = Float64Array.from([1, 1, 1]);
  expect(correlator([1, 2, 3], [4, 4, 4])(weights).spearman()).toBeNaN();
  expect(correlator([1, Number.NaN, Number.NaN], [1, 2, 3])(weights).tauB()).toBeNaN();
  expect(correlator([1, Number.NaN, 3], [5, 1, 6])(weights).pearson()).toBeCloseTo(1, 14);
});

test("tau-b by the tree of counts is tau-b by comparing every pair", () => {
  const columns = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 })), {
    maxLength: 14,
  });
  fc.assert(
    fc.property(columns, (rows) => {
      const tau = correlator(
        rows.map(([x]) => x),
        rows.map(([, y]) => y),
      )(Float64Array.from(rows, ([, , weight]) => weight)).tauB();
      const expected = tauByPairs(rows.flatMap(([x, y, weight]) => Array.from({ length: weight }, () => [x, y] as const)));
      if (Number.isNaN(expected)) expect(tau).toBeNaN();
      else expect(tau).toBeCloseTo(expected, 10);
    }),
  );
});

function tauByPairs(rows: readonly (readonly [number, number])[]): number {
  let [sum, untiedX, untiedY] = [0, 0, 0];
  rows.forEach(([x, y], index) => {
    for (const [otherX, otherY] of rows.slice(index + 1)) {
      sum += Math.sign(x - otherX) * Math.sign(y - otherY);
      untiedX += Number(x !== otherX);
      untiedY += Number(y !== otherY);
    }
  });
  return untiedX === 0 || untiedY === 0 ? Number.NaN : sum / Math.sqrt(untiedX * untiedY);
}

test("leave-one-out agreement matches AlpacaEval's toy: 0.75 with one other, 0.875 with the mode of three", () => {
  const items = ["1111", "2221"].map((labels) => [...labels]);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(items.map(leaveOneOut))).toBe(0.875);
  const withOneOther = items.map((labels) =>
    mean(labels.flatMap((label, index) => labels.filter((_, other) => other !== index).map((other) => matchWithMode(label, [other])))),
  );
  expect(mean(withOneOther)).toBe(0.75);
});

test("tied modes count by the chance of drawing the one that matches", () => {
  expect(matchWithMode("a", ["a", "b"])).toBe(0.5);
  expect(matchWithMode("c", ["a", "b"])).toBe(0);
  expect(matchOfModes(["a", "b"], ["a", "b"])).toBe(0.5);
  // Left out in turn, the three others have modes b (a|b tie for the second and third), so the judge's b is worth 1, ½, ½.
  expect(leaveOneOutOf("b", ["a", "b", "b"])).toBeCloseTo((1 + 0.5 + 0.5) / 3, 14);
});

const drawnPairs = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("a", "b", "c")), { minLength: 1, maxLength: 30 });
const asPairs = (drawn: readonly (readonly [string, string])[]) =>
  drawn.map(([one, other], index) => ({ cluster: String(index), first: one, second: other }));

test("renaming the classes or turning the judges round changes no coefficient", () => {
  const names = new Map([
    ["a", "z"],
    ["b", "x"],
    ["c", "y"],
  ]);
  fc.assert(
    fc.property(drawnPairs, (drawn) => {
      const figures = (pairs: readonly VotePair<string>[], classes: readonly string[]) =>
        [cohenKappa(pairs), scottPi(pairs, classes), gwetAc(pairs, classes), weightedKappa(pairs, classes, "quadratic")].map((each) => {
          const value = valueOf(each);
          // Summed in another order, zero may come out a last digit below itself.
          return typeof value === "number" ? Math.round(value * 1e10) + 0 : "undefined";
        });
      const pairs = asPairs(drawn);
      const renamed = pairs.map((pair) => ({ ...pair, first: names.get(pair.first) ?? "", second: names.get(pair.second) ?? "" }));
      const turned = pairs.map(({ cluster, first: one, second: other }) => ({ cluster, first: other, second: one }));
      expect(figures(renamed, ["z", "x", "y"])).toEqual(figures(pairs, ["a", "b", "c"]));
      expect(figures(turned, ["a", "b", "c"])).toEqual(figures(pairs, ["a", "b", "c"]));
    }),
  );
});

test("of two raters Krippendorff's alpha approaches Scott's pi by the correction for small samples", () => {
  fc.assert(
    fc.property(drawnPairs, (drawn) => {
      const pairs = asPairs(drawn);
      const [pi, alpha] = [
        valueOf(scottPi(pairs, ["a", "b", "c"])),
        valueOf(nominalAlpha(pairs.map(({ cluster, first: one, second: other }) => ({ cluster, values: [one, other] })))),
      ];
      if (typeof pi !== "number" || typeof alpha !== "number") return;
      expect(alpha).toBeCloseTo(pi + (1 - pi) / (2 * pairs.length), 10);
    }),
  );
});
