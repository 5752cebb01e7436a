import { AssayError } from "#shared/assay-error.ts";
import { defaultLabelBudget, defaultLabelScale, type HumanBody } from "#shared/cells/human.ts";
import { hardnessOf } from "#shared/labelling/hardness.ts";
import type { LabelItem } from "#shared/labelling/label-item.ts";
import type { LabelCriterion, LabelQueue, LabelScale } from "#shared/labelling/label-queue.ts";
import { selectItems } from "#shared/labelling/select-items.ts";
import { type Rubric, readRubric } from "#shared/rubric/rubric-table.ts";
import type { CellInputs, InputTable } from "../cell-runner.ts";
import { labelItems } from "./items.ts";

export type BuiltQueue = { readonly queue: LabelQueue; readonly withoutText: number };

/** The queue of a human cell: a function of its body and its inputs alone, whoever has labelled what. Throws column-missing, not-found. */
export async function buildQueue(body: HumanBody, inputs: CellInputs): Promise<BuiltQueue> {
  const from = await inputs.table(body.from);
  const judged = await Promise.all((body.verdicts ?? []).map((name) => inputs.table(name)));
  const { items, withoutText } = labelItems(body, from, judged);
  const rubric = body.rubric === undefined ? null : rubricIn(await inputs.table(body.rubric));
  const range = rangeOf(items);
  const hardness = new Map(items.map((item) => [item.key, hardnessOf(item.verdicts, range)]));
  if (body.select === "hard" && !items.some((item) => item.verdicts.length > 0)) throw nothingIsHard(body);
  const selection = selectItems(
    items.map(({ key }) => ({ key, hardness: hardness.get(key)?.score ?? 0 })),
    { select: body.select, budget: body.budget ?? defaultLabelBudget, explore: body.explore, seed: body.seed },
  );
  const population = new Map(items.map((item) => [item.key, item]));
  return {
    withoutText,
    queue: {
      ask: body.ask,
      blind: body.blind,
      criteria: body.criteria ?? null,
      scale: body.ask === "score" ? scaleOf(body) : null,
      rubric: rubric === null ? [] : criteriaIn(rubric),
      aggregate: rubric?.aggregate ?? null,
      overlap: body.overlap,
      annotators: body.annotators ?? null,
      seed: body.seed,
      items: selection.chosen.flatMap((selected) => {
        const item = population.get(selected.key);
        const hard = hardness.get(selected.key);
        return item === undefined || hard === undefined ? [] : [{ ...selected, item, hardness: hard }];
      }),
      population,
      isDeterministic: selection.isDeterministic,
    },
  };
}

function scaleOf(body: HumanBody): LabelScale {
  const { min, max } = body.scale ?? defaultLabelScale;
  return { min, max, levels: body.scale?.levels ?? {} };
}

/** Width of the scores judges gave; their own scale is not in their table. */
function rangeOf(items: readonly LabelItem[]): number | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { verdicts } of items) {
    for (const { value } of verdicts) {
      if (typeof value !== "number") continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return high > low ? high - low : null;
}

function nothingIsHard({ from, verdicts = [] }: HumanBody): AssayError {
  const tables = [from, ...verdicts].map((name) => `\`${name}\``).join(" and ");
  return new AssayError("column-missing", `No judge's verdict on these items is in ${tables}, so none is known to be hard.`, {
    hint: "Name a judge's table under `from:` or `verdicts:`, or use `select: random`.",
    place: { key: verdicts.length === 0 ? "select" : "verdicts" },
  });
}

function rubricIn(table: InputTable): Rubric {
  const rubric = readRubric(table.rows);
  if (rubric === null) {
    throw new AssayError("column-missing", `\`${table.table}\` is no rubric.`, {
      hint: "Name a rubric cell.",
      place: { key: "rubric" },
    });
  }
  return rubric;
}

function criteriaIn(rubric: Rubric): readonly LabelCriterion[] {
  const own = rubric.perItem === null ? [[null, rubric.common] as const] : [...rubric.perItem];
  return own.flatMap(([item, criteria]) =>
    criteria.map(({ id, text, type, weight, levels }): LabelCriterion => ({ id, text, type, weight, levels, item })),
  );
}
