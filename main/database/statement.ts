import type { AsyncDuckDB } from "@duckdb/duckdb-wasm";
import { AssayError } from "#shared/assay-error.ts";
import { exceptionOf, sqlError } from "./sql-error.ts";
import { readTokens, type Token } from "./tokens.ts";

/** First words of statements that read. PIVOT and its like end as SELECT. */
const readers = new Set([
  "select",
  "with",
  "from",
  "values",
  "table",
  "(",
  "describe",
  "desc",
  "summarize",
  "show",
  "pivot",
  "unpivot",
  "explain",
]);

/** One statement that reads, as written up to its semicolon. */
export type Statement = { readonly sql: string; readonly tokens: readonly Token[] };

/**
 * The one reading statement in a text. DuckDB's tokeniser finds where statements end and its parser, given the text as a
 * subquery, whether it is one that reads: nothing else can stand there. Throws sql.
 */
export async function readStatement(db: AsyncDuckDB, connection: number, text: string): Promise<Statement> {
  const all = await readTokens(db, text);
  const statement = oneStatement(text, all);
  const first = statement.tokens[0];
  if (first === undefined) throw new AssayError("sql", "The SQL is empty.", { hint: "Write a query, such as FROM answers." });
  const word = first.text.toLowerCase();
  if (readers.has(word)) await refuseWriters(db, connection, statement);
  else if (first.type === "keyword") throw refusal(first);
  // What is no statement at all is explained best by DuckDB when it runs.
  return statement;
}

function oneStatement(text: string, tokens: readonly Token[]): Statement {
  const end = tokens.findIndex((token) => token.type === "operator" && token.text === ";");
  if (end === -1) return { sql: text, tokens };
  const next = tokens.slice(end).find((token) => token.text !== ";");
  if (end === 0 && next !== undefined)
    return oneStatement(" ".repeat(next.start) + text.slice(next.start), tokens.slice(tokens.indexOf(next)));
  if (next !== undefined) {
    throw new AssayError("sql", `Line ${next.line}: a second statement begins here; a sql cell holds one.`, {
      hint: "Move it to a sql cell of its own, or join the two with WITH.",
      place: { line: next.line, column: next.column },
    });
  }
  return { sql: text.slice(0, tokens[end]?.start), tokens: tokens.slice(0, end) };
}

async function refuseWriters(db: AsyncDuckDB, connection: number, statement: Statement): Promise<void> {
  const explained = afterExplain(statement.tokens);
  const start = explained?.start ?? 0;
  const inner = await parseProblem(db, connection, `FROM (\n${statement.sql.slice(start)}\n)`);
  if (inner === null) return;
  const outer = await parseProblem(db, connection, statement.sql);
  if (outer !== null) throw sqlError(outer, statement.sql, []);
  throw refusal(statement.tokens.find((token) => token.type === "keyword" && writers.has(token.text.toLowerCase())));
}

const writers = new Set(["insert", "update", "delete", "merge", "create", "drop", "alter", "copy", "set", "attach"]);

function afterExplain(tokens: readonly Token[]): Token | undefined {
  if (tokens[0]?.text.toLowerCase() !== "explain") return undefined;
  return tokens[1]?.text.toLowerCase() === "analyze" ? tokens[2] : tokens[1];
}

/** The parser's error on a text; null when it parses. That it may read unknown names or functions is no matter here. */
async function parseProblem(db: AsyncDuckDB, connection: number, sql: string): Promise<unknown> {
  try {
    await db.getTableNames(connection, sql);
    return null;
  } catch (error) {
    return exceptionOf(error).type === "Parser" ? error : null;
  }
}

function refusal(token: Token | undefined): AssayError {
  const word = token?.text.toUpperCase() ?? "This statement";
  const hint =
    word === "LOAD" || word === "INSTALL"
      ? "The database runs without extensions."
      : word === "COPY" || word === "EXPORT"
        ? "Use an export cell to write files."
        : word === "ATTACH" || word === "IMPORT"
          ? "Use a dataset cell to read files."
          : "Begin with SELECT, FROM, WITH, VALUES, DESCRIBE, SUMMARIZE, PIVOT or EXPLAIN.";
  const place = token === undefined ? {} : { line: token.line, column: token.column };
  const where = token === undefined ? "" : `Line ${token.line}: `;
  return new AssayError("sql", `${where}${word} is refused: a sql cell reads tables, it can't change them or the database.`, {
    hint,
    place,
  });
}
