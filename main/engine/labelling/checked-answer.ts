import { AssayError } from "#shared/assay-error.ts";
import { type LabelAnswer, type SeenAnswer, type ShownOrder, settledAnswer } from "#shared/labelling/label-answer.ts";
import type { LabelItem } from "#shared/labelling/label-item.ts";
import { criteriaFor, type LabelQueue } from "#shared/labelling/label-queue.ts";

const wanted = { pairwise: "choice", score: "score", accept: "accept", rubric: "rubric" } as const;

/** The answer by side, once it is one that the cell asks for. Throws unsupported. */
export function checkedAnswer(queue: LabelQueue, item: LabelItem, order: ShownOrder, seen: SeenAnswer): LabelAnswer {
  const problem = problemWith(queue, item, seen);
  if (problem === null) return settledAnswer(seen, order);
  throw new AssayError("unsupported", problem, { hint: "The cell may have been edited since; open the item again." });
}

function problemWith(queue: LabelQueue, item: LabelItem, seen: SeenAnswer): string | null {
  if (seen.type === "skip") return null;
  if (seen.type !== wanted[queue.ask]) return `This cell asks for ${queue.ask}, and the answer is a ${seen.type}.`;
  if (seen.type === "score") {
    const { min, max } = queue.scale ?? { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
    return Number.isInteger(seen.score) && seen.score >= min && seen.score <= max
      ? null
      : `${seen.score} is no score from ${min} to ${max}.`;
  }
  if (seen.type !== "rubric") return null;
  const criteria = criteriaFor(queue, item);
  const known = new Set(criteria.map(({ id }) => id));
  const unknown = Object.keys(seen.criteria).find((id) => !known.has(id));
  if (unknown !== undefined) return `The rubric has no criterion \`${unknown}\`.`;
  for (const { id, levels } of criteria) {
    const said = seen.criteria[id];
    if (said === undefined) return `The criterion \`${id}\` has no answer.`;
    const most = levels === null ? 1 : levels.length - 1;
    if (said !== null && !(Number.isInteger(said) && said >= 0 && said <= most)) return `${said} is no answer to the criterion \`${id}\`.`;
  }
  return null;
}
