import { type ExportBody, shapeOf } from "#shared/cells/export.ts";
import type { CardInput } from "#shared/export/dataset-card.ts";
import type { EncodedDataset } from "#shared/export/export-task.ts";
import type { HandOverFile } from "#shared/export/hand-over.ts";
import type { RunContext } from "../cell-runner.ts";
import type { DecidingCells } from "./lineage.ts";
import { methodsOf } from "./methods.ts";
import { versionsOf } from "./versions.ts";

export type CardParts = {
  readonly dataset: EncodedDataset;
  readonly handOver: readonly HandOverFile[];
  readonly ledger: CardInput["ledger"];
  readonly measures: CardInput["measures"];
  readonly deciding: DecidingCells;
  /** Family by model, as the user's registry has it. */
  readonly families: { readonly [model: string]: string };
};

/** Everything the dataset card says, from the exported table and the cells it comes from. */
export function cardInput(context: RunContext<ExportBody>, given: CardParts): CardInput {
  const { body } = context;
  const { dataset, deciding } = given;
  const shape = shapeOf(body);
  return {
    title: body.title ?? context.title,
    format: body.format,
    layout: shape.layout,
    trainer: shape.trainer,
    license: body.license ?? null,
    reasoning: shape.reasoning,
    traces: dataset.credits.traces,
    splits: dataset.splits.map(({ name, rows, prompts }) => ({
      name,
      rows,
      prompts,
      paths: body.files.map((format) => dataPath(name, format)),
    })),
    seed: body.split?.seed ?? null,
    ledger: given.ledger,
    from: body.from,
    lineage: deciding.cells
      .filter(({ stored }) => stored !== null)
      .map(({ name, kind, stored }) => ({
        cell: name,
        kind,
        summary: withoutTime(stored?.result.summary ?? ""),
        recipe: stored?.result.recipe ?? "",
      })),
    teachers: dataset.credits.teachers.map((teacher) => withFamily(teacher, given)),
    judges: dataset.credits.judges.map((judge) => withFamily(judge, given)),
    measures: given.measures,
    versions: versionsOf(deciding),
    methods: methodsOf(deciding.cells),
    columns: dataset.columns,
    emptyColumns: dataset.emptyColumns,
    columnsAside: dataset.columnsAside,
    replacedNumbers: dataset.replacedNumbers,
    tokens: dataset.tokens,
    handOver: given.handOver.map(handOverLine),
    version: context.parts.version,
  };
}

/** A hand-over file with the command its first line names. */
function handOverLine({ path, text }: HandOverFile): string {
  const [, how = "", command = ""] = /^# (.*?): (.*)/.exec(text) ?? [];
  return command === ""
    ? `\`${path}\` describes the files to the trainer.`
    : `\`${path}\`: ${how.charAt(0).toLowerCase()}${how.slice(1)}, \`${command}\``;
}

export function dataPath(split: string, format: string): string {
  return `data/${split}.${format}`;
}

/** The family a row names, else the registry's. */
function withFamily<Credit extends { readonly model: string; readonly family: string }>(credit: Credit, { families }: CardParts): Credit {
  return { ...credit, family: credit.family || (families[credit.model] ?? "") };
}

/** How long a query took says nothing of its data, and differs every time. */
function withoutTime(summary: string): string {
  return summary.replace(/ · [\d,.]+ m?s$/, "");
}
