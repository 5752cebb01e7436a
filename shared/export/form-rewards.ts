import { type ColumnType, double, type Row, text } from "../data/table.ts";
import type { Example, Shaped } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import { answerProvenance } from "./form-sft.ts";
import { judgedBy, judgesOf } from "./provenance.ts";
import { itemOf, keyText, textIn } from "./read-answer.ts";
import { scoredAnswers } from "./scored-answers.ts";

/** One criterion of one answer as one judge saw it; `met` from 0 to 1, null where it could not be read. */
export const criterionType: ColumnType = {
  type: "list",
  item: {
    type: "struct",
    fields: [
      { name: "id", type: text },
      { name: "type", type: text },
      { name: "weight", type: double },
      { name: "met", type: double },
      { name: "judge", type: text },
    ],
  },
};

/** Answers with a scalar reward, and one value a criterion where a table of verdicts on criteria is given. */
export function rewardsForm(input: FormInput, criteria: readonly Row[] | null): Shaped {
  const { answers, leftOut } = scoredAnswers(input);
  const verdicts = new Map<string, Row[]>();
  for (const row of criteria ?? []) {
    const key = answerKey(keyText(row.item), keyText(row.model), keyText(row.sample));
    const known = verdicts.get(key);
    if (known) known.push(row);
    else verdicts.set(key, [row]);
  }
  const examples = answers.map(({ row, item, prompt, response, score, rows, model }): Example => {
    const [first = {}] = rows;
    const judges = judgesOf(rows, input.roles);
    const own = answerProvenance(first, input, itemOf(first, input.roles, prompt), prompt);
    return {
      row,
      item,
      prompt,
      content: {
        type: "rewards",
        completion: response,
        reward: score,
        criteria:
          criteria === null ? null : (verdicts.get(answerKey(item, model, textIn(first, input.roles, "sample"))) ?? []).map(criterion),
      },
      provenance: {
        ...own,
        assay_judges: judges.join(", ") || null,
        assay_judged_by: judgedBy(rows, input.roles),
        assay_rubric_version: input.origins.rubricVersion,
        assay_simulated: own.assay_simulated === true || judges.some(input.origins.isSimulated),
      },
    };
  });
  return { examples, leftOut };
}

function answerKey(item: string, model: string, sample: string): string {
  return JSON.stringify([item, model, sample]);
}

function criterion(row: Row): Row {
  const number = (value: Row[string] | undefined) => (typeof value === "number" && Number.isFinite(value) ? value : null);
  return {
    id: keyText(row.criterion),
    type: typeof row.type === "string" ? row.type : null,
    weight: number(row.weight),
    met: number(row.met),
    judge: keyText(row.judge) || null,
  };
}
