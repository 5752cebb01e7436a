import { ledgerTable } from "./card-ledger.ts";
import { measureLines } from "./card-measures.ts";
import { count, plain } from "./card-text.ts";
import type { CardInput, CardTeacher } from "./dataset-card.ts";
import type { ExportFormat, ReasoningForm } from "./forms.ts";
import { licenceNote } from "./licence-notes.ts";

/** The parts of a card under its header: title and lines; a part that has nothing to say is left out. */
export function cardSections(input: CardInput): (readonly [string, readonly string[]])[] {
  const all: (readonly [string, readonly string[]])[] = [
    [`# ${plain(input.title)}`, [introduction(input)]],
    ["## Splits", splitLines(input)],
    ["## Training on it", handOverLines(input)],
    ["## Row ledger", ledgerTable(input.ledger)],
    ["## Columns", columnLines(input)],
    ["## Reasoning traces", reasoningLines(input)],
    ["## Lengths", tokenLines(input)],
    ["## Teachers", teacherLines(input)],
    ["## Judges", modelTable(input.judges, "Verdicts", (judge) => judge.verdicts)],
    ["## How far the judges can be trusted", trustLines(input)],
    ["## How it was made", methodLines(input)],
    ["## Licence", licenceLines(input)],
  ];
  return all.filter(([, lines]) => lines.length > 0);
}

function introduction(input: CardInput): string {
  const rows = input.splits.reduce((sum, split) => sum + split.rows, 0);
  const simulated = isSimulated(input)
    ? "\n\n> **Simulated.** Some of these rows were written or judged by simulated models (`sim/*`). They serve to try the pipeline, not to train a model."
    : "";
  const loader = input.trainer === null ? "" : ` for ${input.trainer}`;
  return `${count(rows)} ${nouns[input.format]} (layout \`${input.layout}\`${loader}), columns ${input.columns.map((column) => `\`${column}\``).join(", ")}. Exported from the table \`${input.from}\` by Assay ${input.version}.${simulated}`;
}

const nouns: { readonly [format in ExportFormat]: string } = {
  sft: "supervised fine-tuning examples",
  preference: "preference pairs",
  unpaired: "answers marked desirable or not",
  rewards: "answers with rewards",
  "prompts-rubric": "prompts with the criteria of their answers",
  all: "answers with everything said of them",
};

function splitLines({ splits, seed }: CardInput): string[] {
  const lines = splits.map(
    (split) =>
      `| ${split.name} | ${count(split.rows)} | ${count(split.prompts)} | ${split.paths.map((path) => `\`${path}\``).join(", ")} |`,
  );
  const note = splits.length > 1 ? ["", `Divided by prompt with seed ${seed ?? 0}: no prompt is in two splits.`] : [];
  return ["| Split | Rows | Prompts | Files |", "| --- | ---: | ---: | --- |", ...lines, ...note];
}

type Model = Pick<CardTeacher, "model" | "family" | "simulated"> & Partial<Pick<CardTeacher, "isRevision">>;

function modelTable<T extends Model>(models: readonly T[], heading: string, countOf: (model: T) => number): string[] {
  if (models.length === 0) return [];
  const lines = models.map(
    (each) =>
      `| \`${plain(each.model)}\`${each.simulated ? " (simulated)" : ""}${each.isRevision ? ", revising" : ""} | ${plain(each.family)} | ${count(countOf(each))} |`,
  );
  return [`| Model | Family | ${heading} |`, "| --- | --- | ---: |", ...lines];
}

function trustLines({ judges, measures }: CardInput): readonly string[] {
  if (measures.length > 0) return measureLines(measures);
  return judges.length === 0 ? [] : ["Agreement and bias of these judges were not measured in this notebook."];
}

function methodLines(input: CardInput): string[] {
  const cells = input.lineage.map(
    ({ cell, kind, summary, recipe }) => `- \`${kind} ${cell}\`: ${plain(summary)} (recipe \`${recipe.slice(0, 12)}\`)`,
  );
  const versions = input.versions.map(
    ({ cell, kind, version }) => `- \`${kind} ${cell}\` is version \`${version}\` (SHA-256 of its content)`,
  );
  const cited = input.methods.map(({ method, citation }) => `- ${plain(method)}: ${plain(citation)}`);
  return [...cells, ...versions, ...(cited.length === 0 ? [] : ["", "Methods:", "", ...cited]), "", ruleOf(input)];
}

const pairRule =
  "A pair is here only where one answer is known to be the better: more than half of the judges that gave a verdict preferred it, or it scored higher. Ties, verdicts that flipped with the order of the answers and unreadable ones are in the ledger, never in the data.";
const revisionRule =
  "A pair is here only where a revision changed an answer. The revised text stands over the one it was made from because it was revised: nobody compared the two, and no judge was asked.";
const givenRule =
  "A pair is here only where the table says which answer is the better, by a score or an order of its own. It names no judge. Ties are in the ledger, never in the data.";
const answerRule = "Answers that failed, were cut off, filtered or empty are in the ledger, never in the data.";

/** Which answer is the better was not always for a judge to say. */
function ruleOf({ format, judges, teachers }: CardInput): string {
  if ((format !== "preference" && format !== "unpaired") || judges.length > 0) return rules[format];
  return teachers.some(({ isRevision }) => isRevision) ? revisionRule : givenRule;
}

const rules: { readonly [format in ExportFormat]: string } = {
  sft: answerRule,
  preference: pairRule,
  unpaired: pairRule,
  rewards: `${answerRule} An answer no judge could score is in the ledger, never a low reward.`,
  "prompts-rubric": "Every prompt stands here once, with the criteria that were in force when it was exported.",
  all: "Nothing is left out: failed answers are here with their error.",
};

function handOverLines({ handOver }: CardInput): string[] {
  return handOver.map((line) => `- ${line}`);
}

function columnLines({ emptyColumns, columnsAside, replacedNumbers }: CardInput): string[] {
  const named = (columns: readonly string[]) => columns.map((column) => `\`${column}\``).join(", ");
  return [
    ...(emptyColumns.length === 0 ? [] : [`- Left out, since they hold nothing: ${named(emptyColumns)}.`]),
    ...(columnsAside.length === 0 ? [] : [`- In \`provenance.jsonl\`, since they hold nothing in one split: ${named(columnsAside)}.`]),
    ...(replacedNumbers === 0 ? [] : [`- ${count(replacedNumbers)} values that are no numbers (NaN, infinite) are written as null.`]),
  ];
}

const traceForms: { readonly [form in Exclude<ReasoningForm, "none">]: string } = {
  reasoning_content:
    "in the field `reasoning_content` of the assistant's message, which the chat templates of Qwen3, DeepSeek, GLM and others read",
  thinking: "in the field `thinking` of the assistant's message, which gpt-oss' chat template reads",
  "think-tags": "between `<think>` and `</think>` before it, in the text of the answer",
};

function reasoningLines({ reasoning, traces, format, from }: CardInput): string[] {
  if (reasoning !== "none")
    return [`Each answer has its teacher's reasoning ${traceForms[reasoning]}. Answers that came without a trace are in the ledger.`];
  if (traces === 0 || format === "all") return [];
  return [
    `Of the rows of \`${from}\`, ${count(traces)} came with their teacher's reasoning. It is left out: a student learns from the answers alone.`,
  ];
}

function tokenLines({ tokens }: CardInput): string[] {
  if (tokens === null) return [];
  return [
    `At most ${count(tokens.limit)} tokens a row by \`${tokens.tokenizer}\`, prompt and longest answer together: median ${count(tokens.median)}, longest ${count(tokens.longest)}. A student's own tokenizer and chat template count otherwise.`,
  ];
}

function teacherLines({ teachers }: CardInput): string[] {
  const asked = teachers.filter(({ parameters }) => parameters !== null);
  const table = modelTable(teachers, "Rows", (teacher) => teacher.rows);
  if (asked.length === 0) return table;
  return [
    ...table,
    "",
    ...asked.map(
      ({ model, parameters, isRevision }) =>
        `- \`${plain(model)}\` was asked ${isRevision ? "to revise " : ""}with ${parameters === "{}" ? "its provider's defaults" : `\`${parameters}\``}`,
    ),
  ];
}

function licenceLines({ license, teachers }: CardInput): string[] {
  const own = license?.trim()
    ? `The exporter states the licence \`${plain(license.trim().toLowerCase())}\`.`
    : "The exporter has stated no licence.";
  const families = [...new Set(teachers.filter(({ simulated }) => !simulated).map(({ family }) => family))];
  const terms = families.map(
    (family) =>
      `- ${plain(family || "family unknown")}: ${licenceNote(family) ?? "unknown; look up what its makers say of training on its output."}`,
  );
  return [
    `${own} Terms of the models that wrote the answers may restrict what may be trained on them; check them before use.`,
    ...(terms.length === 0 ? [] : ["", ...terms]),
  ];
}

export function isSimulated(input: CardInput): boolean {
  return [...input.teachers, ...input.judges].some((model) => model.simulated);
}
