import type { MeasureBody } from "../cells/measure.ts";
import { hasColumn } from "../data/table-columns.ts";
import { type DistillationResult, measureDistillation } from "../statistics/distillation/measure-distillation.ts";
import { readNextTokens } from "../statistics/distillation/read-next-tokens.ts";
import { measureDiversity } from "../statistics/diversity/measure-diversity.ts";
import type { CompressedSize } from "../statistics/diversity/text-figures.ts";
import type { Judgement } from "../statistics/judgement.ts";
import { measureLineage } from "../statistics/lineage/measure-lineage.ts";
import type { VerdictTable } from "../statistics/read-judgements.ts";
import { measureScale } from "../statistics/scale/measure-scale.ts";
import { setSize, type TokenCounter } from "../statistics/scale/set-size.ts";
import { readTexts, type TextReading, textParts } from "../statistics/texts/read-texts.ts";
import type { MeasureResult } from "../statistics/tidy-row.ts";

/** Words a group, where the cell does not say: enough for figures to settle, little enough for seconds. */
const usualBudget = 50_000;
const usualTexts = { diversity: 300, lineage: 150 } as const;
const usualTemperatures: readonly number[] = [1, 2, 4];

/** The variety of texts, or what a chain of students keeps of it; and where the rows of each group stand. Throws column-missing. */
export function measureTexts(
  body: MeasureBody,
  tables: readonly VerdictTable[],
  compressedSize: CompressedSize,
): MeasureResult & Pick<TextReading, "groups"> {
  const columns = Object.fromEntries(textParts.flatMap((part) => (body.columns[part] === undefined ? [] : [[part, body.columns[part]]])));
  const reading = readTexts({ columns, by: body.by }, tables);
  const options = {
    budget: body.budget ?? usualBudget,
    texts: body.texts ?? usualTexts[body.method === "lineage" ? "lineage" : "diversity"],
    draws: body.draws,
    seed: body.seed,
  };
  const measured = body.method === "lineage" ? measureLineage(reading, options) : measureDiversity(reading, { ...options, compressedSize });
  return { ...measured, groups: reading.groups };
}

/** How far a student's next tokens are from the teacher's. Throws column-missing. */
export function measureNextTokens(body: MeasureBody, tables: readonly VerdictTable[]): DistillationResult {
  const { temperatures = usualTemperatures, vocabulary = null, draws, seed } = body;
  return measureDistillation(readNextTokens(tables), { temperatures, vocabulary, draws, seed });
}

/** Sizes of tables that hold texts, and curves of those that hold verdicts. */
export function measureSizes(
  body: MeasureBody,
  tables: readonly VerdictTable[],
  judgements: readonly Judgement[],
  tokens: TokenCounter,
): MeasureResult {
  const sized = tables.filter((table) => !holdsVerdicts(table));
  const sizes = sized.map(({ table, schema, rows }) => setSize(table, schema, rows, tokens));
  return measureScale(sizes, judgements, { draws: body.draws, seed: body.seed, tokenizer: tokens.name });
}

/** Whether a table says who judged: a table of answers does not. */
export function holdsVerdicts({ schema }: VerdictTable): boolean {
  return ["judge", "annotator", "rater"].some((name) => hasColumn(schema, name));
}
