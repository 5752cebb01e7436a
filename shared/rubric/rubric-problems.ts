import { pitfallSigns } from "../statistics/rubric/score-rubric.ts";
import { type Aggregate, type Criterion, criterionOf, scored, type WrittenCriterion } from "./criterion.ts";

/** A mistake in a rubric. `at` counts its criteria; null where it concerns them all. `sentence` says what to do. */
export type RubricProblem = { readonly at: number | null; readonly key: string; readonly sentence: string };

const mostPoints = 10;

/** What is wrong with criteria as they are written in a cell: what a default would hide, and all of `rubricProblems`. */
export function writtenProblems(criteria: readonly WrittenCriterion[], aggregate: Aggregate | undefined): readonly RubricProblem[] {
  const problems = criteria.flatMap((criterion, at) => {
    const found: RubricProblem[] = [];
    const levels = criterion.levels === undefined ? null : levelProblem(Object.keys(criterion.levels));
    if (levels !== null) found.push({ at, key: "levels", sentence: levels });
    if (criterion.levels !== undefined && criterion.check !== undefined)
      found.push({ at, key: "check", sentence: "a check is met or not met; leave out `levels`" });
    if (criterion.priority === "pitfall" && criterion.type !== "pitfall")
      found.push({ at, key: "priority", sentence: "only a criterion of `type: pitfall` has this priority" });
    if (aggregate === "points" && criterion.weight === undefined)
      found.push({ at, key: "weight", sentence: "`aggregate: points` needs the points of every criterion as its `weight`" });
    return found;
  });
  return [...problems, ...rubricProblems(criteria.map(criterionOf), aggregate)];
}

/** What is wrong with the criteria of a rubric together, inherited ones included. */
export function rubricProblems(criteria: readonly Criterion[], aggregate: Aggregate | undefined): readonly RubricProblem[] {
  const first = new Map<string, number>();
  const problems = criteria.flatMap((criterion, at) => {
    const found: RubricProblem[] = [];
    const before = first.get(criterion.id);
    if (before !== undefined)
      found.push({ at, key: "id", sentence: `\`${criterion.id}\` is also the id of criterion ${before + 1}; give one of them another` });
    else first.set(criterion.id, at);
    const weight = weightProblem(criterion, aggregate);
    if (weight !== null) found.push({ at, key: "weight", sentence: weight });
    if (aggregate === "holistic" && criterion.check !== null)
      found.push({
        at,
        key: "check",
        sentence: "`aggregate: holistic` takes one rating for all criteria, so a check could not count; leave it out, or use `weighted`",
      });
    return found;
  });
  if (pitfallSigns(criteria.map(scored)) !== "mixed") return problems;
  return [
    ...problems,
    {
      at: criteria.findIndex(({ type, weight }) => type === "pitfall" && weight < 0),
      key: "weight",
      sentence:
        "some pitfalls weigh positively and some negatively, which would punish one twice and reward another; word all as “avoids …” with positive weights, or name what is bad in all and weigh negatively",
    },
  ];
}

function levelProblem(keys: readonly string[]): string | null {
  if (keys.length < 2) return "levels need at least a 0 and a 1";
  const isInOrder = keys.every((key) => /^\d+$/.test(key)) && keys.map(Number).every((level, at) => level === at);
  return isInOrder ? null : `levels count up from 0 without a gap: ${keys.map((_, at) => at).join(", ")}`;
}

function weightProblem({ type, weight }: Criterion, aggregate: Aggregate | undefined): string | null {
  if (!Number.isFinite(weight)) return "a weight is a finite number";
  if (weight === 0) return "a criterion that weighs 0 counts for nothing; remove it, or give it a weight";
  if (weight < 0 && type !== "pitfall")
    return `only a pitfall may weigh negatively; make this ${type}'s weight positive, or its type \`pitfall\``;
  if (aggregate === "points" && Math.abs(weight) > mostPoints) return `points go from -${mostPoints} to ${mostPoints}`;
  return null;
}
