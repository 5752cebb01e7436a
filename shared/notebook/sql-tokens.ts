/** A token of SQL that can name something; strings and comments are left out, everything else is a symbol. */
export type SqlToken =
  | { readonly type: "name"; readonly name: string; readonly quoted: boolean; readonly start: number; readonly end: number }
  | { readonly type: "symbol"; readonly symbol: string; readonly start: number; readonly end: number };

const patterns: readonly { readonly type: "skip" | "string" | "name" | "quoted" | "number"; readonly pattern: RegExp }[] = [
  { type: "skip", pattern: /\s+|--[^\r\n]*/y },
  { type: "string", pattern: /[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/y },
  { type: "string", pattern: /'(?:[^']|'')*(?:'|$)/y },
  { type: "string", pattern: /\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|)\$[\s\S]*?(?:\$\1\$|$(?![\s\S]))/y },
  { type: "quoted", pattern: /"((?:[^"]|"")*)(?:"|$)/y },
  { type: "name", pattern: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y },
  { type: "number", pattern: /\d[\w.]*/y },
];

/** Splits SQL in the way of DuckDB: nested block comments, doubled quotes, escape and dollar strings. Never throws. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < sql.length) {
    if (sql.startsWith("/*", at)) {
      at = endOfComment(sql, at);
      continue;
    }
    const found = matchAt(sql, at);
    const end = at + (found?.text.length ?? 1);
    if (found?.type === "name") tokens.push({ type: "name", name: found.text, quoted: false, start: at, end });
    else if (found?.type === "quoted") tokens.push({ type: "name", name: found.inner.replaceAll('""', '"'), quoted: true, start: at, end });
    else if (found?.type !== "skip") tokens.push({ type: "symbol", symbol: found ? "literal" : (sql[at] ?? ""), start: at, end });
    at = end;
  }
  return tokens;
}

function matchAt(sql: string, at: number): { readonly type: string; readonly text: string; readonly inner: string } | null {
  for (const { type, pattern } of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(sql);
    if (found) return { type, text: found[0], inner: found[1] ?? "" };
  }
  return null;
}

function endOfComment(sql: string, start: number): number {
  let depth = 1;
  let at = start + 2;
  while (at < sql.length && depth > 0) {
    if (sql.startsWith("/*", at)) depth += 1;
    else if (sql.startsWith("*/", at)) depth -= 1;
    else {
      at += 1;
      continue;
    }
    at += 2;
  }
  return at;
}
