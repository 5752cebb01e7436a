/** Why a reply holds no verdict. */
export type UnscoredReason = "empty" | "refusal" | "echo" | "prose" | "ambiguous" | "not-a-verdict" | "off-scale";

/** The same in words, as tables and ledgers say it. */
export const unscoredReasons: { readonly [reason in UnscoredReason]: string } = {
  empty: "the reply is empty",
  refusal: "the judge refused",
  echo: "the reply repeats the prompt's form and decides nothing",
  prose: "the reply holds no verdict",
  ambiguous: "the reply names both sides",
  "not-a-verdict": "the verdict is none of the choices",
  "off-scale": "the score is off the scale",
};

export type JsonFields = { readonly [field: string]: unknown };

/** A JSON object in a reply: whether it ends the reply, and the text before it. */
export type FoundObject = { readonly fields: JsonFields; readonly before: string; readonly isLast: boolean };

/**
 * JSON objects that stand on lines of their own (fenced or not), in order. Objects inside a sentence are quotations of
 * something and are left out, unless they end the reply.
 */
export function objectsIn(text: string): readonly FoundObject[] {
  const found: FoundObject[] = [];
  let at = text.indexOf("{");
  while (at !== -1) {
    const end = closingBrace(text, at);
    const fields = end === -1 ? null : readObject(text.slice(at, end + 1));
    if (fields === null) {
      at = text.indexOf("{", at + 1);
      continue;
    }
    const before = text.slice(0, at);
    const isLast = /^[\s`.*]*$/.test(text.slice(end + 1));
    const standsAlone = /(?:^|\n)[ \t]*(?:```(?:json)?[ \t]*)?$/.test(before) && /^[ \t]*(?:```)?[ \t]*(?:\n|$)/.test(text.slice(end + 1));
    if (isLast || standsAlone) found.push({ fields, before, isLast });
    at = text.indexOf("{", end + 1);
  }
  return found;
}

/** The reply's words without fences and the verdict itself. */
export function rationaleOf(fields: JsonFields, before: string): string {
  const prose = before.replace(/```(?:json)?\s*$/, "").trim();
  for (const name of ["rationale", "reason", "reasoning", "explanation"]) {
    const stated = fields[name];
    if (typeof stated === "string" && stated.trim() !== "") return prose === "" ? stated.trim() : `${prose}\n${stated.trim()}`;
  }
  return prose;
}

/** A stated confidence as a share: 0.8, "0.8", 80 and "80%" are the same. */
export function confidenceOf(fields: JsonFields): number | undefined {
  const stated = fields.confidence;
  const number = typeof stated === "number" ? stated : typeof stated === "string" ? numberIn(stated.replace(/%\s*$/, "")) : null;
  if (number === null || !Number.isFinite(number) || number < 0 || number > 100) return undefined;
  return number > 1 ? number / 100 : number;
}

/** Why a reply without any verdict has none. */
export function reasonWithoutVerdict(text: string): UnscoredReason {
  if (text.trim() === "") return "empty";
  const refuses = /\b(?:I(?:'m| am) (?:sorry|unable|not able)|I (?:can(?:'|no)t|won't|must decline)|as an AI)\b/i;
  if (refuses.test(text.replaceAll("’", "'"))) return "refusal";
  return isEcho(text) ? "echo" : "prose";
}

/** The reply holds the very form that our prompts show. */
export function isEcho(text: string): boolean {
  return /"verdict":\s*"A \| B \| tie"|"score":\s*number\b/.test(text);
}

/** A number written alone, else null. */
export function numberIn(text: string): number | null {
  return /^\s*[+-]?(?:\d+(?:\.\d+)?|\.\d+)\s*$/.test(text) ? Number(text) : null;
}

/** The closing brace that belongs to an opening one, minding strings; -1 when there is none within reach. */
function closingBrace(text: string, from: number): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = from; at < text.length && at < from + 20_000; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character === "\\") at += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === "{") depth += 1;
    else if (character === "}" && --depth === 0) return at;
  }
  return -1;
}

/** Reads an object, repairing what models get wrong: curly quotes, single quotes, bare keys, a plus before a number, trailing commas. */
function readObject(source: string): JsonFields | null {
  if (!source.includes(":")) return null;
  const repaired = () =>
    source
      .replace(/[“”]/g, '"')
      .replace(/([{,]\s*)'?([A-Za-z_]\w*)'?\s*:/g, '$1"$2":')
      .replace(/:\s*'([^'"\n]*)'/g, ':"$1"')
      .replace(/:\s*\+(?=\d)/g, ":")
      .replace(/,(\s*})/g, "$1");
  for (const candidate of [() => source, repaired]) {
    try {
      const value: unknown = JSON.parse(candidate());
      return isFields(value) ? value : null;
    } catch {
      // Tried again repaired; a text that still can't be read is no object.
    }
  }
  return null;
}

function isFields(value: unknown): value is JsonFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
