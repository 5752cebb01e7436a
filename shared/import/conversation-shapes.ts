import { messages, text } from "../data/table.ts";
import { emptyPrompt, fieldOf, isBlank, isListOf, isTextColumn, type Shape, type ShapedRow, typeOfColumn, wrongShape } from "./shape.ts";
import { plainText, questionAndAnswer, type Turn, turnsOf } from "./turns.ts";

const pair = [
  { name: "question", type: text },
  { name: "response", type: text },
] as const;

/** Conversations as OpenAI's and TRL's formats have them, with or without tools. */
export const messagesShape: Shape = {
  name: "messages",
  title: "Messages (OpenAI, TRL)",
  fits: (schema) => isListOf(schema, "messages", ["role", "content"]),
  columns: () => pair,
  consumes: [],
  map: (row) => {
    const turns = turnsOf(row.messages, "role", "content");
    return turns === null ? wrongShape("`messages` is no list of turns.") : shaped(turns, {});
  },
  sentences: [
    "`question` is the first user turn, `response` the last assistant turn.",
    "Nothing is lost: `messages` stays, with tools and tool calls as they are.",
  ],
};

/** Conversations as ShareGPT has them. */
export const sharegptShape: Shape = {
  name: "sharegpt",
  title: "ShareGPT conversations",
  fits: (schema) => isListOf(schema, "conversations", ["from", "value"]),
  columns: () => [{ name: "messages", type: messages }, ...pair],
  consumes: [],
  map: (row) => {
    const turns = turnsOf(row.conversations, "from", "value");
    if (turns === null) return wrongShape("`conversations` is no list of turns.");
    const system = isBlank(row.system) ? [] : [{ role: "system", content: String(row.system) }];
    return shaped(turns, { messages: [...system, ...turns] });
  },
  sentences: [
    "`messages` holds every turn: human → user, gpt → assistant; `system` comes first where the row has one.",
    "`question` is the first user turn, `response` the last assistant turn.",
    "Nothing is lost: `conversations` stays.",
  ],
};

function shaped(turns: readonly Turn[], more: { readonly messages?: readonly Turn[] }): ShapedRow {
  const { question = null, response = null } = questionAndAnswer(turns);
  if (isBlank(question)) return emptyPrompt("The first user turn");
  return { ok: true, rows: [{ ...more, question, response }] };
}

/** Instruction, input and output in columns of their own. */
export const alpacaShape: Shape = {
  name: "alpaca",
  title: "Alpaca instructions",
  fits: (schema) => isTextColumn(schema, "instruction") && isTextColumn(schema, "output"),
  columns: () => pair,
  consumes: [],
  map: (row) => {
    if (isBlank(row.instruction)) return emptyPrompt("`instruction`");
    const instruction = String(row.instruction);
    const question = isBlank(row.input) ? instruction : `${instruction}\n\n${String(row.input)}`;
    return { ok: true, rows: [{ question, response: row.output ?? null }] };
  },
  sentences: [
    "`question` is the instruction, with its input below it where there is one; `response` is the output.",
    "Nothing is lost: `instruction`, `input` and `output` stay.",
  ],
};

/** A prompt and its completion, each a text or messages. */
export const promptCompletionShape: Shape = {
  name: "prompt-completion",
  title: "Prompt and completion",
  fits: (schema) => typeOfColumn(schema, "prompt") !== null && typeOfColumn(schema, "completion") !== null,
  columns: () => pair,
  consumes: [],
  map: (row) => {
    const question = plainText(row.prompt);
    if (isBlank(question)) return emptyPrompt("`prompt`");
    return { ok: true, rows: [{ question, response: plainText(row.completion) }] };
  },
  sentences: [
    "`question` is the prompt's text, `response` the completion's; prompts of several turns are written one below the other.",
    "Nothing is lost: `prompt` and `completion` stay.",
  ],
};

/** Whether a value is a conversation rather than a text. */
export function isConversation(value: unknown): boolean {
  return Array.isArray(value) && (fieldOf(value[0], "role") !== null || fieldOf(value[0], "from") !== null);
}
