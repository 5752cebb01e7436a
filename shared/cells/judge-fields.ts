import type { FormField } from "./cell-kind.ts";

const pairs = { key: "mode", in: ["pairwise", "tournament"] };
const scored = { key: "mode", in: ["pointwise", "reference"] };
const direct = { key: "mode", in: ["pairwise", "tournament", "pointwise", "reference"] };
const rubric = { key: "mode", in: ["rubric"] };
const tournament = { key: "mode", in: ["tournament"] };

/** The form of a judge: each key where it has an effect. */
export const judgeFields: readonly FormField[] = [
  { key: "from", label: "Answers from", control: { type: "source" } },
  {
    key: "mode",
    label: "Mode",
    control: { type: "choice", options: ["pairwise", "pointwise", "rubric", "reference", "tournament"] },
  },
  { key: "judges", label: "Judges", control: { type: "models" } },
  {
    key: "jury",
    label: "Jury",
    help: "Pools the judges into one verdict more; every member's own stays.",
    control: { type: "choice", options: ["majority", "mean"] },
  },
  { key: "rubric", label: "Rubric", help: "A rubric cell.", when: rubric, control: { type: "source" } },
  {
    key: "ask",
    label: "One call for",
    help: "One call a criterion keeps criteria apart and costs as many calls.",
    when: rubric,
    control: { type: "choice", options: ["answer", "criterion"] },
  },
  {
    key: "tournament.scheme",
    label: "Scheme",
    help: "adaptive: plays the pairs that tell most, until neighbours in the ranking are apart.",
    when: tournament,
    control: { type: "choice", options: ["round-robin", "knockout", "swiss", "adaptive"] },
  },
  {
    key: "tournament.players",
    label: "Players",
    help: "Models over all items, or the answers to each item among themselves.",
    when: tournament,
    control: { type: "choice", options: ["models", "answers"] },
  },
  {
    key: "tournament.rounds",
    label: "Rounds",
    help: "Of a Swiss tournament.",
    when: tournament,
    control: { type: "number", min: 1, step: 1 },
  },
  {
    key: "tournament.matches",
    label: "Items a match",
    help: "Items that decide one match between models.",
    when: tournament,
    control: { type: "number", min: 1, step: 1 },
  },
  { key: "tournament.max_calls", label: "Calls at most", when: tournament, control: { type: "number", min: 1, step: 1 } },
  {
    key: "tournament.separated",
    label: "Stop when apart at",
    help: "How sure the order of neighbours must be, above 0.5.",
    when: tournament,
    control: { type: "number", min: 0.5, max: 1, step: 0.01 },
  },
  {
    key: "constitution",
    label: "Constitution",
    help: "Each pair is judged by one of its principles, drawn by the seed of draws.",
    when: pairs,
    control: { type: "source" },
  },
  {
    key: "criteria",
    label: "Criteria",
    when: direct,
    control: { type: "paragraph" },
  },
  {
    key: "reference",
    label: "Reference column",
    help: "A right answer the judge is shown.",
    control: { type: "column" },
  },
  { key: "scale.min", label: "Scale from", when: scored, control: { type: "number", step: 1 } },
  { key: "scale.max", label: "Scale to", when: scored, control: { type: "number", step: 1 } },
  { key: "scale.levels", label: "Levels", help: "A line each, such as 1: wrong.", when: scored, control: { type: "levels" } },
  {
    key: "pairs",
    label: "Pairs",
    help: "All pairs of answers to an item, each with the baseline, or one at random.",
    when: { key: "mode", in: ["pairwise"] },
    control: { type: "choice", options: ["all", "baseline", "random"] },
  },
  { key: "baseline", label: "Baseline", when: { key: "pairs", in: ["baseline"] }, control: { type: "model" } },
  {
    key: "orders",
    label: "Orders",
    help: "Both orders show position bias; they cost two calls a pair.",
    when: pairs,
    control: { type: "choice", options: ["both", "random", "fixed"] },
  },
  { key: "repeats", label: "Repeats", help: "Asked again with another sample index.", control: { type: "number", min: 1, step: 1 } },
  {
    key: "confidence",
    label: "Confidence",
    help: "Where p comes from: token log-probabilities, the share among repeats, the judge's own words, or the verdict alone.",
    when: direct,
    control: { type: "choice", options: ["none", "logprobs", "samples", "stated"] },
  },
  {
    key: "explain",
    label: "Explains itself",
    help: "Off: the reply is the verdict alone, so that its log-probabilities are the judge's own.",
    control: { type: "switch", isOnByDefault: true },
  },
  {
    key: "refine",
    label: "Reads again",
    help: "The judge is shown its verdict and may change it; the first is kept.",
    control: { type: "switch" },
  },
  {
    key: "clamp",
    label: "Clamp p",
    help: "Cut to this range, such as 0.4 to 0.6 after an explanation.",
    when: pairs,
    control: { type: "range", min: 0, max: 1 },
  },
  { key: "temperature", label: "Temperature", control: { type: "number", min: 0, max: 2, step: 0.1 } },
  { key: "top_p", label: "Top-p", control: { type: "number", min: 0, max: 1, step: 0.05 } },
  { key: "max_tokens", label: "Max tokens", control: { type: "number", min: 1, step: 1 } },
  { key: "seed", label: "Seed", help: "Sent to the model.", control: { type: "number", step: 1 } },
  { key: "stop", label: "Stop at", help: "Texts that end a reply.", control: { type: "texts" } },
  { key: "draw", label: "Seed of draws", help: "Decides random pairs, orders and principles.", control: { type: "number", step: 1 } },
  {
    key: "prompt",
    label: "Prompt",
    help: "A prompt cell, or a template, in place of the default one.",
    control: { type: "prompt" },
  },
  { key: "question", label: "Question column", help: "The last user message when left empty.", control: { type: "column" } },
  { key: "response", label: "Response column", control: { type: "column" } },
];
