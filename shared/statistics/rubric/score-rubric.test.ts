import fc from "fast-check";
import { expect, test } from "vitest";
import type { Aggregate } from "../../rubric/criterion.ts";
import { holisticId, holisticShare, pitfallSigns, reportedMean, type ScoredCriterion, scoreRubric } from "./score-rubric.ts";

const points = (...weights: readonly number[]): readonly ScoredCriterion[] =>
  weights.map((weight, index) => ({ id: `c${index}`, type: weight < 0 ? "pitfall" : "principle", weight }));
const given = (...shares: readonly (number | null)[]) => new Map(shares.map((share, index) => [`c${index}`, share]));

test("HealthBench: 5 and −4 of 8 points are 0.125; −4 alone stays negative, and only the mean is clipped", () => {
  const criteria = points(5, 3, -4);
  const scores = [given(1, 0, 1), given(0, 0, 1)].map((verdicts) => scoreRubric(criteria, verdicts, "points").score);
  expect(scores).toEqual([0.125, -0.5]);
  expect(reportedMean(scores.map(Number))).toBe(0);
  expect(reportedMean([0.5, -0.25])).toBe(0.125);
  expect(reportedMean([])).toBeNull();
});

test("Rubrics as Rewards: essential and an avoided pitfall of four weights", () => {
  const criteria: readonly ScoredCriterion[] = [
    { id: "c0", type: "principle", weight: 1 },
    { id: "c1", type: "principle", weight: 0.7 },
    { id: "c2", type: "principle", weight: 0.3 },
    { id: "c3", type: "pitfall", weight: 0.9 },
  ];
  expect(scoreRubric(criteria, given(1, 0, 0, 1), "weighted")).toMatchObject({ score: 1.9 / 2.9, met: 2, missing: 0, of: 4 });
});

const gatedCriteria: readonly ScoredCriterion[] = [
  { id: "c0", type: "rule", weight: 1 },
  ...["c1", "c2", "c3", "c4"].map((id): ScoredCriterion => ({ id, type: "principle", weight: 1 })),
];

test("a failed hard rule makes a gated score 0; a passed one counts for nothing", () => {
  expect(scoreRubric(gatedCriteria, given(0, 1, 1, 1, 1), "gated")).toMatchObject({ score: 0, gatePassed: false });
  expect(scoreRubric(gatedCriteria, given(1, 1, 0, 1, 0), "gated")).toMatchObject({ score: 0.5, gatePassed: true });
  expect(scoreRubric(gatedCriteria.slice(0, 1), given(1), "gated")).toMatchObject({ score: 1, gatePassed: true });
});

test("a hard rule without a verdict leaves the gate open and the score undefined", () => {
  const scored = scoreRubric(gatedCriteria, given(null, 1, 1, 1, 1), "gated");
  expect(scored).toMatchObject({ score: null, gatePassed: null, missing: 1 });
  expect(scored.reason).toMatch(/hard rule/);
  expect(scoreRubric(gatedCriteria, given(null, 1, 1, 1, 1), "weighted").score).toBe(1);
});

test("a missing verdict leaves numerator and denominator, and more than a fifth missing leaves no score", () => {
  expect(scoreRubric(points(1, 1, 1, 1, 6), given(1, 1, 0, 1, null), "weighted").score).toBe(0.75);
  expect(scoreRubric(points(1, 1, 1, 1), given(1, 1, 0, null), "weighted")).toMatchObject({
    score: null,
    reason: "1 of 4 criteria have no readable verdict",
  });
});

test("part of a criterion counts only on a declared scale", () => {
  const [declared, undeclared] = [points(1, 1, 1, 1, 1).map((each) => ({ ...each, levels: 4 })), points(1, 1, 1, 1, 1)];
  expect(scoreRubric(declared, given(0.5, 1, 1, 1, 1), "weighted").score).toBe(0.9);
  expect(scoreRubric(undeclared, given(0.5, 1, 1, 1, 1), "weighted")).toMatchObject({ score: 1, missing: 1 });
  expect(scoreRubric(declared, given(7, 1, 1, 1, 1), "weighted")).toMatchObject({ score: 1, missing: 1 });
});

test("what has nothing to win is undefined, never 0", () => {
  expect(scoreRubric(points(-1, -2), given(0, 0), "points")).toMatchObject({ score: null });
  expect(scoreRubric([], new Map(), "weighted").reason).toBe("the rubric has no criteria");
});

test("a holistic rating of 1 to 10 becomes (x − 1) / 9, off the scale nothing", () => {
  expect(scoreRubric(points(1), new Map([[holisticId, holisticShare(4)]]), "holistic").score).toBeCloseTo(1 / 3, 12);
  expect(scoreRubric(points(1), new Map([[holisticId, holisticShare(11)]]), "holistic")).toMatchObject({ score: null, missing: 1 });
});

test("pitfalls worded both ways are told from those worded one way", () => {
  expect(pitfallSigns(points(1, 2))).toBe("none");
  expect(pitfallSigns(points(1, -2))).toBe("negative");
  expect(pitfallSigns([{ id: "x", type: "pitfall", weight: 0.9 }])).toBe("positive");
  expect(pitfallSigns([{ id: "x", type: "pitfall", weight: 0.9 }, ...points(-1)])).toBe("mixed");
});

test("the order of criteria and the size of weights change no score", () => {
  const aggregates = fc.constantFrom<Aggregate>("weighted", "gated", "points");
  const criterion = fc.record({ weight: fc.integer({ min: 1, max: 9 }), share: fc.constantFrom(0, 1), isRule: fc.boolean() });
  fc.assert(
    fc.property(fc.array(criterion, { minLength: 1 }), aggregates, (drawn, aggregate) => {
      const criteria = drawn.map(({ weight, isRule }, index): ScoredCriterion => {
        return { id: `c${index}`, weight, type: isRule ? "rule" : "principle" };
      });
      const verdicts = given(...drawn.map(({ share }) => share));
      const scored = scoreRubric(criteria, verdicts, aggregate);
      const scaled = criteria.map((each) => ({ ...each, weight: each.weight * 8 })).reverse();
      expect(scoreRubric(scaled, verdicts, aggregate)).toEqual(scored);
      expect(scored.score).toBeGreaterThanOrEqual(0);
      expect(scored.score).toBeLessThanOrEqual(1);
    }),
  );
});
