import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Drilled } from "../charts/drill.ts";
import { formatCount } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Segments } from "../kit/Segments.tsx";
import { TableViewer } from "../results/TableViewer.tsx";
import { reportFailure } from "../state/failure.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { insertSqlCell } from "./insert-cell.ts";
import style from "./RowsBehind.module.css";
import { type DrillTables, drillableTables, findTable } from "./source-table.ts";

type RowsBehindProps = {
  readonly cell: string;
  readonly drawing: DrillTables;
  readonly drilled: Drilled;
  readonly onClose: () => void;
};

/** The rows a mark stands for, as a table of their own with the filters that lead to them. */
export function RowsBehind({ cell, drawing, drilled, onClose }: RowsBehindProps) {
  const session = useSession();
  const cells = useSessionView((view) => view.remote.cells);
  const [chosen, setChosen] = useState<string | null>(null);
  const tables = drillableTables(cells, drawing, drilled.drill);
  const counted = useCounts(tables, drilled);
  // Of several tables read as one, the first that holds such rows: people's labels stand in theirs.
  const table = chosen ?? drilled.drillTable ?? counted?.find(({ filtered }) => filtered > 0)?.table ?? tables[0] ?? "";
  const counts = counted?.find((each) => each.table === table) ?? null;
  const known = findTable(cells, table);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.target !== place.current) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  const title = `Rows behind ${drilled.name}`;
  return (
    <section ref={place} className={style.rows} tabIndex={-1} aria-label={title} data-drilled="" onKeyDown={press}>
      <header className={style.head}>
        <p className={style.title}>{title}</p>
        <span className={style.counts}>
          {counts === null ? "Counting …" : `${formatCount(counts.filtered)} of ${formatCount(counts.total)} in ${table}`}
        </span>
        {tables.length > 1 ? (
          <Segments
            name="Table of these rows"
            value={table}
            options={tables.map((each) => ({ value: each, label: each }))}
            onChange={setChosen}
          />
        ) : null}
        <span className={style.close}>
          <IconButton name="Close these rows" icon={<X />} onClick={onClose} />
        </span>
      </header>
      <div className={style.window} style={{ height: `min(380px, calc(150px + ${counts?.filtered ?? 4} * var(--row)))` }}>
        {counted === null ? null : (
          <TableViewer
            key={table}
            client={session.connection.client}
            notebook={session.notebook}
            table={table}
            version={known?.version ?? ""}
            filters={drilled.drill}
            onSqlCell={(sql) => insertSqlCell(session, cell, table, sql)}
          />
        )}
      </div>
    </section>
  );
}

type Counts = { readonly table: string; readonly filtered: number; readonly total: number };

/** How many rows of each table the mark stands for, whatever the reader filters by afterwards; null while they are counted. */
function useCounts(tables: readonly string[], { drill }: Drilled): readonly Counts[] | null {
  const session = useSession();
  const [counts, setCounts] = useState<readonly Counts[] | null>(null);
  const names = tables.join("\n");
  useEffect(() => {
    const leaving = new AbortController();
    const countIn = async (table: string): Promise<Counts> => {
      const query = { notebook: session.notebook, table, filters: [...drill], limit: 1 };
      const { filteredRows, totalRows } = await session.connection.client.table.page(query, { signal: leaving.signal });
      return { table, filtered: filteredRows, total: totalRows };
    };
    Promise.all(names.split("\n").map(countIn))
      .then(setCounts)
      .catch((error: unknown) => {
        if (leaving.signal.aborted) return;
        reportFailure(error);
        setCounts([]);
      });
    return () => leaving.abort();
  }, [session, names, drill]);
  return counts;
}
