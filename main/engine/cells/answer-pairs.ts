import { AssayError } from "#shared/assay-error.ts";
import type { JudgeBody } from "#shared/cells/judge.ts";
import type { Row, Value } from "#shared/data/table.ts";
import { hasColumn, requireColumn } from "#shared/data/table-columns.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import type { InputTable } from "./cell-runner.ts";
import { itemOf, seedOf } from "./input-rows.ts";

/** One answer to be judged. */
export type JudgedAnswer = {
  readonly item: string;
  readonly model: string;
  readonly family: string;
  readonly sample: number;
  readonly question: string;
  /** Null when the teacher's call failed: there is nothing to judge. */
  readonly response: string | null;
  /** The right answer, where the cell names a column for it; null when this row has none. */
  readonly reference: string | null;
  readonly messages: Value;
};

/** Two answers to one item; `a` and `b` are fixed sides, in the order of the table. */
export type AnswerPair = { readonly comparison: string; readonly a: JudgedAnswer; readonly b: JudgedAnswer };

/** The rows of `from` as answers. Throws column-missing where the question or the answer can't be found. */
export function answersOf(body: JudgeBody, input: InputTable): readonly JudgedAnswer[] {
  requireColumn(input.schema, input.table, body.response, "response");
  if (body.question !== undefined) requireColumn(input.schema, input.table, body.question, "question");
  if (body.reference !== undefined) requireColumn(input.schema, input.table, body.reference, "reference");
  const questionOf = questionReader(body, input);
  return input.rows.map((row, index) => ({
    item: itemOf(row, index),
    model: textOfValue(row.model),
    family: textOfValue(row.family) || textOfValue(row.model),
    sample: typeof row.sample === "number" ? row.sample : 0,
    question: questionOf(row),
    response: row[body.response] === null || row[body.response] === undefined || isFailed(row) ? null : textOfValue(row[body.response]),
    reference: body.reference === undefined ? null : textOfValue(row[body.reference]).trim() || null,
    messages: row.messages ?? [{ role: "user", content: questionOf(row) }],
  }));
}

function isFailed(row: Row): boolean {
  return typeof row.error === "string" && row.error !== "";
}

/** How the question of a row is read: the column named, else the last user message. Throws column-missing. */
export function questionReader(body: { readonly question?: string | undefined }, input: InputTable): (row: Row) => string {
  const named = body.question ?? ["question", "prompt", "instruction"].find((column) => hasColumn(input.schema, column));
  if (body.question === undefined && hasColumn(input.schema, "messages"))
    return (row) => lastUserMessage(row.messages) ?? textOfValue(row[named ?? ""]);
  if (named !== undefined) return (row) => textOfValue(row[named]);
  throw new AssayError("column-missing", `\`${input.table}\` has no column that holds the question.`, {
    hint: "Name it with `question:`.",
    place: { key: "question" },
  });
}

function lastUserMessage(messages: Value | undefined): string | null {
  if (!Array.isArray(messages)) return null;
  for (const message of [...messages].reverse()) {
    if (message !== null && typeof message === "object" && message.role === "user" && typeof message.content === "string")
      return message.content;
  }
  return null;
}

/** The pairs a judge compares, item by item. `tryItems` keeps the first items of a seeded draw. */
export function pairsOf(answers: readonly JudgedAnswer[], body: JudgeBody): readonly AnswerPair[] {
  const byItem = new Map<string, JudgedAnswer[]>();
  for (const answer of answers) {
    const group = byItem.get(answer.item);
    if (group) group.push(answer);
    else byItem.set(answer.item, [answer]);
  }
  if (body.pairs === "baseline" && !answers.some((answer) => answer.model === body.baseline)) {
    throw new AssayError("column-missing", `No answer is by the baseline \`${body.baseline}\`.`, {
      hint: "Name one of the teachers.",
      place: { key: "baseline" },
    });
  }
  return [...byItem.values()].flatMap((group) => pairsOfItem(group, body));
}

function pairsOfItem(group: readonly JudgedAnswer[], body: JudgeBody): readonly AnswerPair[] {
  const pairs: AnswerPair[] = [];
  for (const [at, a] of group.entries()) {
    for (const b of group.slice(at + 1)) {
      if (a.model === b.model || a.sample !== b.sample) continue;
      if (body.pairs === "baseline") {
        if (b.model === body.baseline) pairs.push(pairOf(a, b));
        else if (a.model === body.baseline) pairs.push(pairOf(b, a));
      } else {
        pairs.push(pairOf(a, b));
      }
    }
  }
  if (body.pairs !== "random" || pairs.length < 2) return pairs;
  const drawn = pairs[Math.floor(uniform(randomBits(seedOf(group[0]?.item ?? "", body.draw))) * pairs.length)];
  return drawn ? [drawn] : [];
}

function pairOf(a: JudgedAnswer, b: JudgedAnswer): AnswerPair {
  const sample = a.sample > 0 ? ` #${a.sample}` : "";
  return { comparison: `${a.item} · ${a.model} × ${b.model}${sample}`, a, b };
}
