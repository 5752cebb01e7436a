import { AssayError } from "#shared/assay-error.ts";
import type { HumanBody } from "#shared/cells/human.ts";
import type { Row, TableSchema } from "#shared/data/table.ts";
import { hasColumn, requireColumn } from "#shared/data/table-columns.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { type LabelItem, type LabelSide, labelKey } from "#shared/labelling/label-item.ts";
import type { InputTable } from "../cell-runner.ts";
import { itemOf } from "../input-rows.ts";
import { machineVerdicts } from "./verdicts.ts";

export type LabelItems = {
  readonly items: readonly LabelItem[];
  /** Answers that are not there to be shown: their call failed. */
  readonly withoutText: number;
};

/** What people can be asked about: comparisons, or answers one by one, with what judges said of them. Throws column-missing. */
export function labelItems(body: HumanBody, from: InputTable, judged: readonly InputTable[]): LabelItems {
  const holdsPairs = ["a", "b", "response_a", "response_b"].every((column) => hasColumn(from.schema, column));
  if (holdsPairs && body.ask !== "pairwise") {
    throw new AssayError("column-missing", `\`${from.table}\` holds comparisons, and \`ask: ${body.ask}\` is about one answer.`, {
      hint: "Name the table of answers under `from:`, and this one under `verdicts:`, or use `ask: pairwise`.",
      place: { key: "ask" },
    });
  }
  const found = holdsPairs ? pairsIn(from, body) : answersIn(from, body);
  const said = machineVerdicts([from, ...judged], new Map(found.items.map((item) => [item.key, item])));
  return { ...found, items: found.items.map((item) => ({ ...item, verdicts: said.get(item.key) ?? [] })) };
}

function pairsIn(from: InputTable, body: HumanBody): LabelItems {
  const questionOf = questionReader(from.schema, from.table, body);
  const items = new Map<string, LabelItem>();
  const without = new Set<string>();
  for (const [index, row] of from.rows.entries()) {
    const [a, b] = [sideOf(row, "a"), sideOf(row, "b")];
    const [item, sample] = [itemOf(row, index), sampleOf(row)];
    const key = labelKey(item, [a.model, b.model], sample);
    if (items.has(key)) continue;
    if (a.text === "" || b.text === "") without.add(key);
    else
      items.set(key, {
        key,
        item,
        sample,
        question: questionOf(row),
        a,
        b,
        comparison: comparisonIn(row, item, a, b, sample),
        verdicts: [],
      });
  }
  return { items: [...items.values()], withoutText: without.size };
}

function sideOf(row: Row, side: "a" | "b"): LabelSide {
  const model = textOfValue(row[side]);
  return { model, family: textOfValue(row[`family_${side}`]) || model, text: textOfValue(row[`response_${side}`]) };
}

function comparisonIn(row: Row, item: string, a: LabelSide, b: LabelSide, sample: number): string {
  return textOfValue(row.comparison) || comparisonName(item, a, b, sample);
}

/** The name a judge cell gives the same pair. */
function comparisonName(item: string, a: LabelSide, b: LabelSide, sample: number): string {
  return `${item} · ${a.model} × ${b.model}${sample > 0 ? ` #${sample}` : ""}`;
}

type Answer = { readonly item: string; readonly sample: number; readonly question: string; readonly side: LabelSide };

function answersIn(from: InputTable, body: HumanBody): LabelItems {
  requireColumn(from.schema, from.table, body.response, "response");
  const questionOf = questionReader(from.schema, from.table, body);
  const answers = new Map<string, Answer>();
  const without = new Set<string>();
  for (const [index, row] of from.rows.entries()) {
    const model = textOfValue(row.model);
    const [item, sample] = [itemOf(row, index), sampleOf(row)];
    const key = labelKey(item, [model], sample);
    const text = textOfValue(row[body.response]);
    if (text === "" || (typeof row.error === "string" && row.error !== "")) without.add(key);
    else if (!answers.has(key))
      answers.set(key, { item, sample, question: questionOf(row), side: { model, family: textOfValue(row.family) || model, text } });
  }
  const withoutText = without.size;
  if (body.ask === "pairwise") return { items: pairsOfAnswers([...answers.values()], from.table), withoutText };
  const items = [...answers].map(
    ([key, { item, sample, question, side }]): LabelItem => ({
      key,
      item,
      sample,
      question,
      a: side,
      b: null,
      comparison: null,
      verdicts: [],
    }),
  );
  return { items, withoutText };
}

function pairsOfAnswers(answers: readonly Answer[], table: string): readonly LabelItem[] {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const key = JSON.stringify([answer.item, answer.sample]);
    const group = groups.get(key);
    if (group) group.push(answer);
    else groups.set(key, [answer]);
  }
  const pairs = [...groups.values()].flatMap((group) =>
    group.flatMap((one, at) => group.slice(at + 1).flatMap((other) => (one.side.model === other.side.model ? [] : [pairOf(one, other)]))),
  );
  if (pairs.length > 0) return pairs;
  throw new AssayError("column-missing", `\`${table}\` has no two answers to one item by different models.`, {
    hint: "Comparing needs rows with the same `item` and different `model`; use `ask: score` or `ask: accept` for answers one by one.",
    place: { key: "from" },
  });
}

function pairOf({ item, sample, question, side: a }: Answer, { side: b }: Answer): LabelItem {
  const key = labelKey(item, [a.model, b.model], sample);
  return { key, item, sample, question, a, b, comparison: comparisonName(item, a, b, sample), verdicts: [] };
}

function sampleOf(row: Row): number {
  return typeof row.sample === "number" ? row.sample : 0;
}

/** The question of a row: the column named, the usual ones, or the last thing the user said. */
function questionReader(schema: TableSchema, table: string, body: HumanBody): (row: Row) => string {
  if (body.question !== undefined) requireColumn(schema, table, body.question, "question");
  const column = body.question ?? ["question", "prompt", "instruction"].find((name) => hasColumn(schema, name));
  if (column !== undefined) return (row) => textOfValue(row[column]);
  if (hasColumn(schema, "messages")) return lastUserMessage;
  throw new AssayError("column-missing", `\`${table}\` has no column that holds the question.`, {
    hint: "Name it with `question:`.",
    place: { key: "question" },
  });
}

function lastUserMessage({ messages }: Row): string {
  if (!Array.isArray(messages)) return "";
  const said = messages.flatMap((message) =>
    message !== null && typeof message === "object" && message.role === "user" && typeof message.content === "string"
      ? [message.content]
      : [],
  );
  return said.at(-1) ?? "";
}
