import { yamlText } from "../notebook/yaml-text.ts";
import type { QuotedMeasure } from "./card-measures.ts";
import { cardSections, isSimulated } from "./card-sections.ts";
import type { ExportFormat, ReasoningForm, Trainer } from "./forms.ts";
import type { LedgerStep } from "./ledger-steps.ts";

/** Everything a dataset card says, gathered by whoever ran the cells. */
export type CardInput = {
  readonly title: string;
  readonly format: ExportFormat;
  readonly layout: string;
  readonly trainer: Trainer | null;
  readonly license: string | null;
  /** Where reasoning traces went, and how many rows of the table had one. */
  readonly reasoning: ReasoningForm;
  readonly traces: number;
  readonly splits: readonly { readonly name: string; readonly rows: number; readonly prompts: number; readonly paths: readonly string[] }[];
  readonly seed: number | null;
  /** The cells the rows went through, this export last. */
  readonly ledger: readonly LedgerStep[];
  /** The table exported, and the cells that decide what is in it. */
  readonly from: string;
  readonly lineage: readonly { readonly cell: string; readonly kind: string; readonly summary: string; readonly recipe: string }[];
  readonly teachers: readonly CardTeacher[];
  readonly judges: readonly { readonly model: string; readonly family: string; readonly verdicts: number; readonly simulated: boolean }[];
  /** Measure tables: agreement, position bias and the like. */
  readonly measures: readonly QuotedMeasure[];
  /** Rubrics and constitutions by the version that rows name, and prompts by theirs. */
  readonly versions: readonly { readonly cell: string; readonly kind: string; readonly version: string }[];
  /** Methods the rows were made by, each with the paper it follows. */
  readonly methods: readonly { readonly method: string; readonly citation: string }[];
  readonly columns: readonly string[];
  /** Columns left out because they hold nothing, and those that stand in provenance.jsonl. */
  readonly emptyColumns: readonly string[];
  readonly columnsAside: readonly string[];
  readonly replacedNumbers: number;
  /** Null where lengths were not counted. */
  readonly tokens: CardTokens | null;
  /** Files beside the data that start a run, and the commands they name. */
  readonly handOver: readonly string[];
  readonly version: string;
};

export type CardTeacher = {
  readonly model: string;
  readonly family: string;
  readonly rows: number;
  readonly simulated: boolean;
  /** Its texts revise answers, its own or those of others. */
  readonly isRevision: boolean;
  /** Sampling parameters as JSON; null where no cell says. */
  readonly parameters: string | null;
};

export type CardTokens = { readonly tokenizer: string; readonly median: number; readonly longest: number; readonly limit: number };

/** README.md of a dataset folder: the YAML header the Hugging Face hub reads, then what a person should know before training on it. */
export function datasetCard(input: CardInput): string {
  return `---\n${header(input)}---\n\n${cardSections(input)
    .map(([title, lines]) => `${title}\n\n${lines.join("\n")}\n`)
    .join("\n")}`;
}

/** A card taken apart: the YAML of its header, "" where it has none, and the page below. */
export function readCard(card: string): { readonly header: string; readonly page: string } {
  const [, header = "", page = card] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(card) ?? [];
  return { header, page };
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
    task_categories: [input.format === "rewards" || input.format === "prompts-rubric" ? "reinforcement-learning" : "text-generation"],
    size_categories: [sizeCategory(rows)],
    tags: [
      "assay",
      "synthetic",
      input.format,
      ...(input.trainer === null ? [] : [input.trainer]),
      ...(isSimulated(input) ? ["simulated"] : []),
    ],
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

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
