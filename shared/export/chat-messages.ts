import type { Value } from "../data/table.ts";
import type { ChatMessage } from "../journal/call.ts";

/** A value as chat messages, or why it is none a trainer would take as a prompt. */
export function readPrompt(value: Value | undefined): PromptReading {
  if (typeof value === "string") return value.trim() === "" ? empty : { ok: true, messages: [{ role: "user", content: value }] };
  if (!Array.isArray(value) || value.length === 0) return empty;
  const messages = readMessages(value);
  if (messages === null) return { ok: false, reason: "prompt is no list of messages" };
  return alternates(messages) ? { ok: true, messages } : { ok: false, reason: "turns do not alternate" };
}

export type PromptReading =
  | { readonly ok: true; readonly messages: readonly ChatMessage[] }
  | { readonly ok: false; readonly reason: string };

/** An answer as its text: the text itself, or the last of some messages where that is the assistant's; null for anything else. */
export function readAnswerText(value: Value | undefined): string | null {
  if (typeof value === "string") return value;
  const last = readMessages(value)?.at(-1);
  return last?.role === "assistant" ? last.content : null;
}

/** The messages before the last answer of a conversation; null when it does not end in one. */
export function messagesBeforeAnswer(value: Value | undefined): readonly Value[] | null {
  return Array.isArray(value) && readMessages(value)?.at(-1)?.role === "assistant" ? value.slice(0, -1) : null;
}

function readMessages(value: Value | undefined): readonly ChatMessage[] | null {
  if (!Array.isArray(value)) return null;
  const messages = (value as readonly Value[]).map(readMessage);
  return messages.every((message) => message !== null) ? messages : null;
}

const empty = { ok: false, reason: "empty prompt" } as const;

/** The same prompt has the same key. */
export function promptKeyOf(messages: readonly ChatMessage[]): string {
  return JSON.stringify(messages.map(({ role, content }) => [role, content]));
}

/** Half of a surrogate pair without the other half: no UTF-8 file can hold it. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function readMessage(value: Value): ChatMessage | null {
  if (value === null || typeof value !== "object" || Array.isArray(value) || value instanceof Uint8Array) return null;
  const { role, content } = value as { readonly [field: string]: Value };
  if (typeof content !== "string") return null;
  return role === "system" || role === "user" || role === "assistant" ? { role, content } : null;
}

/** At most one system message, first; then user and assistant in turn, the user first and last: a prompt never ends in an answer. */
function alternates(messages: readonly ChatMessage[]): boolean {
  const turns = messages[0]?.role === "system" ? messages.slice(1) : messages;
  return turns.length % 2 === 1 && turns.every((turn, index) => turn.role === (index % 2 === 0 ? "user" : "assistant"));
}
