import type { Token } from "./tokens.ts";

const listEnds = new Set([
  "where",
  "group",
  "order",
  "limit",
  "having",
  "select",
  "union",
  "except",
  "intersect",
  "on",
  "using",
  "window",
  "qualify",
  "offset",
  "set",
  "sample",
]);
const beforeName = new Set(["from", "join", "pivot", "unpivot", "describe", "desc", "summarize", "table"]);

/**
 * Table names a statement reads, by its tokens: what stands after FROM, JOIN and their like and is neither a function, a
 * subquery nor a name that WITH defines. Used where DuckDB's own extraction gives up, as it does on USING and unknown functions.
 */
export function tableNamesByTokens(tokens: readonly Token[]): readonly string[] {
  const defined = namesDefinedByWith(tokens);
  const found = new Map<string, string>();
  // One entry a parenthesis: are we in a list of tables; does it belong to a function, as in extract(year FROM x)?
  const depths = [{ inTables: false, isCall: false }];
  for (const [index, token] of tokens.entries()) {
    const word = token.text.toLowerCase();
    const depth = depths.at(-1) ?? { inTables: false, isCall: false };
    if (word === "(")
      depths.push({ inTables: depth.inTables && tokens[index + 1]?.type === "identifier", isCall: isCallee(tokens[index - 1]) });
    else if (word === ")" && depths.length > 1) depths.pop();
    else if ((depth.inTables && word === ",") || (token.type === "keyword" && beforeName.has(word) && !depth.isCall)) {
      depth.inTables = true;
      const name = nameAfter(tokens, index + 1);
      const key = name?.toLowerCase() ?? "";
      if (name !== null && !defined.has(key) && !found.has(key)) found.set(key, name);
    } else if (token.type === "keyword" && listEnds.has(word)) depth.inTables = false;
  }
  return [...found.values()];
}

/** The table named from a token on; the last part of a dotted name. */
function nameAfter(tokens: readonly Token[], start: number): string | null {
  let index = start;
  while (tokens[index]?.text === "(" && tokens[index + 1]?.type === "identifier") index++;
  while (tokens[index + 1]?.text === "." && tokens[index + 2] !== undefined) index += 2;
  const token = tokens[index];
  if (token === undefined || !isName(token) || tokens[index + 1]?.text === "(") return null;
  return unquoted(token.text);
}

function isName(token: Token): boolean {
  return token.type === "identifier" || token.text.startsWith('"') || (token.type === "string" && token.text.startsWith("'"));
}

function isCallee(token: Token | undefined): boolean {
  return token !== undefined && (token.type === "identifier" || /^(extract|substring|trim|overlay|position)$/i.test(token.text));
}

function namesDefinedByWith(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  tokens.forEach((token, index) => {
    const word = token.text.toLowerCase();
    if (word !== "as") return;
    let next = index + 1;
    while (/^(not|materialized)$/i.test(tokens[next]?.text ?? "")) next++;
    if (tokens[next]?.text !== "(") return;
    const before = beforeColumnList(tokens, index - 1);
    if (before !== undefined && isName(before)) names.add(unquoted(before.text).toLowerCase());
  });
  return names;
}

/** The name in `name (a, b) AS (…)`, or in `name AS (…)`. */
function beforeColumnList(tokens: readonly Token[], end: number): Token | undefined {
  if (tokens[end]?.text !== ")") return tokens[end];
  let index = end;
  while (index > 0 && tokens[index]?.text !== "(") index--;
  return tokens[index - 1];
}

function unquoted(text: string): string {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text.split(".").at(-1) ?? text;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}
