import { itemsOf } from "./tasks/task.ts";

/** What a teacher has to say, to be fitted into a JSON Schema. */
export type Content = { readonly answer: string; readonly statement: string };

/** JSON text that fits a simple JSON Schema (objects, arrays, enums, strings, numbers, booleans), filled from the answer. */
export function answerBySchema(schema: unknown, content: Content): string {
  return JSON.stringify(valueFor(schema, "answer", content, 0));
}

function valueFor(schema: unknown, name: string, content: Content, depth: number): unknown {
  if (!isObject(schema) || depth > 8) return null;
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) {
    const options: readonly unknown[] = schema.enum;
    return options.find((option) => String(option).toLowerCase() === content.answer.toLowerCase()) ?? options[0] ?? null;
  }
  const variants = [schema.anyOf, schema.oneOf].find(Array.isArray);
  if (variants !== undefined) return valueFor(variants[0], name, content, depth + 1);
  const type: unknown = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object": {
      if (!isObject(schema.properties)) return {};
      return Object.fromEntries(Object.entries(schema.properties).map(([key, field]) => [key, valueFor(field, key, content, depth + 1)]));
    }
    case "array":
      return itemsOf(content.answer).map((item) => valueFor(schema.items, name, { ...content, answer: item }, depth + 1));
    case "number":
    case "integer": {
      const number = Number(/-?\d+(?:\.\d+)?/.exec(content.answer)?.[0] ?? 0);
      return type === "integer" ? Math.round(number) : number;
    }
    case "boolean":
      return /^(?:yes|true|right)\b/i.test(content.answer);
    case "null":
      return null;
    default:
      return /reason|explan|working|steps|thought|rationale/i.test(name) ? content.statement : content.answer;
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
