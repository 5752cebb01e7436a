import { expect, test } from "vitest";
import type { Judgement } from "../judgement.ts";
import { alternativeTest } from "./alternative-test.ts";
import { accuraciesOf, fitDawidSkene, keepsLabels, majorityShares } from "./dawid-skene.ts";
import { panelOf } from "./panel.ts";
import { votePatterns } from "./vote-patterns.ts";

// numpy 1.24, scipy 1.10.1 and statsmodels 0.13.5 of Debian 12. i = np.arange(120); t = np.minimum((i*29+3) % 7 // 3, 2)
// h = (i*(31+6*j)+17*j) % 97; L[:, j] = np.where(h < [12, 20, 35, 50][j], (t+1+h%2) % 3, t); L[i % 5 == 0, 3] = -1
const names = ["ann", "bob", "cid", "judge"];
const judgements = Array.from({ length: 120 }, (_, i) => {
  const truth = Math.min(2, Math.floor(((i * 29 + 3) % 7) / 3));
  return names.flatMap((judge, j): readonly Judgement[] => {
    if (j === 3 && i % 5 === 0) return [];
    const hash = (i * (31 + 6 * j) + 17 * j) % 97;
    const label = hash < ([12, 20, 35, 50][j] ?? 0) ? (truth + 1 + (hash % 2)) % 3 : truth;
    return [{ item: `i${i}`, judge, value: `c${label}`, ...(j < 3 ? { isPerson: true } : {}) }];
  });
}).flat();
const panel = panelOf(judgements);

test("Dawid and Skene's fit matches the same steps in numpy", () => {
  // T = vote shares; p, C from T's counts + .01; T = softmax(log p + sum log C[j][:, L[:, j]]); until abs(N - T).max() < 1e-6
  const patterns = votePatterns(panel.items, names, []);
  const weights = new Float64Array(patterns.count);
  for (const pattern of patterns.patternOf) weights[pattern] = (weights[pattern] as number) + 1;
  const fit = fitDawidSkene(patterns, weights, majorityShares(patterns));
  expect(patterns.count).toBeLessThan(120);
  expect(fit).toMatchObject({ rounds: 143, isConverged: true, logLikelihood: expect.closeTo(-425.5052093985317, 8) });
  [0.418310384530145, 0.4540284788723135, 0.1276611365975415].forEach((share, k) => {
    expect(fit.prior[k]).toBeCloseTo(share, 10);
  });
  const accuracies = [0.8307557827220562, 0.8423005060190734, 0.6370633845364922, 0.4712794822439625];
  accuraciesOf(patterns, fit).forEach((accuracy, j) => {
    expect(accuracy).toBeCloseTo(accuracies[j] ?? Number.NaN, 10);
  });
  expect(fit.confusion[3 * 9 + 1]).toBeCloseTo(0.3303209040861729, 10);
  expect(keepsLabels(patterns, fit)).toBe(true);
});

test("the alternative annotator test's p-values match scipy and statsmodels", () => {
  // sf = mean of L[it, 3] == L[it, k] over the others k, sh likewise of j; d = (sh >= sf) - (sf >= sh)
  // scipy.stats.ttest_1samp(d, .2, alternative="less").pvalue; multipletests(ps, method="fdr_by")
  const found = alternativeTest(panel.items, panel.people, ({ votes }) => votes.get("judge") ?? null, { kind: "class", epsilon: 0.2 });
  [0.7797491720528074, 0.858775142365509, 0.2711070144452785].forEach((p, person) => {
    expect(found.people[person]?.p).toBeCloseTo(p, 10);
  });
  [0.6458333333333334, 0.6875, 0.6666666666666666].forEach((advantage, person) => {
    expect(found.people[person]?.advantage).toBeCloseTo(advantage, 12);
  });
  expect([...found.adjusted.values()]).toEqual([1, 1, 1]);
  expect(found.winningRate).toBe(0);
});

test("scores are held against the other people by the root mean square distance", () => {
  const scored = [
    [3, 4, 8, 3],
    [5, 5, 5, 9],
  ].flatMap((scores, i) =>
    scores.map((value, j): Judgement => ({ item: `${i}`, judge: names[j] ?? "", value, ...(j < 3 ? { isPerson: true } : {}) })),
  );
  const { items, people } = panelOf(scored);
  const found = alternativeTest(items, people, ({ votes }) => votes.get("judge") ?? null, { kind: "score", epsilon: 0.2 });
  // Item 0: ann 3 against 4 and 8 as the judge; bob and cid beaten or not by 3 against (3, 8) and (3, 4). Item 1: all people agree.
  expect(found.people.map(({ rounds }) => rounds.map(({ judgeWins, personWins }) => [judgeWins, personWins]))).toEqual([
    [
      [1, 1],
      [0, 1],
    ],
    [
      [0, 1],
      [0, 1],
    ],
    [
      [1, 0],
      [0, 1],
    ],
  ]);
});
