import { AssayError } from "#shared/assay-error.ts";
import type { RubricBody } from "#shared/cells/rubric.ts";
import { type Aggregate, countTypes, criterionOf, inherit, type RubricCriterion } from "#shared/rubric/criterion.ts";
import { rubricProblems, writtenProblems } from "#shared/rubric/rubric-problems.ts";
import { criterionRow, rubricSchema } from "#shared/rubric/rubric-table.ts";
import { capitalised } from "#shared/words.ts";
import type { CallProgram, CellRunner, RunContext } from "../cell-runner.ts";
import { rubricNamed } from "./named.ts";
import { writeRubrics } from "./writer.ts";

/** One row a criterion; where a model writes criteria for each prompt, one an item and criterion, and one a call. */
export const runRubric: CellRunner<RubricBody> = {
  type: "calls",
  models: (body) => (body.per_prompt === undefined ? [] : [body.per_prompt.model]),
  expect: (body, input) => {
    const { per_prompt: perPrompt, criteria } = body;
    if (perPrompt === undefined) return { calls: 0, shape: { rows: criteria.length, perItem: 1 } };
    if (input === null || input.perItem < 1) return null;
    const items = input.rows / input.perItem;
    const perItem = criteria.length + (perPrompt.min + perPrompt.max) / 2;
    return { calls: items, shape: { rows: items * perItem, perItem } };
  },
  program: async (context, tryRows) => {
    const { body } = context;
    const base = body.base === undefined ? null : await baseOf(context, body.base);
    const aggregate = body.aggregate ?? base?.aggregate ?? "weighted";
    const common = commonCriteria(body, base?.criteria ?? [], aggregate);
    if (body.per_prompt !== undefined) return writeRubrics(context, { ...body.per_prompt, common, aggregate }, tryRows);
    return fixedProgram(context.name, common, aggregate);
  },
};

/** Rows without calls: each criterion is a unit that is done before anything is asked. */
function fixedProgram(name: string, criteria: readonly RubricCriterion[], aggregate: Aggregate): CallProgram {
  return {
    size: criteria.length,
    chained: false,
    laneOf: () => "",
    tables: [{ name, schema: rubricSchema(false) }],
    summary: () => `${countTypes(criteria)} · ${aggregate}`,
    unit: (index) => {
      const criterion = criteria[index];
      if (criterion === undefined) throw new RangeError(`criterion ${index} of ${criteria.length}`);
      const rows = [{ table: name, row: criterionRow(criterion, aggregate, null) }];
      return { label: criterion.id, step: () => ({ type: "done", rows, ending: { type: "kept" } }) };
    },
  };
}

async function baseOf(
  context: RunContext<RubricBody>,
  name: string,
): Promise<{ readonly criteria: readonly RubricCriterion[]; readonly aggregate: Aggregate }> {
  const { rubric } = await rubricNamed(context, name, "base");
  if (rubric.perItem === null) return { criteria: rubric.common, aggregate: rubric.aggregate };
  throw new AssayError("cell-invalid", `\`${name}\` has criteria of its own for each prompt, so nothing can be built on it.`, {
    hint: `Name the rubric that ${name} is itself built on.`,
    place: { key: "base" },
  });
}

/** Inherited and own criteria together. Throws cell-invalid for what only shows once they stand side by side. */
function commonCriteria(body: RubricBody, base: readonly RubricCriterion[], aggregate: Aggregate): readonly RubricCriterion[] {
  const common = inherit(base, body.criteria.map(criterionOf));
  const [own] = writtenProblems(body.criteria, aggregate);
  if (own !== undefined) throw mistake(own.sentence, own.at === null ? "criteria" : `criteria.${own.at}.${own.key}`);
  const [problem] = rubricProblems(common, aggregate);
  if (problem === undefined) return common;
  const criterion = problem.at === null ? undefined : common[problem.at];
  const origin = criterion === undefined ? "" : criterion.origin === "base" ? `\`${criterion.id}\`, inherited: ` : `\`${criterion.id}\`: `;
  throw mistake(`${origin}${problem.sentence}`, "base");
}

function mistake(sentence: string, key: string): AssayError {
  return new AssayError("cell-invalid", `${capitalised(sentence)}.`, { place: { key } });
}
