import type { ChatMessage } from "../journal/call.ts";
import type { Value } from "./table.ts";

/** A value as chat messages, or why it is none a trainer would take as a prompt. */
export function readPrompt(
  value: Value | undefined,
): { readonly ok: true; readonly messages: readonly ChatMessage[] } | { readonly ok: false; readonly reason: string } {
  if (typeof value === "string") return value.trim() === "" ? empty : { ok: true, messages: [{ role: "user", content: value }] };
  if (!Array.isArray(value) || value.length === 0) return empty;
  const messages: ChatMessage[] = [];
  for (const part of value as readonly Value[]) {
    const message = readMessage(part);
    if (!message) return { ok: false, reason: "prompt is no list of messages" };
    messages.push(message);
  }
  return alternates(messages) ? { ok: true, messages } : { ok: false, reason: "turns do not alternate" };
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

/** Lists and structs only: a message as plain data for a table. */
export function messageRow({ role, content }: ChatMessage): { readonly role: string; readonly content: string } {
  return { role, content };
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
