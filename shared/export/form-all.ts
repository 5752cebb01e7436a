import { type Column, type ColumnType, double, integer, type Row, text } from "../data/table.ts";
import { readPrompt } from "./chat-messages.ts";
import type { Example, Shaped } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import { authorOf, originalModelOf } from "./provenance.ts";
import { keyText, promptValue, textIn } from "./read-answer.ts";

/** A table of scores or verdicts that goes along with its answers. */
export type JudgedTable = { readonly table: string; readonly rows: readonly Row[] };

const scoreFields: readonly Column[] = [
  ["table", text],
  ["judge", text],
  ["judge_kind", text],
  ["repeat", integer],
  ["criterion", text],
  ["score", double],
  ["met", double],
  ["outcome", text],
  ["against", text],
  ["p", double],
  ["margin", double],
  ["reason", text],
  ["rationale", text],
].map(([name, type]) => ({ name, type }) as Column);

/** Everything anyone said of an answer, seen from that answer. */
export const scoresColumn: Column = {
  name: "assay_scores",
  type: { type: "list", item: { type: "struct", fields: scoreFields } } satisfies ColumnType,
};

/** Every row of the table as it is, failed ones too, with all that judges and people said of it. Nothing is thrown away. */
export function allForm({ rows, roles, origins }: FormInput, judged: readonly JudgedTable[]): Shaped {
  const said = new Map<string, Row[]>();
  const add = (key: string, score: Row): void => void said.set(key, [...(said.get(key) ?? []), score]);
  for (const { table, rows: verdicts } of judged) {
    for (const row of verdicts) {
      const [item, sample] = [keyText(row.item), keyText(row.sample)];
      if (row.a === undefined && row.b === undefined) add(answerKey(item, keyText(row.model), sample), scoreOf(table, row, null));
      else for (const side of ["a", "b"] as const) add(answerKey(item, keyText(row[side]), sample), scoreOf(table, row, side));
    }
  }
  const examples = rows.map((row, at): Example => {
    const item = textIn(row, roles, "item");
    const model = textIn(row, roles, "model");
    const author = authorOf(row, roles);
    const original = originalModelOf(row, roles);
    const prompt = readPrompt(promptValue(row, roles));
    const sample = textIn(row, roles, "sample");
    // A table that names no samples speaks of the answer whichever it is.
    const scores = [...new Set([sample, ""])].flatMap((each) => said.get(answerKey(item, model, each)) ?? []);
    return {
      row: at + 1,
      item,
      prompt: prompt.ok ? prompt.messages : [],
      content: { type: "all", row: judged.length === 0 ? row : { ...row, [scoresColumn.name]: scores } },
      provenance: {
        assay_item: item || null,
        assay_model: author.model || null,
        ...(original === null ? {} : { assay_original_model: original }),
        assay_parameters: origins.parametersOf(author.model, author.wrote),
        assay_rubric_version: origins.rubricVersion,
        assay_simulated: origins.isSimulated(author.model),
      },
    };
  });
  return { examples, leftOut: [] };
}

function answerKey(item: string, model: string, sample: string): string {
  return JSON.stringify([item, model, sample]);
}

const seenFromA: { readonly [outcome: string]: string } = { a: "win", b: "loss" };
const seenFromB: { readonly [outcome: string]: string } = { win: "loss", loss: "win" };

/** What was said, from the side of one answer; null where only one was judged. */
function scoreOf(table: string, row: Row, side: "a" | "b" | null): Row {
  const said = keyText(row.outcome ?? row.verdict).toLowerCase();
  const outcome = side === null ? said : (seenFromA[said] ?? said);
  const probability = typeof row.p === "number" ? row.p : null;
  return {
    ...Object.fromEntries(scoreFields.map(({ name }) => [name, row[name] ?? null])),
    table,
    // A rubric's own table counts under this name how many criteria were met.
    met: row.criterion === undefined ? null : (row.met ?? null),
    outcome: (side === "b" ? (seenFromB[outcome] ?? outcome) : outcome) || null,
    against: side === null ? null : keyText(side === "a" ? row.b : row.a),
    p: side === "b" && probability !== null ? 1 - probability : probability,
  };
}
