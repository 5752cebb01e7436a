import type { Problem } from "../assay-error.ts";
import type { CellKind } from "./cell-kind.ts";

/** `query` keeps every line of the source, so that DuckDB's positions are the cell's. */
export type SqlBody = { readonly query: string; readonly show: string | null; readonly title: string | null };

const optionLine = /^--\|\s*([a-z_]+)\s*:\s*(.*?)\s*$/;

export const sql: CellKind<SqlBody> = {
  kind: "sql",
  title: "SQL",
  sentence: "A DuckDB query over every table above, by name.",
  language: "sql",
  costClass: "free",
  recipeVersion: 1,
  pacingKeys: ["show", "title"],
  read: (source) => {
    const options = new Map<string, string>();
    const problems: Problem[] = [];
    source.split(/\r\n|\n|\r/).forEach((line, index) => {
      const match = optionLine.exec(line);
      if (!match) return;
      const [, key = "", value = ""] = match;
      if (key === "show" || key === "title") options.set(key, value);
      else
        problems.push({
          code: "cell-invalid",
          severity: "error",
          sentence: `Unknown option \`${key}\`.`,
          hint: "A sql cell takes `--| title:` and `--| show:`.",
          place: { line: index + 1, key },
        });
    });
    const bare = source.replace(/--[^\n\r]*|\/\*[\s\S]*?\*\//g, "").trim();
    if (bare === "")
      problems.push({
        code: "sql",
        severity: "error",
        sentence: "The query is empty.",
        hint: "Write a SELECT over one of the notebook's tables.",
        place: { line: 1 },
      });
    if (problems.length > 0) return { ok: false, problems };
    return { ok: true, body: { query: source, show: options.get("show") ?? null, title: options.get("title") ?? null } };
  },
  references: () => [],
  tables: (name) => [name],
  summary: (body) => body.title ?? "query",
  starter: "SELECT *\nFROM answers\nLIMIT 20\n",
  fields: [],
};
