import { LineCounter, parseDocument, stringify } from "yaml";

/** A value as YAML that readers of the old version 1.1 take the same way: `no`, `on` and the like stand in quotes. */
export function yamlText(value: unknown): string {
  return stringify(value, { version: "1.1", lineWidth: 0 });
}

export type MapReading =
  | { readonly ok: true; readonly value: { readonly [key: string]: unknown } }
  | { readonly ok: false; readonly sentence: string };

const aliasLimit = 100;

/** Keys and values written as YAML, of which JSON is a part. Refused in a sentence with its line, counted from 1. */
export function readMap(text: string): MapReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: "1.2", strict: true, lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const reason = (error.message.split("\n")[0] ?? "").replace(/[.:]?$/, "");
    return {
      ok: false,
      sentence: `Line ${lines.linePos(error.pos[0]).line} is neither YAML nor JSON: ${reason}. What the cell had stays.`,
    };
  }
  const refused = { ok: false, sentence: "This is one value. Write keys with their values, as in `type: object`." } as const;
  try {
    const value: unknown = document.toJS({ maxAliasCount: aliasLimit });
    return isMapping(value) ? { ok: true, value } : refused;
  } catch {
    return { ok: false, sentence: "It refers to itself too often. Write out what the aliases stand for." };
  }
}

function isMapping(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
