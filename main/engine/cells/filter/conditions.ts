import { AssayError } from "#shared/assay-error.ts";
import type { FilterBody } from "#shared/cells/filter.ts";
import type { FilterTask } from "#shared/filter/filter-task.ts";
import type { Database } from "../../parts/data.ts";
import type { InputTable, RunContext } from "../cell-runner.ts";

/**
 * What the notebook's database says of each `where` condition, for every row of the input: a condition is over one row, so
 * it does not matter which steps come before. Throws sql or cell-invalid at the step.
 */
export async function askConditions(context: RunContext<FilterBody>, from: InputTable, size: number): Promise<FilterTask["conditions"]> {
  const asked = context.body.steps.flatMap((step, index) => (step.type === "where" && !step.off ? [{ sql: step.sql, index }] : []));
  if (asked.length === 0) return [];
  const database = await context.database();
  const conditions: { readonly step: number; readonly holds: Uint8Array }[] = [];
  for (const { sql, index } of asked) {
    conditions.push({ step: index, holds: await askCondition(context, database, from, { sql, key: `steps.${index}.sql`, size }) });
  }
  return conditions;
}

type Asked = { readonly sql: string; readonly key: string; readonly size: number };

async function askCondition(
  { parts, signal }: RunContext<FilterBody>,
  database: Database,
  from: InputTable,
  { sql, key, size }: Asked,
): Promise<Uint8Array> {
  const drawn = /\b(random|uuid|gen_random_uuid|uuidv[47])\s*\(/i.exec(sql.replace(/'(?:[^']|'')*'/g, "''"))?.[1];
  if (drawn !== undefined) {
    throw new AssayError("cell-invalid", `The condition draws with \`${drawn}\`, so each run would keep other rows.`, {
      hint: "Draw with a `sample` step: it goes by the cell's seed.",
      place: { key },
    });
  }
  const query = `SELECT (\n${sql}\n) AS holds FROM "${from.table}"`;
  const ipc = await inPlace(key, async () => {
    const others = (await database.tablesRead(query)).filter((name) => name.toLowerCase() !== from.table.toLowerCase());
    if (others.length > 0) throw refusal(`The condition reads ${others.map((name) => `\`${name}\``).join(" and ")}.`, key);
    return database.query(query, { signal, maxRows: size + 1 });
  });
  const { schema, rows } = parts.arrow.schema(ipc);
  const type = schema.columns[0]?.type.type;
  if (type !== "boolean") {
    throw new AssayError("sql", `The condition gives ${type ?? "nothing"} and not true or false.`, {
      hint: "Compare it with something, such as length(response) > 20.",
      place: { key },
    });
  }
  if (rows !== size) throw refusal(`The condition gives ${rows} values for ${size} rows.`, key);
  return Uint8Array.from(parts.arrow.readColumn(ipc, "holds"), (value) => (value === null ? 2 : value === true ? 1 : 0));
}

function refusal(sentence: string, key: string): AssayError {
  return new AssayError("cell-invalid", sentence, {
    hint: "A condition is over one row's columns; join or count in a sql cell, and filter its table.",
    place: { key },
  });
}

/** The database counts lines in the whole query; the condition begins on its second. */
async function inPlace<Value>(key: string, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AssayError) || error.place.key !== undefined) throw error;
    const { line, column } = error.place;
    const where =
      line === undefined ? "" : ` (line ${Math.max(1, line - 1)}${column === undefined ? "" : `, column ${column}`} of the condition)`;
    throw new AssayError(error.code, `${error.message.replace(/\.$/, "")}${where}.`, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      place: { key },
      cause: error,
    });
  }
}
