/** Where a text stops being JSON, counted from 0, and why: `JSON.parse` does not always tell. */
export type JsonProblem = { readonly position: number; readonly reason: string };

type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or ]" | ", or }" | "nothing more";

const space = /[ \t\r\n]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

/** The first mistake in a text that is no JSON; null when there is none. */
export function findJsonProblem(text: string): JsonProblem | null {
  const open: ("[" | "{")[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    at = matchEnd(space, text, at) ?? at;
    const character = text[at];
    if (character === undefined) return expected === "nothing more" ? null : { position: at, reason: "it ends too early" };
    const unexpected = { position: at, reason: `${JSON.stringify(character)} where ${expected} was expected` };
    if (character === "{" || character === "[") {
      if (!expected.startsWith("value")) return unexpected;
      open.push(character);
      expected = character === "{" ? "key or }" : "value or ]";
      at++;
    } else if (character === "}" || character === "]") {
      if (!expected.endsWith(character)) return unexpected;
      open.pop();
      expected = afterValue(open);
      at++;
    } else if (character === "," && expected.startsWith(",")) {
      expected = open.at(-1) === "{" ? "key" : "value";
      at++;
    } else if (character === ":" && expected === ":") {
      expected = "value";
      at++;
    } else if (character === '"' && (expected.startsWith("value") || expected.startsWith("key"))) {
      const end = stringEnd(text, at);
      if (typeof end !== "number") return end;
      expected = expected.startsWith("key") ? ":" : afterValue(open);
      at = end;
    } else {
      const end = expected.startsWith("value") ? matchEnd(scalar, text, at) : null;
      if (end === null) return unexpected;
      expected = afterValue(open);
      at = end;
    }
  }
}

function afterValue(open: readonly ("[" | "{")[]): Expected {
  const around = open.at(-1);
  return around === undefined ? "nothing more" : around === "{" ? ", or }" : ", or ]";
}

function matchEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function stringEnd(text: string, start: number): number | JsonProblem {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code < 32) return { position: at, reason: "a control character stands in a text; write it as an escape such as \\n" };
    if (code !== 92) continue;
    const escape = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 6));
    if (escape === null) return { position: at, reason: `${JSON.stringify(text.slice(at, at + 2))} is no escape` };
    at += escape[0].length;
  }
  return { position: start, reason: "a text is opened and never closed" };
}
