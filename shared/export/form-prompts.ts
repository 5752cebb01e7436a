import { type ColumnType, double, type Row, text } from "../data/table.ts";
import type { RubricCriterion } from "../rubric/criterion.ts";
import type { Rubric } from "../rubric/rubric-table.ts";
import { hasLoneSurrogate, promptKeyOf, readAnswerText, readPrompt } from "./chat-messages.ts";
import type { Example, LeftOut, Shaped } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import { teacherProvenance } from "./provenance.ts";
import { itemOf, notUnicode, promptValue, textIn, valueOf } from "./read-answer.ts";

/** A criterion as a verifier reads it; levels and checks are JSON, since no two have the same fields. */
export const rubricType: ColumnType = {
  type: "list",
  item: {
    type: "struct",
    fields: [
      { name: "id", type: text },
      { name: "text", type: text },
      { name: "type", type: text },
      { name: "weight", type: double },
      { name: "priority", type: text },
      { name: "levels", type: text },
      { name: "check", type: text },
    ],
  },
};

/** Each prompt once, with the criteria an answer to it is to be held against, for training with a verifier. */
export function promptsForm(input: FormInput, rubric: Rubric): Shaped {
  const { roles, rows, origins } = input;
  const seen = new Set<string>();
  const examples: Example[] = [];
  const leftOut: LeftOut[] = [];
  for (const [at, row] of rows.entries()) {
    const item = textIn(row, roles, "item");
    const prompt = readPrompt(promptValue(row, roles));
    const criteria = rubric.perItem === null ? rubric.common : (rubric.perItem.get(item) ?? null);
    const reason = !prompt.ok
      ? prompt.reason
      : prompt.messages.some(({ content }) => hasLoneSurrogate(content))
        ? notUnicode
        : criteria === null
          ? "no criteria for this item"
          : null;
    if (!prompt.ok || criteria === null || reason !== null) {
      leftOut.push({ row: at + 1, item, end: { type: "failed", reason: reason ?? "unreadable" } });
      continue;
    }
    const key = promptKeyOf(prompt.messages);
    if (seen.has(key)) {
      leftOut.push({ row: at + 1, item, end: { type: "filtered", reason: "same prompt again" } });
      continue;
    }
    seen.add(key);
    examples.push({
      row: at + 1,
      item,
      prompt: prompt.messages,
      content: {
        type: "prompts-rubric",
        rubric: criteria.map(criterionRow),
        reference: readAnswerText(valueOf(row, roles, "reference")),
      },
      provenance: {
        ...teacherProvenance(itemOf(row, roles, prompt.messages), prompt.messages, [], origins),
        assay_aggregate: rubric.aggregate,
        assay_rubric_version: origins.rubricVersion,
      },
    });
  }
  return { examples, leftOut };
}

function criterionRow({ id, text: wording, type, weight, priority, levels, check }: RubricCriterion): Row {
  return {
    id,
    text: wording,
    type,
    weight,
    priority,
    levels: levels === null ? null : JSON.stringify(levels),
    check: check === null ? null : JSON.stringify(check),
  };
}
