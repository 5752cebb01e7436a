import { Copy, SquareTerminal } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../kit/Button.tsx";
import { reportFailure } from "../state/failure.ts";
import { copyText } from "./copy-text.ts";
import style from "./SqlPanel.module.css";

type SqlPanelProps = {
  readonly readSql: (signal: AbortSignal) => Promise<string>;
  readonly onSqlCell: ((sql: string) => void) | null;
};

/** The view as a query one could have written, to copy or to keep as a cell. */
export function SqlPanel({ readSql, onSqlCell }: SqlPanelProps) {
  const [sql, setSql] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    readSql(leaving.signal)
      .then(setSql)
      .catch((error: unknown) => leaving.signal.aborted || reportFailure(error));
    return () => leaving.abort();
  }, [readSql]);
  return (
    <div className={style.panel}>
      <pre className={style.sql}>{sql ?? " "}</pre>
      <div className={style.actions}>
        <Button size="small" icon={<Copy />} disabled={sql === null} onClick={() => sql !== null && copyText(sql, "SQL")}>
          Copy
        </Button>
        {onSqlCell ? (
          <Button size="small" icon={<SquareTerminal />} disabled={sql === null} onClick={() => sql !== null && onSqlCell(sql)}>
            Copy as SQL cell
          </Button>
        ) : null}
      </div>
    </div>
  );
}
