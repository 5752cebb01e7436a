import { z } from "zod";
import { AssayError } from "../assay-error.ts";
import type { ChatMessage } from "../journal/call.ts";

/** A reply's JSON that fits the schema, as text without what stood around it, or why there is none. */
export type StructuredReading = { readonly ok: true; readonly json: string } | { readonly ok: false; readonly reason: string };

export type StructuredReader = (reply: string) => StructuredReading;

/** Reads replies against a JSON Schema. Throws cell-invalid when the schema itself can't be read. */
export function createStructuredReader(schema: { readonly [key: string]: unknown }): StructuredReader {
  const type = readSchema(schema);
  return (reply) => {
    const candidates = jsonCandidates(reply);
    if (candidates.length === 0) return { ok: false, reason: "it holds no JSON" };
    let reason = "";
    for (const json of candidates) {
      const value = parse(json);
      if (value === undefined) continue;
      const read = type.safeParse(value.value);
      if (read.success) return { ok: true, json };
      const [issue] = read.error.issues;
      reason ||= `${issue?.path.join(".") || "the value"}: ${issue?.message ?? "does not fit"}`;
    }
    return { ok: false, reason: reason || "its JSON cannot be parsed" };
  };
}

function readSchema(schema: { readonly [key: string]: unknown }): z.ZodType {
  try {
    return z.fromJSONSchema(schema);
  } catch (error) {
    throw new AssayError("cell-invalid", `The JSON Schema can't be read: ${error instanceof Error ? error.message : String(error)}.`, {
      hint: "Write it with type, properties, items, enum and required.",
      place: { key: "schema" },
      cause: error,
    });
  }
}

/** The reply whole, then fenced blocks, then its outermost braces and brackets, the last ones first: a model explains before it answers. */
function jsonCandidates(reply: string): readonly string[] {
  const fences = [...reply.matchAll(/```(?:json)?\s*\n([\s\S]*?)```/g)].map((match) => match[1] ?? "").reverse();
  const spans = [span(reply, "{", "}"), span(reply, "[", "]")].filter((found) => found !== null);
  return [...new Set([reply, ...fences, ...spans].map((text) => text.trim()).filter((text) => /^[[{"\d\-tfn]/.test(text)))];
}

function span(text: string, open: string, close: string): string | null {
  const from = text.indexOf(open);
  const to = text.lastIndexOf(close);
  return from >= 0 && to > from ? text.slice(from, to + 1) : null;
}

function parse(json: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) as unknown };
  } catch {
    return undefined;
  }
}

/** What is asked, once, when a reply was not the JSON asked for. */
export function askAgain(messages: readonly ChatMessage[], reply: string, reason: string): readonly ChatMessage[] {
  return [
    ...messages,
    { role: "assistant", content: reply },
    { role: "user", content: `That is not the JSON asked for: ${reason}. Reply again with the JSON alone.` },
  ];
}
