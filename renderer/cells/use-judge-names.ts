import { useEffect, useState } from "react";
import type { Client } from "#shared/contract/connect.ts";
import { reportFailure } from "../state/failure.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { findTable } from "./source-table.ts";

const usualColumns = ["judge", "annotator", "rater"];
/** More are typed faster than found in a list. */
const mostNames = 60;

/** Everybody who judged in these tables, people first: names of models have a slash. `column` is the judges', where the cell names one. */
export function useJudgeNames(tables: readonly string[], column: unknown): readonly string[] {
  const session = useSession();
  const cells = useSessionView((view) => view.remote.cells);
  const [names, setNames] = useState<readonly string[]>([]);
  const sources = tables.flatMap((table) => {
    const known = findTable(cells, table);
    const judge = [column, ...usualColumns].find((name) => known?.columns.some((each) => each.name === name));
    return known && typeof judge === "string" ? [{ table, column: judge, version: known.version }] : [];
  });
  const key = JSON.stringify(sources);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sources are new objects each time; their text is not
  useEffect(() => {
    const leaving = new AbortController();
    Promise.all(
      sources.map(({ table, column: judge }) => valuesOf(session.connection.client, session.notebook, table, judge, leaving.signal)),
    )
      .then((found) => setNames([...new Set(found.flat())].sort((left, right) => Number(left.includes("/")) - Number(right.includes("/")))))
      .catch((error: unknown) => leaving.signal.aborted || reportFailure(error));
    return () => leaving.abort();
  }, [session, key]);
  return names;
}

/** A column's values one after the other, each the first beyond the last. */
async function valuesOf(client: Client, notebook: string, table: string, column: string, signal: AbortSignal): Promise<readonly string[]> {
  const values: string[] = [];
  while (values.length < mostNames) {
    const last = values.at(-1);
    const filters = [last === undefined ? ({ column, operator: "not-null" } as const) : ({ column, operator: ">", value: last } as const)];
    const page = await client.table.page(
      { notebook, table, columns: [column], filters, sort: [{ column, descending: false }], limit: 1 },
      { signal },
    );
    const next = page.rows[0]?.[column];
    if (next === null || next === undefined || String(next) === last) break;
    values.push(String(next));
  }
  return values;
}
