import type { MeasureBody } from "../cells/measure.ts";
import { styleOfText } from "../data/style-of-text.ts";
import type { Row, TableSchema, Value } from "../data/table.ts";
import { hasColumn, requireColumn } from "../data/table-columns.ts";
import { lengthChars, textOfValue } from "../data/value-text.ts";
import { aggregates, criterionTypes } from "../rubric/criterion.ts";
import { type Judgement, type Side, turned } from "./judgement.ts";
import { type CellPlace, chanceIn, namelessJudge, numberIn, orderIn, readsPart, structuredVerdict, wordIn } from "./judgement-cells.ts";
import { type JudgementColumns, judgementColumns } from "./judgement-columns.ts";

/** A table of verdicts or scores, wherever it was made. */
export type VerdictTable = { readonly table: string; readonly schema: TableSchema; readonly rows: readonly Row[] };

type JudgementBody = Pick<MeasureBody, "method" | "columns" | "values" | "people" | "by">;

/**
 * Rows of any verdict table as judgements: each row one, or two where it holds both orders, and one more where a column
 * holds what a person said of it. Sides are put in the order of the models' names, so that (A, B) and (B, A) meet.
 * Throws column-missing, and data-unreadable for a row whose judge, order or probability can't be what the measure takes it for.
 */
export function readJudgements(body: JudgementBody, input: VerdictTable): readonly Judgement[] {
  const columns = judgementColumns(body.columns, input.schema, input.table);
  for (const [index, column] of body.by.entries()) requireColumn(input.schema, input.table, column, `by.${index}`);
  const read: Reading = {
    body,
    columns,
    table: input.table,
    holdsNumbers: columns.value !== null && (columns.value === columns.score || isDecimal(input.schema, columns.value)),
    people: new Set(body.people),
    splitsOrders: body.method === "position" && hasColumn(input.schema, "verdict_ab") && hasColumn(input.schema, "verdict_ba"),
    saidOnce: new Set(),
  };
  // A verdict that its judge read again and replaced is kept in the table and counts for nothing.
  return input.rows.flatMap((row, index) => (row.is_final === false ? [] : judgementsOfRow(row, index, read)));
}

type Reading = {
  readonly body: JudgementBody;
  readonly columns: JudgementColumns;
  readonly table: string;
  /** Scores, also where they are written as text. */
  readonly holdsNumbers: boolean;
  readonly people: ReadonlySet<string>;
  /** The row's two orders are two judgements: what follows the order is not seen in what was made of both. */
  readonly splitsOrders: boolean;
  /** Items whose wide column of a person's verdict was already read: every judge's row repeats it. */
  readonly saidOnce: Set<string>;
};

type Order = "ab" | "ba";

function judgementsOfRow(row: Row, index: number, read: Reading): readonly Judgement[] {
  const { columns, body } = read;
  const base = baseOf(row, index, read);
  const own = (value: Judgement["value"], order: Order | null): Judgement => canonical({ ...base, value, order });
  const found: Judgement[] = [];
  const orders = (["ab", "ba"] as const).filter((order) => present(row[`verdict_${order}`]));
  if (columns.judge !== null && base.judge !== "") {
    if (read.splitsOrders && orders.length > 0) {
      const { p: _, pLow: __, pHigh: ___, ...unsplit } = base;
      found.push(...orders.map((order) => canonical({ ...unsplit, value: valueOf(row[`verdict_${order}`], row, read), order })));
    } else {
      const given = cell(row, columns.value);
      if (given !== null && typeof given === "object")
        throw structuredVerdict(given, { table: read.table, column: columns.value ?? "", row: index + 1 });
      const order = columns.order === null ? null : orderIn(row[columns.order], placeOf("order", columns.order, index, read));
      found.push(own(valueOf(given, row, read), order));
    }
  } else if (columns.judge !== null && columns.human === null && present(cell(row, columns.value))) {
    throw namelessJudge(placeOf("judge", columns.judge, index, read));
  }
  const said = columns.human === null ? null : (row[columns.human] ?? null);
  if (columns.human === null || typeof said === "boolean" || !present(said)) return found;
  const person = canonical({ ...sideless(base), judge: columns.human, isPerson: true, value: valueOf(said, row, read), order: null });
  const key = JSON.stringify([person.item, person.value]);
  if (!read.saidOnce.has(key)) found.push(person);
  read.saidOnce.add(key);
  return body.method === "position" ? found.filter((each) => each.order !== null || each.isPerson !== true) : found;
}

/** Everything but verdict and order. */
function baseOf(row: Row, index: number, read: Reading): Omit<Judgement, "value" | "order"> {
  const { columns, body } = read;
  const text = (part: keyof JudgementColumns): string => textOfValue(cell(row, columns[part]));
  const number = (part: keyof JudgementColumns): number | null => numberIn(cell(row, columns[part]));
  const judge = text("judge");
  const item = text("item") || String(index + 1);
  const [a, b] = columns.a === null || columns.b === null ? [null, null] : [sideOf(row, read, "a"), sideOf(row, read, "b")];
  const isPair = a !== null && b !== null && (a.model !== "" || b.model !== "");
  const answer = isPair || columns.model === null ? null : sideOf(row, read, null);
  const kind = text("judge_kind").toLowerCase();
  const [criterion, principle] = [text("criterion"), text("principle")];
  const slices = body.by.map((column) => `${column}: ${textOfValue(row[column]) || "none"}`);
  const repeat = number("repeat");
  const chance = (part: "p" | "p_low" | "p_high"): number | null => {
    const column = columns[part];
    return column === null ? null : chanceIn(row[column], placeOf(part, column, index, read));
  };
  const [p, pLow, pHigh] = [chance("p"), chance("p_low"), chance("p_high")];
  const [weight, selectionP, costUsd] = [number("weight"), number("selection_p"), number("cost")];
  const word = <Word extends string>(part: "criterion_type" | "aggregate", words: readonly Word[]): Word | null => {
    const column = criterion === "" ? null : columns[part];
    return column === null ? null : wordIn(row[column], words, placeOf(part, column, index, read));
  };
  const [criterionType, aggregate] = [word("criterion_type", criterionTypes), word("aggregate", aggregates)];
  const sample = typeof row.sample === "number" ? row.sample : 0;
  return {
    judge,
    item: itemName({ item, sample, criterion, models: isPair ? [a.model, b.model] : answer === null ? [] : [answer.model] }),
    cluster: text("cluster") || item,
    ...(repeat === null ? {} : { repeat }),
    ...(slices.length > 0 ? { slices } : {}),
    ...(read.people.has(judge) || ["human", "person", "people"].includes(kind) || (columns.human !== null && row[columns.human] === true)
      ? { isPerson: true }
      : {}),
    ...(columns.judge_family === null ? {} : { judgeFamily: text("judge_family") || null }),
    ...(isPair ? { a, b } : {}),
    ...(answer === null ? {} : { answer }),
    ...(columns.p === null ? {} : { p }),
    ...(pLow === null ? {} : { pLow }),
    ...(pHigh === null ? {} : { pHigh }),
    ...(criterion === "" ? {} : { criterion }),
    ...(principle === "" ? {} : { principle }),
    ...(weight === null ? {} : { weight }),
    ...(criterionType === null ? {} : { criterionType }),
    ...(aggregate === null ? {} : { aggregate }),
    ...(selectionP === null ? {} : { selectionP }),
    ...(columns.cost === null ? {} : { costUsd }),
  };
}

/** A person's verdict says nothing of the judge's probability, cost or repeat beside which it stands. */
function sideless(base: Omit<Judgement, "value" | "order">): Omit<Judgement, "value" | "order"> {
  const { item, judge, cluster, slices, a, b, answer, criterion, selectionP } = base;
  return {
    item,
    judge,
    ...(cluster === undefined ? {} : { cluster }),
    ...(slices === undefined ? {} : { slices }),
    ...(a && b ? { a, b } : {}),
    ...(answer ? { answer } : {}),
    ...(criterion === undefined ? {} : { criterion }),
    ...(selectionP === undefined ? {} : { selectionP }),
  };
}

/** Scores of several models' answers to one item are several items; so are comparisons of several pairs. */
function itemName(of: {
  readonly item: string;
  readonly sample: number;
  readonly criterion: string;
  readonly models: readonly string[];
}): string {
  const { item, sample, criterion, models } = of;
  if (models.length === 0 && criterion === "") return item;
  return JSON.stringify([item, ...[...models].sort(), ...(sample > 0 ? [sample] : []), ...(criterion === "" ? [] : [criterion])]);
}

/** Sides in the order of the models' names. */
function canonical(judgement: Judgement): Judgement {
  const { a, b } = judgement;
  return a && b && a.model > b.model ? turned(judgement) : judgement;
}

function sideOf(row: Row, { columns, body }: Reading, side: "a" | "b" | null): Side {
  const [model, family, length, response] =
    side === "a"
      ? [columns.a, columns.family_a, columns.len_a, columns.response_a]
      : side === "b"
        ? [columns.b, columns.family_b, columns.len_b, columns.response_b]
        : [columns.model, columns.family, columns.length, columns.response];
  const text = cell(row, response);
  return {
    model: textOfValue(cell(row, model)),
    family: textOfValue(cell(row, family)) || null,
    length: numberIn(cell(row, length)) ?? (typeof text === "string" ? lengthChars(text) : null),
    style: body.method === "format" && typeof text === "string" ? styleOfText(text) : null,
  };
}

/** A verdict in Assay's words where the table's own can be told; anything else stays the class it is. */
function valueOf(value: Value | undefined, row: Row, { columns, body, holdsNumbers }: Reading): Judgement["value"] {
  if (!present(value)) return null;
  const said = textOfValue(value);
  for (const verdict of ["a", "b", "tie"] as const) if (body.values[verdict]?.includes(said)) return verdict;
  // NaN and Infinity are no scores: asked, and not answered with anything that can be counted.
  if (typeof value === "number" || typeof value === "bigint") return numberIn(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (holdsNumbers && numberIn(value) !== null) return numberIn(value);
  if (columns.a === null || columns.b === null) return said;
  const models = [textOfValue(row[columns.a]), textOfValue(row[columns.b])];
  if (models[0] !== models[1] && said === models[0]) return "a";
  if (models[0] !== models[1] && said === models[1]) return "b";
  return customary.get(said.toLowerCase()) ?? said;
}

// How comparison files made elsewhere write the sides.
const customary = new Map([
  ["a", "a"],
  ["b", "b"],
  ["model_a", "a"],
  ["model_b", "b"],
  ["tie", "tie"],
  ["tie (bothbad)", "tie"],
  ["both", "tie"],
]);

function cell(row: Row, column: string | null): Value {
  return column === null ? null : (row[column] ?? null);
}

function present(value: Value | undefined): value is Exclude<Value, null> {
  return value !== null && value !== undefined && value !== "";
}

function placeOf(part: CellPlace["part"], column: string, index: number, { table, body }: Reading): CellPlace {
  const isRead = part === "judge" || (part === "order" ? readsPart(body.method, "order") : isChance(part) && readsPart(body.method, "p"));
  const isIdle = body.columns[part] === undefined && !isRead;
  return { table, column, row: index + 1, part, isIdle };
}

function isChance(part: CellPlace["part"]): boolean {
  return part === "p" || part === "p_low" || part === "p_high";
}

function isDecimal({ columns }: TableSchema, name: string): boolean {
  return columns.some((column) => column.name === name && column.type.type === "decimal");
}
