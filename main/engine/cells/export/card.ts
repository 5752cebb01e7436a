import { type ExportBody, shapeOf } from "#shared/cells/export.ts";
import type { Row } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import type { Dataset } from "#shared/export/dataset.ts";
import type { CardInput, CardTeacher, CardTokens } from "#shared/export/dataset-card.ts";
import type { HandOverFile } from "#shared/export/hand-over.ts";
import type { Origins } from "#shared/export/provenance.ts";
import { sha256Hex } from "#shared/journal/sha256.ts";
import type { AncestorResult, InputTable, RunContext } from "../cell-runner.ts";
import { methodsOf } from "./methods.ts";

export type CardParts = {
  readonly input: InputTable;
  readonly dataset: Dataset;
  readonly tokens: CardTokens | null;
  readonly handOver: readonly HandOverFile[];
  readonly ancestors: readonly AncestorResult[];
  readonly origins: Origins;
  /** Family by model, as the user's registry has it. */
  readonly families: { readonly [model: string]: string };
};

/** Everything the dataset card says, from the exported table and the cells it comes from. */
export async function cardInput(context: RunContext<ExportBody>, given: CardParts): Promise<CardInput> {
  const { body } = context;
  const { input, dataset, ancestors, origins } = given;
  const shape = shapeOf(body);
  return {
    title: body.title ?? context.title,
    format: body.format,
    layout: shape.layout,
    trainer: shape.trainer,
    license: body.license ?? null,
    splits: dataset.splits.map(({ name, rows, prompts }) => ({
      name,
      rows: rows.length,
      prompts,
      paths: body.files.map((format) => dataPath(name, format)),
    })),
    seed: body.split?.seed ?? null,
    ledger: dataset.ledger,
    from: body.from,
    lineage: ancestors
      .filter(({ stored }) => stored !== null)
      .map(({ name, kind, stored }) => ({
        cell: name,
        kind,
        summary: withoutTime(stored?.result.summary ?? ""),
        recipe: stored?.result.recipe ?? "",
      })),
    teachers: teachersIn(input.rows).map((teacher) => withFamily(teacher, given)),
    judges: countBy(input.rows, "judge", "judge_family").map(({ model, family, rows }) => ({
      model,
      family: family || (given.families[model] ?? ""),
      verdicts: rows,
      simulated: origins.isSimulated(model),
    })),
    measures: await Promise.all(body.measures.map(async (table) => ({ table, sentences: sentencesOf(await context.inputs.table(table)) }))),
    hashes: ancestors
      .filter(({ kind }) => kind === "prompt" || kind === "rubric" || kind === "constitution")
      .map(({ name, kind, source }) => ({ cell: name, kind, sha256: sha256Hex(source) })),
    methods: methodsOf(ancestors),
    columns: dataset.schema.columns.map((column) => column.name),
    emptyColumns: dataset.emptyColumns,
    columnsAside: dataset.columnsAside,
    replacedNumbers: dataset.replacedNumbers,
    tokens: given.tokens,
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

type Counted = { readonly model: string; readonly family: string; readonly rows: number };

function withFamily({ model, family, rows }: Counted, { families, origins }: CardParts): CardTeacher {
  return {
    model,
    family: family || (families[model] ?? ""),
    rows,
    simulated: origins.isSimulated(model),
    parameters: origins.parametersOf(model),
  };
}

/** A pairwise table names two teachers a row; each of its answers counts once, however many judges saw it. */
function teachersIn(rows: readonly Row[]): readonly Counted[] {
  if (!rows.some((row) => row.a !== undefined)) return countBy(rows, "model", "family");
  const seen = new Set<string>();
  const answers: Row[] = [];
  for (const row of rows) {
    for (const [model, family] of [[row.a, row.family_a] as const, [row.b, row.family_b] as const]) {
      const key = JSON.stringify([textOfValue(row.item), textOfValue(model), textOfValue(row.sample)]);
      if (seen.has(key)) continue;
      seen.add(key);
      answers.push({ model: model ?? null, family: family ?? null });
    }
  }
  return countBy(answers, "model", "family");
}

function countBy(rows: readonly Row[], modelColumn: string, familyColumn: string): readonly Counted[] {
  const counts = new Map<string, { family: string; rows: number }>();
  for (const row of rows) {
    const model = textOfValue(row[modelColumn]);
    if (model === "") continue;
    const known = counts.get(model) ?? { family: textOfValue(row[familyColumn]), rows: 0 };
    counts.set(model, { ...known, rows: known.rows + 1 });
  }
  return [...counts].map(([model, { family, rows: n }]) => ({ model, family, rows: n }));
}

function sentencesOf(input: InputTable): readonly string[] {
  return input.rows.flatMap((row) =>
    typeof row.sentence === "string" && (row.slice === null || row.slice === undefined) ? [row.sentence] : [],
  );
}

/** How long a query took says nothing of its data, and differs every time. */
function withoutTime(summary: string): string {
  return summary.replace(/ · [\d,.]+ m?s$/, "");
}
