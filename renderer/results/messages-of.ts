import type { Value } from "#shared/data/table.ts";

export type ShownMessage = { readonly role: string; readonly content: string };

/** Chat messages as a column holds them, or null when the value is something else. */
export function messagesOf(value: Value): readonly ShownMessage[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const messages: ShownMessage[] = [];
  for (const part of value) {
    if (typeof part !== "object" || part === null || !("role" in part) || !("content" in part)) return null;
    const { role, content } = part;
    if (typeof role !== "string" || typeof content !== "string") return null;
    messages.push({ role, content });
  }
  return messages;
}
