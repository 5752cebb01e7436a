import { columnRoles } from "../export/column-roles.ts";
import { exportFormats, exportLayouts, reasoningForms, trainers } from "../export/forms.ts";
import type { FormField } from "./cell-kind.ts";

/** The controls of an export cell's form. */
export const exportFields: readonly FormField[] = [
  { key: "from", label: "Rows from", control: { type: "source" } },
  { key: "format", label: "Format", control: { type: "choice", options: exportFormats } },
  {
    key: "trainer",
    label: "Trainer",
    help: "Adds the files that start a run there.",
    when: { key: "format", in: ["sft", "preference", "unpaired"] },
    control: { type: "choice", options: trainers },
  },
  {
    key: "layout",
    label: "Layout",
    when: { key: "format", in: ["sft", "preference", "unpaired"] },
    control: { type: "choice", options: exportLayouts },
  },
  {
    key: "reasoning",
    label: "Reasoning traces",
    when: { key: "format", in: ["sft"] },
    control: { type: "choice", options: reasoningForms },
  },
  {
    key: "pairs",
    label: "Pairs of scores",
    help: "Where answers were scored, not compared.",
    when: { key: "format", in: ["preference"] },
    control: { type: "choice", options: ["best-worst", "all"] },
  },
  {
    key: "min_margin",
    label: "Least margin",
    help: "Scores this close are a tie.",
    when: { key: "format", in: ["preference"] },
    control: { type: "number", min: 0 },
  },
  {
    key: "threshold",
    label: "Desirable from",
    help: "The score; needed where answers were scored.",
    when: { key: "format", in: ["unpaired"] },
    control: { type: "number" },
  },
  {
    key: "criteria",
    label: "Verdicts on criteria",
    help: "A rubric judge's table, such as scores_criteria.",
    when: { key: "format", in: ["rewards"] },
    control: { type: "source" },
  },
  { key: "rubric", label: "Rubric", when: { key: "format", in: ["prompts-rubric"] }, control: { type: "source" } },
  {
    key: "scores",
    label: "Scores from",
    help: "Judges' and people's tables about these answers.",
    when: { key: "format", in: ["all"] },
    control: { type: "sources" },
  },
  { key: "path", label: "Folder", control: { type: "path" } },
  { key: "overwrite", label: "Replace edited files", help: "Of an earlier export in this folder.", control: { type: "switch" } },
  { key: "split.test", label: "Test share", help: "Of the prompts.", control: { type: "number", min: 0, max: 1, step: 0.05 } },
  { key: "split.seed", label: "Split seed", control: { type: "number", step: 1 } },
  { key: "max_length", label: "Most tokens a row", control: { type: "number", min: 1, step: 1 } },
  { key: "over_long", label: "Longer rows", control: { type: "choice", options: ["drop", "refuse"] } },
  { key: "license", label: "Licence", help: "An identifier such as cc-by-4.0.", control: { type: "line" } },
  { key: "card", label: "Dataset card", control: { type: "switch", isOnByDefault: true } },
  { key: "measures", label: "Measures in the card", control: { type: "sources" } },
  {
    key: "upload",
    label: "Upload to provider",
    help: "For fine-tuning there.",
    when: { key: "trainer", in: ["openai"] },
    control: { type: "line" },
  },
  { key: "push.repo", label: "Push to the hub", help: "A dataset repository, user/name.", control: { type: "line" } },
  {
    key: "push.private",
    label: "Private repository",
    when: { key: "push.repo", in: "any" },
    control: { type: "switch", isOnByDefault: true },
  },
  { key: "push.update", label: "Commit to one that exists", when: { key: "push.repo", in: "any" }, control: { type: "switch" } },
  ...columnRoles.map((role): FormField => ({ key: `columns.${role}`, label: role, control: { type: "column" } })),
];
