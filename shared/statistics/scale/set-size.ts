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
  /** Of texts that the table calls neither prompt nor response. */
  readonly text: Lengths | null;
};

const promptNames = ["prompt", "question", "instruction", "input"];
const textName = "text";
const responseNames = ["response", "completion", "answer", "output", "chosen"];

/**
 * How large a table is as a data set: examples, distinct prompts, turns, tokens of prompts and responses counted by one named
 * tokenizer. Of a conversation (`messages`) each assistant turn is a response, and what stands before it since the one before is its prompt,
 * so that lengths are a turn's and totals count every word once. Beside a column of responses, `messages` is the prompt, unless it ends with
 * an answer and so holds the whole conversation. A column `text` counts where there is nothing else.
 */
export function setSize(table: string, schema: TableSchema, rows: readonly Row[], { count }: TokenCounter): SetSize {
  const find = (names: readonly string[]): string | null => names.find((name) => hasColumn(schema, name)) ?? null;
  const [promptColumn, responseColumn] = [find(promptNames), find(responseNames)];
  const isText = promptColumn === null && responseColumn === null && !hasColumn(schema, "messages");
  const distinct = new Set<string>();
  const [promptTokens, responseTokens, textTokens]: [number[], number[], number[]] = [[], [], []];
  let turns = 0;
  for (const row of rows) {
    const { prompts, responses } = textsOf(row, promptColumn, responseColumn);
    const own = isText ? textOfValue(row[textName]) : "";
    if (own !== "") textTokens.push(count(own));
    distinct.add(prompts.length === 0 ? textOfValue(row.item) : JSON.stringify(prompts));
    turns += Math.max(1, responses.length);
    promptTokens.push(...prompts.map(count));
    responseTokens.push(...responses.map(count));
  }
  return {
    table,
    examples: rows.length,
    prompts: distinct.size,
    turns: rows.length === 0 ? 0 : turns / rows.length,
    prompt: lengthsOf(promptTokens),
    response: lengthsOf(responseTokens),
    text: lengthsOf(textTokens),
  };
}

type Texts = { readonly prompts: readonly string[]; readonly responses: readonly string[] };

/** What a row asks and answers, turn by turn; empty texts are none. */
function textsOf(row: Row, promptColumn: string | null, responseColumn: string | null): Texts {
  const said = conversation(row.messages);
  if (said.at(-1)?.role === "assistant") return withoutEmpty(exchangesIn(row.messages));
  const isFirst = said.every(({ role }) => role !== "assistant");
  const answered = responseColumn === null ? exchangesIn(row.messages) : exchangesIn(row[responseColumn]);
  const asked = promptColumn !== null && isFirst ? promptOf(row, promptColumn) : responseColumn !== null ? wholeText(row.messages) : "";
  return withoutEmpty({ prompts: asked === "" ? answered.prompts : [asked], responses: answered.responses });
}

/** An instruction may have an input beside it, as in Alpaca's layout. */
function promptOf(row: Row, column: string): string {
  const input = column === "instruction" ? wholeText(row.input) : "";
  return [wholeText(row[column]), input].filter((text) => text !== "").join("\n");
}

function withoutEmpty({ prompts, responses }: Texts): Texts {
  return { prompts: prompts.filter((text) => text !== ""), responses: responses.filter((text) => text !== "") };
}

/** A text is a response; a conversation falls into what was asked and what was answered. */
function exchangesIn(value: Value | undefined): Texts {
  if (typeof value === "string") return { prompts: [], responses: [value] };
  const [prompts, responses]: [string[], string[]] = [[], []];
  let asked: string[] = [];
  for (const { role, content } of conversation(value)) {
    if (role !== "assistant") asked.push(content);
    else {
      prompts.push(asked.join("\n"));
      responses.push(content);
      asked = [];
    }
  }
  return { prompts: [...prompts, asked.join("\n")], responses };
}

function wholeText(value: Value | undefined): string {
  const said = conversation(value);
  return said.length > 0 ? said.map(({ content }) => content).join("\n") : textOfValue(value);
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
