import type { Row, Value } from "../data/table.ts";
import type { ChatMessage } from "../journal/call.ts";
import { hasLoneSurrogate, messagesBeforeAnswer, promptKeyOf, readAnswerText, readPrompt } from "./chat-messages.ts";
import type { ColumnRole, Roles } from "./column-roles.ts";

/** An answer that may be trained on, with its prompt; or why not. */
export type AnswerReading =
  | { readonly ok: true; readonly prompt: readonly ChatMessage[]; readonly response: string }
  | { readonly ok: false; readonly reason: string };

/** Failed, cut off, withheld and empty answers are none, nor are those whose prompt no trainer would take. */
export function readAnswer(row: Row, roles: Roles): AnswerReading {
  if (typeof row.error === "string" && row.error !== "") return no(row.error.split(":")[0]?.trim() || "error");
  if (row.finish_reason === "length") return no("answer cut off");
  if (row.finish_reason === "content_filter") return no("answer filtered by the provider");
  const name = roles.name("response");
  if (name !== null) return withPrompt(readAnswerText(row[name]), promptValue(row, roles));
  // A table of whole conversations: what stands before the last answer is its prompt.
  const conversation = promptValue(row, roles);
  return withPrompt(readAnswerText(conversation), messagesBeforeAnswer(conversation) ?? conversation);
}

/** The texts two columns hold for one prompt, such as chosen and rejected; or why they can't be used. */
export function readTexts(
  row: Row,
  roles: Roles,
  columns: readonly string[],
):
  | { readonly ok: true; readonly prompt: readonly ChatMessage[]; readonly texts: readonly string[] }
  | { readonly ok: false; readonly reason: string } {
  const [first = ""] = columns;
  const given = roles.has("prompt") ? promptValue(row, roles) : messagesBeforeAnswer(row[first]);
  const prompt = readPrompt(given ?? undefined);
  if (!prompt.ok) return prompt;
  const texts = columns.map((column) => readAnswerText(row[column]) ?? "");
  if (texts.some((text) => text.trim() === "")) return no("empty answer");
  if ([...texts, ...prompt.messages.map(({ content }) => content)].some(hasLoneSurrogate)) return no(notUnicode);
  return { ok: true, prompt: prompt.messages, texts };
}

export const notUnicode = "text that is not Unicode";

function withPrompt(response: string | null, given: Row[string] | undefined): AnswerReading {
  if (response === null || response.trim() === "") return no("empty answer");
  const prompt = readPrompt(given);
  if (!prompt.ok) return prompt;
  if (hasLoneSurrogate(response) || prompt.messages.some(({ content }) => hasLoneSurrogate(content))) return no(notUnicode);
  return { ok: true, prompt: prompt.messages, response };
}

/**
 * What a row was asked: its messages, or its question with the system prompt and the earlier turns that stand in columns of their own.
 * An input stands in the line below its instruction, unless the question ends with it already.
 */
export function promptValue(row: Row, roles: Roles): Value | undefined {
  const given = valueOf(row, roles, "prompt");
  if (typeof given !== "string" || given.trim() === "") return given;
  const input = textIn(row, roles, "input");
  const isApart = roles.name("prompt") === "instruction" || roles.isNamed("input");
  const question = isApart && input.trim() !== "" && !given.endsWith(`\n${input}`) ? `${given}\n${input}` : given;
  const system = textIn(row, roles, "system");
  const turns = earlierTurns(valueOf(row, roles, "history"));
  if (system.trim() === "" && turns.length === 0) return question;
  return [...(system.trim() === "" ? [] : [{ role: "system", content: system }]), ...turns, { role: "user", content: question }];
}

/** Pairs of a question and its answer, as Alpaca rows hold what was said before. */
function earlierTurns(history: Value | undefined): readonly Value[] {
  if (!Array.isArray(history)) return [];
  return (history as readonly Value[]).flatMap((pair): Value[] => {
    const [question = null, answer = null] = Array.isArray(pair) ? (pair as readonly Value[]) : [];
    return [
      { role: "user", content: question },
      { role: "assistant", content: answer },
    ];
  });
}

/** The part of a row's question that is its input; undefined where the question does not end with it. */
export function inputOf(row: Row, roles: Roles, prompt: readonly ChatMessage[]): string | undefined {
  const input = textIn(row, roles, "input");
  const question = prompt.at(-1)?.content ?? "";
  const instruction = question.slice(0, -input.length - 1);
  return input.trim() !== "" && instruction.trim() !== "" && question === `${instruction}\n${input}` ? input : undefined;
}

/** What a part's column holds; undefined where nothing plays the part. */
export function valueOf(row: Row, roles: Roles, role: ColumnRole): Row[string] | undefined {
  const name = roles.name(role);
  return name === null ? undefined : row[name];
}

/** A part's value as text, whatever its type; "" where there is none. */
export function textIn(row: Row, roles: Roles, role: ColumnRole): string {
  return keyText(valueOf(row, roles, role));
}

export function keyText(value: Row[string] | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

/** What ties rows of one item and prompt together: the item where there is one, else the prompt itself. */
export function itemOf(row: Row, roles: Roles, prompt: readonly ChatMessage[]): string {
  return textIn(row, roles, "item") || promptKeyOf(prompt);
}

function no(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
