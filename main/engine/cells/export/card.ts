import type { ExportBody } from "#shared/cells/export.ts";
import type { CardInput } from "#shared/data/dataset-card.ts";
import type { ExportRow } from "#shared/data/export-rows.ts";
import type { Row, TableSchema } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import { sha256Hex } from "#shared/journal/sha256.ts";
import type { InputTable, RunContext } from "../cell-runner.ts";

export type WrittenSplit = { readonly name: string; readonly rows: readonly ExportRow[]; readonly paths: readonly string[] };

export type Shaped = {
  readonly schema: TableSchema;
  readonly rows: readonly ExportRow[];
  readonly ledger: RowLedger;
  /** A side file on who wrote each row, for formats whose own rows must not say it. */
  readonly provenance: (splits: readonly { readonly name: string; readonly rows: readonly ExportRow[] }[]) => readonly Row[][];
};

export function isSimulatedModel(model: string): boolean {
  return model.startsWith("sim/");
}

/** Everything the dataset card says, from the exported table and the cells it comes from. */
export async function cardInput(
  context: RunContext<ExportBody>,
  input: InputTable,
  shaped: Shaped,
  splits: readonly WrittenSplit[],
): Promise<CardInput> {
  const { body } = context;
  const ancestors = await context.ancestors();
  return {
    title: body.title ?? context.title,
    format: body.format,
    layout: body.format === "sft" ? body.layout : "preference",
    license: body.license ?? null,
    splits: splits.map(({ name, rows, paths }) => ({
      name,
      rows: rows.length,
      prompts: new Set(rows.map((row) => row.promptKey)).size,
      paths,
    })),
    seed: body.split?.seed ?? null,
    ledger: shaped.ledger,
    from: body.from,
    lineage: ancestors
      .filter(({ stored }) => stored !== null)
      .map(({ name, kind, stored }) => ({ cell: name, kind, summary: stored?.result.summary ?? "", recipe: stored?.result.recipe ?? "" })),
    teachers: teachersIn(input.rows),
    judges: countBy(input.rows, "judge", "judge_family").map(({ model, family, rows, simulated }) => ({
      model,
      family,
      verdicts: rows,
      simulated,
    })),
    measures: await Promise.all(body.measures.map(async (table) => ({ table, sentences: sentencesOf(await context.inputs.table(table)) }))),
    hashes: ancestors
      .filter(({ kind }) => kind === "prompt")
      .map(({ name, kind, source }) => ({ cell: name, kind, sha256: sha256Hex(source) })),
    columns: shaped.schema.columns.map((column) => column.name),
    version: context.parts.version,
  };
}

type Counted = { readonly model: string; readonly family: string; readonly rows: number; readonly simulated: boolean };

/** A pairwise table names two teachers a row; each of its answers counts once, however many judges saw it. */
function teachersIn(rows: readonly Row[]): readonly Counted[] {
  if (rows.some((row) => row.a !== undefined)) {
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
  return countBy(rows, "model", "family");
}

function countBy(rows: readonly Row[], modelColumn: string, familyColumn: string): readonly Counted[] {
  const counts = new Map<string, { family: string; rows: number }>();
  for (const row of rows) {
    const model = textOfValue(row[modelColumn]);
    if (model === "") continue;
    const known = counts.get(model) ?? { family: textOfValue(row[familyColumn]), rows: 0 };
    counts.set(model, { ...known, rows: known.rows + 1 });
  }
  return [...counts].map(([model, { family, rows: n }]) => ({ model, family, rows: n, simulated: isSimulatedModel(model) }));
}

function sentencesOf(input: InputTable): readonly string[] {
  return input.rows.flatMap((row) =>
    typeof row.sentence === "string" && (row.slice === null || row.slice === undefined) ? [row.sentence] : [],
  );
}
