import { AssayError } from "../assay-error.ts";
import type { ExportBody } from "../cells/export.ts";
import type { Row } from "../data/table.ts";
import { readRubric } from "../rubric/rubric-table.ts";
import type { Shaped } from "./example.ts";
import { allForm } from "./form-all.ts";
import { type FormInput, type FormTable, formInput, type SourceKind } from "./form-input.ts";
import { preferenceForm } from "./form-preference.ts";
import { promptsForm } from "./form-prompts.ts";
import { rewardsForm } from "./form-rewards.ts";
import { sftForm } from "./form-sft.ts";
import { unpairedForm } from "./form-unpaired.ts";
import type { ExportFormat } from "./forms.ts";
import type { Origins } from "./provenance.ts";
import { inputOf } from "./read-answer.ts";

/** What each form can be made of, best first. */
const sources: { readonly [format in ExportFormat]: readonly SourceKind[] } = {
  sft: ["comparisons", "answers", "pairs"],
  preference: ["comparisons", "pairs", "scores"],
  unpaired: ["comparisons", "pairs", "labels", "scores"],
  rewards: ["scores"],
  "prompts-rubric": ["prompts"],
  all: ["rows"],
};

/** The tables a cell's form reads beside the one it exports, each once. */
export function tablesBeside({ format, criteria, rubric, scores }: ExportBody): readonly string[] {
  switch (format) {
    case "rewards":
      return criteria === undefined ? [] : [criteria];
    case "prompts-rubric":
      return rubric === undefined ? [] : [rubric];
    case "all":
      return [...new Set(scores)];
    case "sft":
    case "preference":
    case "unpaired":
      return [];
  }
}

/**
 * A table in the cell's form, each example with the part of its question that stands in an `input` column; `other` has the rows of
 * the tables beside it. Throws column-missing, data-unreadable.
 */
export function shapeTable(
  body: ExportBody,
  given: Omit<FormTable, "columns">,
  other: (table: string) => readonly Row[],
  origins: Origins,
): Shaped {
  const options = { pairs: body.pairs, minMargin: body.min_margin, threshold: body.threshold ?? null, reasoning: body.reasoning };
  const input: FormInput = formInput({ ...given, columns: body.columns }, sources[body.format], { origins, options });
  const { examples, leftOut } = shaped(body, input, other);
  const withInput = examples.map((example) => {
    const own = inputOf(input.rows[example.row - 1] ?? {}, input.roles, example.prompt);
    return own === undefined ? example : { ...example, input: own };
  });
  return { examples: withInput, leftOut };
}

function shaped(body: ExportBody, input: FormInput, other: (table: string) => readonly Row[]): Shaped {
  switch (body.format) {
    case "sft":
      return sftForm(input);
    case "preference":
      return preferenceForm(input);
    case "unpaired":
      return unpairedForm(input);
    case "rewards":
      return rewardsForm(input, body.criteria === undefined ? null : other(body.criteria));
    case "prompts-rubric":
      return promptsForm(input, rubricOf(body.rubric ?? "", other));
    case "all":
      return allForm(
        input,
        body.scores.map((table) => ({ table, rows: other(table) })),
      );
  }
}

function rubricOf(name: string, other: (table: string) => readonly Row[]) {
  const rubric = readRubric(other(name));
  if (rubric !== null) return rubric;
  throw new AssayError("column-missing", `\`${name}\` is no rubric's table.`, {
    hint: "Name a rubric cell, or a table with its columns.",
    place: { key: "rubric" },
  });
}
