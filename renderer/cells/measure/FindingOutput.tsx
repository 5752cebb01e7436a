import { useEffect, useState } from "react";
import type { CellResult } from "#shared/journal/entries.ts";
import { tidyRowOf } from "#shared/statistics/read-tidy-row.ts";
import type { TidyRow } from "#shared/statistics/tidy-row.ts";
import { reportFailure } from "../../state/failure.ts";
import { useSession } from "../../state/hooks.ts";
import { Headline } from "../Headline.tsx";
import { FindingGroups } from "./FindingGroups.tsx";

const rowsRead = 1000;

/** What was measured in words: the number and its one sentence, then every figure by statistic. */
export function FindingOutput({ table, result }: { readonly table: string; readonly result: CellResult }) {
  const session = useSession();
  const [rows, setRows] = useState<readonly TidyRow[] | null>(null);
  // The result is a dependency because another run has other figures.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const leaving = new AbortController();
    session.connection.client.table
      .page({ notebook: session.notebook, table, limit: rowsRead }, { signal: leaving.signal })
      .then((page) => setRows(page.rows.map(tidyRowOf)))
      .catch((error: unknown) => leaving.signal.aborted || reportFailure(error));
    return () => leaving.abort();
  }, [session, table, result.recipe, result.at]);
  const all = result.tables.find(({ name }) => name === table)?.rows ?? 0;
  return (
    <>
      <Headline rows={rows ?? []} sentence={result.summary} />
      {rows === null ? null : <FindingGroups rows={rows} total={all} told={result.summary} />}
    </>
  );
}
