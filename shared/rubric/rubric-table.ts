import { double, type Row, schemaOf, type TableSchema, text } from "../data/table.ts";
import { checkSchema } from "./check-schema.ts";
import {
  type Aggregate,
  aggregates,
  type CriterionType,
  criterionTypes,
  type Origin,
  priorities,
  type RubricCriterion,
} from "./criterion.ts";

/** A rubric as its table says it. `perItem` is null where the same criteria hold for every item. */
export type Rubric = {
  readonly aggregate: Aggregate;
  /** Criteria that hold for every item: all of them, but those written for one prompt. */
  readonly common: readonly RubricCriterion[];
  readonly perItem: ReadonlyMap<string, readonly RubricCriterion[]> | null;
};

const columns = [
  ["id", text],
  ["text", text],
  ["type", text],
  ["weight", double],
  ["priority", text],
  ["levels", text],
  ["check", text],
  ["origin", text],
  ["aggregate", text],
] as const;

/** One row a criterion; with `perItem`, one an item and criterion. */
export function rubricSchema(perItem: boolean): TableSchema {
  return schemaOf(perItem ? [["item", text], ...columns] : columns);
}

export function criterionRow(criterion: RubricCriterion, aggregate: Aggregate, item: string | null): Row {
  return {
    ...(item === null ? {} : { item }),
    id: criterion.id,
    text: criterion.text,
    type: criterion.type,
    weight: criterion.weight,
    priority: criterion.priority,
    levels: criterion.levels === null ? null : JSON.stringify(criterion.levels),
    check: criterion.check === null ? null : JSON.stringify(criterion.check),
    origin: criterion.origin,
    aggregate,
  };
}

/** The rubric in the table of a rubric cell; null when the rows are not one. */
export function readRubric(rows: readonly Row[]): Rubric | null {
  const aggregate = aggregates.find((each) => each === rows[0]?.aggregate);
  const criteria = rows.map(readCriterion);
  if (aggregate === undefined || criteria.some((criterion) => criterion === null)) return null;
  const read = criteria.filter((criterion) => criterion !== null);
  const items = rows.map((row) => (typeof row.item === "string" ? row.item : null));
  if (items.every((item) => item === null)) return { aggregate, common: read, perItem: null };
  const perItem = new Map<string, RubricCriterion[]>();
  for (const [at, criterion] of read.entries()) {
    const item = items[at] ?? "";
    const group = perItem.get(item);
    if (group) group.push(criterion);
    else perItem.set(item, [criterion]);
  }
  const [first = []] = perItem.values();
  return { aggregate, common: first.filter(({ origin }) => origin !== "written"), perItem };
}

const origins: readonly Origin[] = ["base", "own", "written"];

export function readCriterion(row: Row): RubricCriterion | null {
  const type = criterionTypes.find((each): each is CriterionType => each === row.type);
  const origin = origins.find((each) => each === row.origin);
  if (type === undefined || origin === undefined || typeof row.id !== "string" || typeof row.text !== "string") return null;
  if (typeof row.weight !== "number") return null;
  const levels = parse(row.levels);
  const check = row.check === null || row.check === undefined ? null : checkSchema.safeParse(parse(row.check));
  if (check?.success === false) return null;
  return {
    id: row.id,
    text: row.text,
    type,
    weight: row.weight,
    priority: priorities.find((each) => each === row.priority) ?? null,
    levels: Array.isArray(levels) ? levels.map(String) : null,
    check: check?.data ?? null,
    origin,
  };
}

/** Columns that hold JSON text were written by `criterionRow`. */
function parse(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : null;
}
