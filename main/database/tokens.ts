import type { AsyncDuckDB } from "@duckdb/duckdb-wasm";

/** A piece of SQL as DuckDB's tokeniser sees it; comments and white space are none. Lines and columns count from 1. */
export type Token = {
  readonly type: "identifier" | "number" | "string" | "operator" | "keyword";
  readonly text: string;
  readonly start: number;
  readonly line: number;
  readonly column: number;
};

const types: readonly Token["type"][] = ["identifier", "number", "string", "operator", "keyword"];

export async function readTokens(db: AsyncDuckDB, sql: string): Promise<readonly Token[]> {
  const bytes = Buffer.from(sql);
  const { offsets, types: kinds } = await db.tokenize(sql);
  const tokens: Token[] = [];
  let start = 0;
  for (let index = 0; index < offsets.length; index++) {
    // Offsets count bytes, and a token reaches to the next one or the white space before it.
    const from = offsets[index] ?? 0;
    start += bytes.toString("utf8", offsets[index - 1] ?? 0, from).length;
    const type = types[kinds[index] ?? 0];
    const before = sql.slice(0, start);
    const text = tokenText(bytes.toString("utf8", from, offsets[index + 1] ?? bytes.length));
    if (type !== undefined) tokens.push({ type, text, start, line: before.split("\n").length, column: start - before.lastIndexOf("\n") });
  }
  return tokens;
}

/** Without the comments and white space up to the next token. */
function tokenText(text: string): string {
  const quote = text[0];
  if (quote === '"' || quote === "'") return /^(["'])(?:(?!\1).|\1\1)*\1?/s.exec(text)?.[0] ?? text;
  if (quote === "$") return text.trimEnd();
  if (/^[\w\u0080-\uffff]/.test(text)) return /^[\w$\u0080-\uffff.]+/.exec(text)?.[0] ?? text;
  return /^\S+?(?=\s|--|\/\*|$)/.exec(text)?.[0] ?? text;
}
