import type { RowLedger } from "../journal/entries.ts";
import { yamlText } from "../notebook/yaml-text.ts";
import { ledgerLines } from "./row-ledger.ts";

/** Everything a dataset card says, gathered by whoever ran the cells. */
export type CardInput = {
  readonly title: string;
  readonly format: "sft" | "preference";
  readonly layout: string;
  readonly license: string | null;
  readonly splits: readonly { readonly name: string; readonly rows: number; readonly prompts: number; readonly paths: readonly string[] }[];
  readonly seed: number | null;
  readonly ledger: RowLedger;
  /** The table exported, and the cells it comes from, nearest last. */
  readonly from: string;
  readonly lineage: readonly { readonly cell: string; readonly kind: string; readonly summary: string; readonly recipe: string }[];
  readonly teachers: readonly { readonly model: string; readonly family: string; readonly rows: number; readonly simulated: boolean }[];
  readonly judges: readonly { readonly model: string; readonly family: string; readonly verdicts: number; readonly simulated: boolean }[];
  /** Sentences of measure tables: agreement, position bias and the like, each with its interval and n. */
  readonly measures: readonly { readonly table: string; readonly sentences: readonly string[] }[];
  /** Rubrics, constitutions and prompts by content hash. */
  readonly hashes: readonly { readonly cell: string; readonly kind: string; readonly sha256: string }[];
  readonly columns: readonly string[];
  readonly version: string;
};

/** README.md of a dataset folder: the YAML header the Hugging Face hub reads, then what a person should know before training on it. */
export function datasetCard(input: CardInput): string {
  return `---\n${header(input)}---\n\n${sections(input)
    .map(([title, lines]) => `${title}\n\n${lines.join("\n")}\n`)
    .join("\n")}`;
}

/** The hub's own spelling of a dataset's size. */
export function sizeCategory(rows: number): string {
  const bounds: readonly (readonly [number, string])[] = [
    [1e3, "n<1K"],
    [1e4, "1K<n<10K"],
    [1e5, "10K<n<100K"],
    [1e6, "100K<n<1M"],
    [1e7, "1M<n<10M"],
    [1e8, "10M<n<100M"],
    [1e9, "100M<n<1B"],
  ];
  return bounds.find(([below]) => rows < below)?.[1] ?? "1B<n<10B";
}

function header(input: CardInput): string {
  const rows = input.splits.reduce((sum, split) => sum + split.rows, 0);
  const formats = [...new Set(input.splits.flatMap((split) => split.paths.map(extensionOf)))];
  const value = {
    pretty_name: input.title,
    ...licenseKeys(input.license),
    task_categories: ["text-generation"],
    size_categories: [sizeCategory(rows)],
    tags: ["assay", "synthetic", input.format === "sft" ? "sft" : "preference", ...(isSimulated(input) ? ["simulated"] : [])],
    // One format a configuration: a loader reads all files of a split as one.
    configs: formats.map((format, index) => ({
      config_name: index === 0 ? "default" : format,
      data_files: input.splits.flatMap((split) =>
        split.paths.filter((path) => extensionOf(path) === format).map((path) => ({ split: split.name, path })),
      ),
    })),
  };
  return yamlText(value);
}

function licenseKeys(license: string | null): { readonly [key: string]: string } {
  if (!license?.trim()) return { license: "unknown" };
  const id = license.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9.+-]*$/.test(id) ? { license: id } : { license: "other", license_name: id.replaceAll(/[^a-z0-9.+-]+/g, "-") };
}

function sections(input: CardInput): (readonly [string, readonly string[]])[] {
  const all: (readonly [string, readonly string[]])[] = [
    [`# ${plain(input.title)}`, [introduction(input)]],
    ["## Splits", splitLines(input)],
    ["## Row ledger", ledgerTable(input.ledger)],
    ["## Teachers", modelTable(input.teachers, "Rows", (teacher) => teacher.rows)],
    ["## Judges", modelTable(input.judges, "Verdicts", (judge) => judge.verdicts)],
    ["## How far the judges can be trusted", measureLines(input)],
    ["## How it was made", methodLines(input)],
    ["## Licence", [licenceLine(input.license)]],
  ];
  return all.filter(([, lines]) => lines.length > 0);
}

function introduction(input: CardInput): string {
  const rows = input.splits.reduce((sum, split) => sum + split.rows, 0);
  const what = input.format === "sft" ? "supervised fine-tuning examples" : "preference pairs";
  const simulated = isSimulated(input)
    ? "\n\n> **Simulated.** Some of these rows were written or judged by simulated models (`sim/*`). They serve to try the pipeline, not to train a model."
    : "";
  return `${count(rows)} ${what} (layout \`${input.layout}\`), columns ${input.columns.map((column) => `\`${column}\``).join(", ")}. Exported from the table \`${input.from}\` by Assay ${input.version}.${simulated}`;
}

function splitLines({ splits, seed }: CardInput): string[] {
  const lines = splits.map(
    (split) =>
      `| ${split.name} | ${count(split.rows)} | ${count(split.prompts)} | ${split.paths.map((path) => `\`${path}\``).join(", ")} |`,
  );
  const note = splits.length > 1 ? ["", `Divided by prompt with seed ${seed ?? 0}: no prompt is in two splits.`] : [];
  return ["| Split | Rows | Prompts | Files |", "| --- | ---: | ---: | --- |", ...lines, ...note];
}

function ledgerTable(ledger: RowLedger): string[] {
  const lines = ledgerLines(ledger).map(
    ({ ending, reason, rows }) => `| ${reason === null ? ending : `${ending}: ${plain(reason)}`} | ${count(rows)} |`,
  );
  return [
    "Every row that was asked for is in one line.",
    "",
    "| Rows | Count |",
    "| --- | ---: |",
    ...lines,
    `| **requested** | **${count(ledger.requested)}** |`,
  ];
}

type Model = { readonly model: string; readonly family: string; readonly simulated: boolean };

function modelTable<T extends Model>(models: readonly T[], heading: string, countOf: (model: T) => number): string[] {
  if (models.length === 0) return [];
  const lines = models.map(
    (each) => `| \`${plain(each.model)}\`${each.simulated ? " (simulated)" : ""} | ${plain(each.family)} | ${count(countOf(each))} |`,
  );
  return [`| Model | Family | ${heading} |`, "| --- | --- | ---: |", ...lines];
}

function measureLines(input: CardInput): string[] {
  if (input.judges.length === 0 && input.measures.length === 0) return [];
  const given = input.measures.flatMap(({ table, sentences }) => sentences.map((sentence) => `- ${plain(sentence)} (\`${table}\`)`));
  return given.length > 0 ? given : ["Agreement and bias of these judges were not measured in this notebook."];
}

function methodLines(input: CardInput): string[] {
  const cells = input.lineage.map(
    ({ cell, kind, summary, recipe }) => `- \`${kind} ${cell}\`: ${plain(summary)} (recipe \`${recipe.slice(0, 12)}\`)`,
  );
  const hashes = input.hashes.map(({ cell, kind, sha256 }) => `- \`${kind} ${cell}\` SHA-256 \`${sha256}\``);
  const method =
    input.format === "preference"
      ? [
          "",
          "Judges compared two answers to the same prompt. A pair is here only if more than half of the judges that gave a verdict preferred the same answer; ties, verdicts that flipped with the order of the answers and unreadable ones are in the ledger, never in the data.",
        ]
      : ["", "Answers that failed, were cut off, filtered or empty are in the ledger, never in the data."];
  return [...cells, ...hashes, ...method];
}

function licenceLine(license: string | null): string {
  const own = license?.trim()
    ? `The exporter states the licence \`${plain(license.trim().toLowerCase())}\`.`
    : "The exporter has stated no licence.";
  return `${own} Terms of the models that wrote the answers may restrict what may be trained on them; check them before use.`;
}

function isSimulated(input: CardInput): boolean {
  return [...input.teachers, ...input.judges].some((model) => model.simulated);
}

/** One line of Markdown that cannot break out of a table cell or begin markup. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*_[\]<>|]/g, "\\$&")
    .trim();
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
