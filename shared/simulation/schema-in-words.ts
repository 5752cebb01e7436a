import { type SimulationRequest, textOf } from "./request.ts";

/** A JSON Schema at the end of a text, with the sentence that asks for it. */
const wish = /\s*[^\n]*\bJSON Schema\b[^\n]*\n\s*(\{[\s\S]*\})\s*$/;

/** The schema that the last message asks for in words, and the messages without that; null where it asks for none. */
export function schemaInWords(
  messages: SimulationRequest["messages"],
): { readonly schema: unknown; readonly messages: SimulationRequest["messages"] } | null {
  const last = messages.at(-1);
  const asked = last?.role === "user" ? wish.exec(textOf(last.content)) : null;
  if (last === undefined || asked === null) return null;
  try {
    const schema: unknown = JSON.parse(asked[1] ?? "");
    return { schema, messages: [...messages.slice(0, -1), { ...last, content: textOf(last.content).slice(0, asked.index) }] };
  } catch {
    // Braces that are no schema are part of the question.
    return null;
  }
}
