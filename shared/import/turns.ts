import type { Row, Value } from "../data/table.ts";
import { fieldOf, textOf } from "./shape.ts";

export type Turn = { readonly role: string; readonly content: string };

const roles: { readonly [word: string]: string } = {
  human: "user",
  user: "user",
  gpt: "assistant",
  bot: "assistant",
  chatgpt: "assistant",
  bard: "assistant",
  assistant: "assistant",
  model: "assistant",
  system: "system",
  function_call: "assistant",
  observation: "tool",
  tool: "tool",
};

/** Turns of a list of records, by the fields that hold role and text; null where the value is no list. Unknown roles stay as they are. */
export function turnsOf(value: Value | undefined, roleField: string, textField: string): readonly Turn[] | null {
  if (!Array.isArray(value)) return null;
  return value.map((turn: Value) => {
    const role = textOf(fieldOf(turn, roleField)).trim();
    const known = role.toLowerCase();
    return { role: Object.hasOwn(roles, known) ? (roles[known] ?? role) : role, content: contentOf(fieldOf(turn, textField)) };
  });
}

/** Text, or the text parts of a content that is a list of parts. */
function contentOf(value: Value): string {
  if (!Array.isArray(value)) return textOf(value);
  return value.map((part: Value) => textOf(fieldOf(part, "text"))).join("");
}

/** Roles and texts under whichever names the records have. */
export function chatTurns(value: Value | undefined): readonly Turn[] | null {
  if (!Array.isArray(value)) return null;
  const first: Value | undefined = value[0];
  return fieldOf(first, "from") === null ? turnsOf(value, "role", "content") : turnsOf(value, "from", "value");
}

/** A text, or a conversation's turns one after the other: the content alone where there is one. */
export function plainText(value: Value | undefined): string {
  const turns = chatTurns(value);
  if (turns === null) return textOf(value);
  if (turns.length === 1) return turns[0]?.content ?? "";
  return turns.map(({ role, content }) => `${role}: ${content}`).join("\n\n");
}

/** The first question, the last answer and the system text of a conversation; null where it has none. */
export function questionAndAnswer(turns: readonly Turn[]): Row {
  return {
    question: turns.find(({ role }) => role === "user")?.content ?? null,
    response: turns.findLast(({ role, content }) => role === "assistant" && content !== "")?.content ?? null,
  };
}
