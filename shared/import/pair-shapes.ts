import { type Column, type Row, text, type Value } from "../data/table.ts";
import { isConversation } from "./conversation-shapes.ts";
import { emptyPrompt, fieldOf, isBlank, isListOf, type Shape, textOf, typeOfColumn, wrongShape } from "./shape.ts";
import { chatTurns, plainText, type Turn } from "./turns.ts";

/** A chosen and a rejected answer to one prompt; where the prompt has no column, it is what both begin with. */
export const preferenceShape: Shape = {
  name: "preference",
  title: "Preference pairs",
  fits: (schema) => ["chosen", "rejected"].every((name) => ["text", "list"].includes(typeOfColumn(schema, name)?.type ?? "")),
  columns: () => ["question", "response_chosen", "response_rejected"].map((name) => ({ name, type: text })),
  consumes: [],
  map: (row) => {
    if (isConversation(row.chosen) && isConversation(row.rejected)) return fromConversations(row);
    const [chosen, rejected] = [textOf(row.chosen), textOf(row.rejected)];
    if (chosen === "" || rejected === "") return wrongShape(`\`${chosen === "" ? "chosen" : "rejected"}\` is empty.`);
    const given = promptOf(row);
    const start = given === null ? sharedStart(chosen, rejected) : "";
    const question = given ?? start;
    if (isBlank(question)) return emptyPrompt(given === null ? "What both answers begin with" : "`prompt`");
    return { ok: true, rows: [pairOf(question.trim(), chosen.slice(start.length), rejected.slice(start.length))] };
  },
  sentences: [
    "`question` is the prompt, `response_chosen` and `response_rejected` the two answers without it.",
    "Where there is no `prompt` column, the prompt is what both conversations begin with.",
    "Nothing is lost: `chosen` and `rejected` stay.",
  ],
};

function pairOf(question: string, chosen: string, rejected: string): Row {
  return { question, response_chosen: chosen, response_rejected: rejected };
}

function promptOf(row: Row): string | null {
  for (const name of ["prompt", "question", "instruction"]) {
    const prompt = row[name];
    if (prompt !== null && prompt !== undefined) return plainText(prompt);
  }
  return null;
}

function fromConversations(row: Row): ReturnType<Shape["map"]> {
  const [chosen, rejected] = [chatTurns(row.chosen) ?? [], chatTurns(row.rejected) ?? []];
  let shared = 0;
  while (shared < Math.min(chosen.length, rejected.length) - 1 && isSame(chosen[shared], rejected[shared])) shared += 1;
  const question = promptOf(row) ?? spoken(chosen.slice(0, shared).filter(({ role }) => role !== "system"));
  if (isBlank(question)) return emptyPrompt("The prompt");
  const [a, b] = [spoken(chosen.slice(shared)), spoken(rejected.slice(shared))];
  if (a === "" || b === "") return wrongShape(`\`${a === "" ? "chosen" : "rejected"}\` holds no answer.`);
  return { ok: true, rows: [pairOf(question, a, b)] };
}

function isSame(one: Turn | undefined, other: Turn | undefined): boolean {
  return one?.role === other?.role && one?.content === other?.content;
}

function spoken(turns: readonly Turn[]): string {
  return plainText(turns.map(({ role, content }) => ({ role, content })));
}

/** As far as two transcripts agree, back to where the last speaker both share begins to answer. */
function sharedStart(one: string, other: string): string {
  let end = 0;
  while (end < Math.min(one.length, other.length) && one[end] === other[end]) end += 1;
  const shared = one.slice(0, end);
  const speaker = shared.lastIndexOf("\n\nAssistant:");
  return speaker === -1 ? "" : shared.slice(0, speaker + "\n\nAssistant:".length);
}

/** One instruction with several models' answers and their ratings: a row an answer. */
export const ultrafeedbackShape: Shape = {
  name: "ultrafeedback",
  title: "UltraFeedback: answers with ratings",
  fits: (schema) => isListOf(schema, "completions", ["response"]) && typeOfColumn(schema, "instruction")?.type === "text",
  columns: (schema) => [
    { name: "question", type: text },
    { name: "model", type: text },
    { name: "response", type: text },
    ...extraFields(schema),
  ],
  consumes: ["completions"],
  map: (row) => {
    if (isBlank(row.instruction)) return emptyPrompt("`instruction`");
    if (!Array.isArray(row.completions) || row.completions.length === 0) return wrongShape("`completions` holds no answer.");
    return { ok: true, rows: row.completions.map((completion: Value) => answerRow(String(row.instruction), completion)) };
  },
  sentences: [
    "Each answer becomes a row of its own with the item of its instruction: `question`, `model`, `response`, and its ratings under their own names.",
    "Nothing is lost: every field of `completions` is a column; `completions` itself does not stay.",
  ],
};

const named = new Set(["model", "response"]);

function extraFields(schema: Parameters<Shape["columns"]>[0]): readonly Column[] {
  const type = typeOfColumn(schema, "completions");
  if (type?.type !== "list" || type.item.type !== "struct") return [];
  return type.item.fields.filter(({ name }) => !named.has(name)).map(({ name, type: own }) => ({ name: extraName(name), type: own }));
}

/** A field of an answer never takes the place of the question or the item. */
function extraName(name: string): string {
  return ["question", "item", "instruction"].includes(name) ? `answer_${name}` : name;
}

function answerRow(question: string, completion: Value): Row {
  const fields = typeof completion === "object" && completion !== null ? Object.entries(completion) : [];
  return {
    ...Object.fromEntries(fields.filter(([name]) => !named.has(name)).map(([name, value]) => [extraName(name), value])),
    question,
    model: fieldOf(completion, "model"),
    response: fieldOf(completion, "response"),
  };
}
