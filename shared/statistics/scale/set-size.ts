import type { Row, TableSchema, Value } from "../../data/table.ts";
import { hasColumn } from "../../data/table-columns.ts";
import { textOfValue } from "../../data/value-text.ts";
import { quantile } from "../quantile.ts";

/** Tokens of a text, by a tokenizer that has a name. */
export type TokenCounter = { readonly name: string; readonly count: (text: string) => number };

export type Lengths = {
  readonly mean: number;
  readonly median: number;
  readonly p95: number;
  readonly total: number;
  readonly texts: number;
};

export type SetSize = {
  readonly table: string;
  readonly examples: number;
  readonly prompts: number;
  /** Mean assistant turns an example. */
  readonly turns: number;
  /** Null where the table holds none. */
  readonly prompt: Lengths | null;
  readonly response: Lengths | null;
};

const promptNames = ["prompt", "question", "instruction", "input"];
const responseNames = ["response", "completion", "answer", "output", "chosen"];

/**
 * How large a table is as a data set: examples, distinct prompts, turns, tokens of prompts and responses counted by one named
 * tokenizer. Conversations (`messages`) count each assistant turn; what stands before the last one is prompt.
 */
export function setSize(table: string, schema: TableSchema, rows: readonly Row[], { count }: TokenCounter): SetSize {
  const find = (names: readonly string[]): string | null => names.find((name) => hasColumn(schema, name)) ?? null;
  const [promptColumn, responseColumn] = [find(promptNames), find(responseNames)];
  const prompts = new Set<string>();
  const [promptTokens, responseTokens]: [number[], number[]] = [[], []];
  let turns = 0;
  for (const row of rows) {
    const said = conversation(row.messages);
    const own = responseColumn === null ? null : row[responseColumn];
    const response = typeof own === "string" ? own : (said.findLast(({ role }) => role === "assistant")?.content ?? null);
    const prompt =
      promptColumn === null
        ? said
            .filter(({ role }) => role === "user")
            .map(({ content }) => content)
            .join("\n")
        : textOfValue(row[promptColumn]);
    prompts.add(prompt === "" ? textOfValue(row.item) : prompt);
    turns += Math.max(1, said.filter(({ role }) => role === "assistant").length);
    if (prompt !== "") promptTokens.push(count(prompt));
    if (response !== null && response !== "") responseTokens.push(count(response));
  }
  return {
    table,
    examples: rows.length,
    prompts: prompts.size,
    turns: rows.length === 0 ? 0 : turns / rows.length,
    prompt: lengthsOf(promptTokens),
    response: lengthsOf(responseTokens),
  };
}

function lengthsOf(tokens: readonly number[]): Lengths | null {
  if (tokens.length === 0) return null;
  const sorted = Float64Array.from(tokens).sort();
  const total = tokens.reduce((sum, each) => sum + each, 0);
  return { mean: total / tokens.length, median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), total, texts: tokens.length };
}

function conversation(value: Value | undefined): readonly { readonly role: string; readonly content: string }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: Value) => {
    const isTurn = typeof each === "object" && each !== null && "role" in each && "content" in each;
    return isTurn ? [{ role: textOfValue(each.role as Value), content: textOfValue(each.content as Value) }] : [];
  });
}
