import { useEffect, useState } from "react";
import type { Row } from "#shared/data/table.ts";
import type { CellResult } from "#shared/journal/entries.ts";
import { reportFailure } from "../state/failure.ts";
import { useSession } from "../state/hooks.ts";
import style from "./FindingOutput.module.css";
import { type Finding, findingOf } from "./finding.ts";

const rowsShown = 200;

/** What was measured in words: the one sentence, then each figure with its interval and n, or why there is none. */
export function FindingOutput({ table, result }: { readonly table: string; readonly result: CellResult }) {
  const session = useSession();
  const [rows, setRows] = useState<readonly Row[]>([]);
  // The result is a dependency because another run has other figures.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const leaving = new AbortController();
    session.connection.client.table
      .page({ notebook: session.notebook, table, limit: rowsShown }, { signal: leaving.signal })
      .then((page) => setRows(page.rows))
      .catch((error: unknown) => leaving.signal.aborted || reportFailure(error));
    return () => leaving.abort();
  }, [session, table, result.recipe, result.at]);
  return (
    <>
      <p className={style.sentence}>{result.summary}</p>
      <ul className={style.findings}>
        {rows.map(findingOf).map((finding) => (
          <FindingLine key={finding.sentence} finding={finding} />
        ))}
      </ul>
    </>
  );
}

function FindingLine({ finding }: { readonly finding: Finding }) {
  return (
    <li className={style.finding}>
      <span className={style.figure}>
        {finding.figure === null ? <span className={style.soft}>undefined</span> : <strong>{finding.figure}</strong>}{" "}
        {finding.interval === null ? null : <span className={style.soft}>{finding.interval}</span>}
      </span>
      <span className={style.n}>n {finding.n}</span>
      <span className={finding.figure === null ? style.soft : undefined}>{finding.sentence}</span>
    </li>
  );
}
