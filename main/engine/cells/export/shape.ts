import { AssayError } from "#shared/assay-error.ts";
import type { ExportBody } from "#shared/cells/export.ts";
import type { Shaped } from "#shared/export/example.ts";
import { allForm } from "#shared/export/form-all.ts";
import { type FormInput, formInput, type SourceKind } from "#shared/export/form-input.ts";
import { preferenceForm } from "#shared/export/form-preference.ts";
import { promptsForm } from "#shared/export/form-prompts.ts";
import { rewardsForm } from "#shared/export/form-rewards.ts";
import { sftForm } from "#shared/export/form-sft.ts";
import { unpairedForm } from "#shared/export/form-unpaired.ts";
import type { ExportFormat } from "#shared/export/forms.ts";
import type { Origins } from "#shared/export/provenance.ts";
import { readRubric } from "#shared/rubric/rubric-table.ts";
import type { InputTable, RunContext } from "../cell-runner.ts";

/** What each form can be made of, best first. */
const sources: { readonly [format in ExportFormat]: readonly SourceKind[] } = {
  sft: ["comparisons", "answers", "pairs"],
  preference: ["comparisons", "pairs", "scores"],
  unpaired: ["comparisons", "pairs", "labels", "scores"],
  rewards: ["scores"],
  "prompts-rubric": ["prompts"],
  all: ["rows"],
};

/** The cell's table in its form. Throws column-missing, data-unreadable. */
export async function shapeRows(context: RunContext<ExportBody>, input: InputTable, origins: Origins): Promise<Shaped> {
  const { body, inputs } = context;
  const table = { table: input.table, schema: input.schema, rows: input.rows, columns: body.columns };
  const options = { pairs: body.pairs, minMargin: body.min_margin, threshold: body.threshold ?? null };
  const read = (): FormInput => formInput(table, sources[body.format], { origins, options });
  switch (body.format) {
    case "sft":
      return sftForm(read());
    case "preference":
      return preferenceForm(read());
    case "unpaired":
      return unpairedForm(read());
    case "rewards":
      return rewardsForm(read(), body.criteria === undefined ? null : (await inputs.table(body.criteria)).rows);
    case "prompts-rubric":
      return promptsForm(read(), await rubricOf(context));
    case "all": {
      const judged = await Promise.all(body.scores.map(async (name) => ({ table: name, rows: (await inputs.table(name)).rows })));
      return allForm(read(), judged);
    }
  }
}

async function rubricOf({ body, inputs }: RunContext<ExportBody>) {
  const name = body.rubric ?? "";
  const rubric = readRubric((await inputs.table(name)).rows);
  if (rubric !== null) return rubric;
  throw new AssayError("column-missing", `\`${name}\` is no rubric's table.`, {
    hint: "Name a rubric cell, or a table with its columns.",
    place: { key: "rubric" },
  });
}
