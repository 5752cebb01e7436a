import { ChevronRight, FileUp } from "lucide-react";
import { useState } from "react";
import type { Column } from "#shared/data/table.ts";
import { Button } from "../kit/Button.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { formatCount } from "../kit/format.ts";
import { typeWord } from "../results/type-glyph.tsx";
import { useSession, useSessionView, useWorkbench } from "../state/hooks.ts";
import { goToBlock } from "../state/session.ts";
import style from "./Rows.module.css";

/** Every table that exists, and its columns. */
export function DataPanel() {
  const order = useSessionView((view) => view.remote.order);
  const cells = useSessionView((view) => view.remote.cells);
  const { store } = useWorkbench();
  const tables = order.flatMap((name) => (cells[name]?.result?.tables ?? []).map((table) => ({ ...table, cell: name })));
  const add = (
    <Button size="small" icon={<FileUp />} onClick={() => store.setState({ overlay: "import", importing: null })}>
      Import data …
    </Button>
  );
  if (tables.length === 0) {
    return (
      <EmptyState title="No tables yet" actions={add}>
        A table appears here when a cell has run. Drop a JSONL, CSV or Parquet file or a dataset folder anywhere on the page, or choose one.
      </EmptyState>
    );
  }
  return (
    <>
      <ul>
        {tables.map((table) => (
          <TableEntry key={table.name} name={table.name} cell={table.cell} rows={table.rows} columns={table.columns} />
        ))}
      </ul>
      <div style={{ padding: "8px 16px" }}>{add}</div>
    </>
  );
}

type TableEntryProps = { readonly name: string; readonly cell: string; readonly rows: number; readonly columns: readonly Column[] };

function TableEntry({ name, cell, rows, columns }: TableEntryProps) {
  const session = useSession();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button type="button" className={style.row} aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight className={`${style.twist} ${open ? style.open : ""}`} />
        <span className={`${style.name} ${style.mono}`}>{name}</span>
        <span className={style.aside}>{formatCount(rows)}</span>
      </button>
      {open ? (
        <div className={style.columns}>
          {columns.map((column) => (
            <div key={column.name} className={style.column}>
              <span className={`${style.name} ${style.mono}`}>{column.name}</span>
              <span className={style.soft}>{typeWord(column.type)}</span>
            </div>
          ))}
          <button
            type="button"
            className={`${style.row} ${style.soft}`}
            style={{ paddingLeft: 0 }}
            onClick={() => goToBlock(session, `cell:${cell}`)}
          >
            Go to {cell}
          </button>
        </div>
      ) : null}
    </li>
  );
}
