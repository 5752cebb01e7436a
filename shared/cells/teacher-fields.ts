import { teachingMethods } from "../teaching/methods.ts";
import type { FormField } from "./cell-kind.ts";
import { carriesColumns, takesSamples } from "./teacher-contradictions.ts";

const methodsThat = (holds: (method: (typeof teachingMethods)[number]) => boolean): readonly string[] =>
  teachingMethods.filter(holds).map(({ name }) => name);
const onlyWith = (methods: readonly string[]): Pick<FormField, "when"> => ({ when: { key: "method", in: methods } });

const shared: readonly FormField[] = [
  { key: "method", label: "Method", control: { type: "choice", options: teachingMethods.map(({ name }) => name) } },
  { key: "from", label: "Rows from", control: { type: "source" }, ...onlyWith(methodsThat(({ from }) => from !== "none")) },
  {
    key: "prompt",
    label: "Prompt",
    help: "A prompt cell, or the template itself.",
    control: { type: "prompt" },
    ...onlyWith(methodsThat(({ needsPrompt }) => needsPrompt)),
  },
];

const asking = onlyWith(methodsThat(({ isFree }) => !isFree));

const sampling: readonly FormField[] = [
  { key: "models", label: "Models", control: { type: "models" }, ...asking },
  { key: "samples", label: "Samples a row", control: { type: "number", min: 1, step: 1 }, ...onlyWith(methodsThat(takesSamples)) },
  { key: "temperature", label: "Temperature", control: { type: "number", min: 0, max: 2, step: 0.1 }, ...asking },
  { key: "top_p", label: "Top-p", control: { type: "number", min: 0, max: 1, step: 0.05 }, ...asking },
  { key: "max_tokens", label: "Max tokens", control: { type: "number", min: 1, step: 1 }, ...asking },
  { key: "seed", label: "Seed", help: "Sent to the model, where its provider takes one.", control: { type: "number", step: 1 }, ...asking },
  { key: "stop", label: "Stop at", help: "Texts at which the answer ends; four at most.", control: { type: "texts" }, ...asking },
  { key: "logprobs", label: "Keep logprobs", control: { type: "switch" }, ...onlyWith(["answer"]) },
  {
    key: "top_logprobs",
    label: "Alternatives a token",
    help: "Kept with their logprobs, 20 at most.",
    control: { type: "number", min: 0, max: 20, step: 1 },
    when: { key: "logprobs", in: "any" },
  },
  {
    key: "schema",
    label: "JSON Schema of the answer",
    help: "As YAML or JSON. Answers that do not fit are asked for once more, then fail with the reason.",
    control: { type: "structure", example: "type: object\nproperties: { answer: { type: string } }\nrequired: [answer]" },
    ...onlyWith(["answer"]),
  },
  {
    key: "keep",
    label: "Columns kept",
    help: "All when left empty.",
    control: { type: "columns" },
    ...onlyWith(methodsThat(carriesColumns)),
  },
];

const acceptance: readonly FormField[] = [
  {
    key: "skip",
    label: "Skip rows where",
    help: "A Jinja expression: question | length > 400",
    control: { type: "line" },
    ...onlyWith(methodsThat(({ from }) => from !== "none")),
  },
  { key: "accept", label: "Accept rows where", help: "Of the new rows; the others go to a table of their own.", control: { type: "line" } },
  {
    key: "until",
    label: "Until accepted",
    help: "Goes on until so many rows are.",
    control: { type: "number", min: 1, step: 1 },
    ...asking,
  },
  {
    key: "candidates",
    label: "Candidates",
    help: "Rows asked for at most; four times that number when left empty.",
    control: { type: "number", min: 1, step: 1 },
    ...asking,
  },
];

const ofMethods: readonly FormField[] = teachingMethods.flatMap(({ name, key, fields }) =>
  fields.map((field) => ({ ...field, key: `${key}.${field.key}`, ...onlyWith([name]) })),
);

/** One control a prompt name, though several methods may have a prompt of that name. */
const prompts: readonly FormField[] = [...new Set(teachingMethods.flatMap((method) => Object.keys(method.prompts)))].map((prompt) => ({
  key: `prompts.${prompt}`,
  label: `Own prompt: ${prompt}`,
  help: "A prompt cell, or the template itself; the default one when left empty.",
  control: { type: "prompt" },
  ...onlyWith(methodsThat((method) => Object.hasOwn(method.prompts, prompt))),
}));

/** The controls of a teacher: what all methods share, then those of the chosen one. */
export const teacherFields: readonly FormField[] = [...shared, ...ofMethods, ...sampling, ...acceptance, ...prompts];
