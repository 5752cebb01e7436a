import { type SqlToken, sqlTokens } from "./sql-tokens.ts";

type Frame = { inTables: boolean; expectsTable: boolean; readonly takesFromOperand: boolean; sawSelect: boolean };

const beginTables = new Set(["from", "join", "pivot", "unpivot", "describe", "summarize", "table", "update", "into"]);
const endTables = new Set(
  "select where group order having qualify window limit offset union intersect except on using set values returning sample".split(" "),
);
// Functions whose FROM separates operands: extract(year FROM at).
const operandFunctions = new Set(["extract", "trim", "substring", "overlay", "position"]);

/**
 * Renames a table in a SQL text: where it is read (FROM, JOIN, lists of tables) and where it qualifies a column. Columns,
 * strings, comments and common table expressions of the same name stay; a text in which a WITH defines the name is unchanged.
 */
export function renameSqlTable(sql: string, from: string, to: string): string {
  const tokens = sqlTokens(sql);
  const isTarget = (token: SqlToken | undefined) => token?.type === "name" && token.name.toLowerCase() === from.toLowerCase();
  if (!tokens.some(isTarget) || definesCommonTable(tokens, isTarget)) return sql;
  const tables = tableTokens(tokens);
  const isAlias = (index: number) => isTarget(tokens[index]) && !tables.has(index) && aliasPlaces(tokens, tables).has(index);
  const aliased = tokens.some((_, index) => isAlias(index));
  let text = "";
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    if (!isTarget(token) || token.type !== "name") continue;
    const qualifies = !aliased && isSymbol(tokens[index + 1], ".") && !isSymbol(tokens[index - 1], ".");
    if (!tables.has(index) && !qualifies) continue;
    text += sql.slice(at, token.start) + (token.quoted ? `"${to.replaceAll('"', '""')}"` : to);
    at = token.end;
  }
  return text + sql.slice(at);
}

/** Indexes of the tokens that name a table to read; of a dotted name the last part. */
function tableTokens(tokens: readonly SqlToken[]): Set<number> {
  const tables = new Set<number>();
  const frames: Frame[] = [{ inTables: false, expectsTable: false, takesFromOperand: false, sawSelect: false }];
  for (const [index, token] of tokens.entries()) {
    const frame = frames.at(-1);
    if (!frame) break;
    if (token.type === "symbol") {
      if (token.symbol === "(") frames.push(openFrame(tokens[index - 1], frame));
      else if (token.symbol === ")" && frames.length > 1) frames.pop();
      else if (token.symbol === "," && frame.inTables) frame.expectsTable = true;
      else if (token.symbol === ";") Object.assign(frame, { inTables: false, expectsTable: false, sawSelect: false });
      if (token.symbol === "(" || token.symbol === "literal") frame.expectsTable = false;
      continue;
    }
    const word = token.quoted ? "" : token.name.toLowerCase();
    if (word === "from" && (isDistinctFrom(tokens, index) || (frame.takesFromOperand && !frame.sawSelect))) continue;
    if (word === "select") frame.sawSelect = true;
    if (beginTables.has(word)) {
      frame.inTables = word === "from" || word === "join";
      frame.expectsTable = true;
    } else if (endTables.has(word)) {
      frame.inTables = false;
      frame.expectsTable = false;
    } else if (frame.expectsTable && word !== "lateral" && !isSymbol(tokens[index + 1], ".")) {
      if (!isSymbol(tokens[index + 1], "(")) tables.add(index);
      frame.expectsTable = false;
    }
  }
  return tables;
}

function openFrame(before: SqlToken | undefined, parent: Frame): Frame {
  const called = before?.type === "name" ? before.name.toLowerCase() : "";
  // Brackets around tables, as in FROM (a JOIN b), hold tables too.
  const grouped = parent.expectsTable;
  return { inTables: grouped, expectsTable: grouped, takesFromOperand: operandFunctions.has(called), sawSelect: false };
}

/** Names given to a table or subquery: behind AS in a list of tables, or right behind a table or a closing bracket. */
function aliasPlaces(tokens: readonly SqlToken[], tables: ReadonlySet<number>): Set<number> {
  const places = new Set<number>();
  for (const index of tables) {
    const next = tokens[index + 1];
    if (next?.type !== "name") continue;
    places.add(next.name.toLowerCase() === "as" && !next.quoted ? index + 2 : index + 1);
  }
  for (const [index, token] of tokens.entries()) {
    if (!isSymbol(token, ")")) continue;
    const next = tokens[index + 1];
    if (next?.type === "name") places.add(next.name.toLowerCase() === "as" && !next.quoted ? index + 2 : index + 1);
  }
  return places;
}

function definesCommonTable(tokens: readonly SqlToken[], isTarget: (token: SqlToken | undefined) => boolean): boolean {
  return tokens.some((token, index) => {
    if (!isTarget(token)) return false;
    const before = tokens[index - 1];
    const opens = isSymbol(before, ",") || (before?.type === "name" && ["with", "recursive"].includes(before.name.toLowerCase()));
    if (!opens) return false;
    let next = index + 1;
    if (isSymbol(tokens[next], "(")) {
      while (next < tokens.length && !isSymbol(tokens[next], ")")) next += 1;
      next += 1;
    }
    const as = tokens[next];
    const body = tokens[next + 1];
    const materialised = body?.type === "name" && ["not", "materialized"].includes(body.name.toLowerCase());
    return as?.type === "name" && as.name.toLowerCase() === "as" && (isSymbol(body, "(") || materialised);
  });
}

function isDistinctFrom(tokens: readonly SqlToken[], index: number): boolean {
  const distinct = tokens[index - 1];
  const is = tokens[index - 2];
  const isWord = (token: SqlToken | undefined, words: readonly string[]) =>
    token?.type === "name" && !token.quoted && words.includes(token.name.toLowerCase());
  return isWord(distinct, ["distinct"]) && isWord(is, ["is", "not"]);
}

function isSymbol(token: SqlToken | undefined, symbol: string): boolean {
  return token?.type === "symbol" && token.symbol === symbol;
}
