import { type ColumnType, messages, type Row, text, type Value } from "../data/table.ts";
import type { Roles } from "./column-roles.ts";
import type { ReasoningForm } from "./forms.ts";
import { valueOf } from "./read-answer.ts";

/** Fields in which chat templates look for an assistant's reasoning: Qwen3's, DeepSeek's and most others; gpt-oss'. */
const reasoningFields = ["reasoning_content", "thinking"] as const;
type ReasoningField = (typeof reasoningFields)[number];

/** The field of an assistant's message that holds its trace; null where no field does. */
export function reasoningField(form: ReasoningForm): ReasoningField | null {
  return reasoningFields.find((field) => field === form) ?? null;
}

/** The trace of a row's answer, from its column or from the last message of a conversation; null where there is none. */
export function traceOf(row: Row, roles: Roles): string | null {
  const own = roles.has("reasoning") ? valueOf(row, roles, "reasoning") : lastMessageTrace(valueOf(row, roles, "prompt"));
  return typeof own === "string" && own.trim() !== "" ? own.trim() : null;
}

/** Whether anything in a table could hold traces. */
export function holdsTraces(roles: Roles): boolean {
  if (roles.has("reasoning")) return true;
  if (roles.has("response")) return false;
  const conversation = roles.column(roles.name("prompt") ?? "")?.type;
  return (
    conversation?.type === "list" &&
    conversation.item.type === "struct" &&
    conversation.item.fields.some(({ name }) => reasoningFields.some((field) => field === name))
  );
}

/** An answer behind its trace, as models write both and as templates that look for tags take them apart. */
export function taggedAnswer(trace: string, answer: string): string {
  return `<think>\n${trace}\n</think>\n\n${answer}`;
}

/** Messages with a field for the trace, which holds null in every turn that has none. */
export function messagesType(form: ReasoningForm): ColumnType {
  const field = reasoningField(form);
  if (field === null || messages.type !== "list" || messages.item.type !== "struct") return messages;
  return { type: "list", item: { type: "struct", fields: [...messages.item.fields, { name: field, type: text }] } };
}

function lastMessageTrace(conversation: Value | undefined): Value | undefined {
  const last = Array.isArray(conversation) ? (conversation as readonly Value[]).at(-1) : undefined;
  if (last === null || typeof last !== "object" || Array.isArray(last) || last instanceof Uint8Array) return undefined;
  const { reasoning_content, thinking } = last as Row;
  return reasoning_content ?? thinking;
}
