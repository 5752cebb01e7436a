import type { CellResult } from "#shared/journal/entries.ts";
import { TableViewer } from "../../results/TableViewer.tsx";
import { useSession } from "../../state/hooks.ts";
import { insertSqlCell } from "../insert-cell.ts";
import style from "./FilterOutput.module.css";

type FilterTableProps = {
  readonly cell: string;
  readonly table: string;
  readonly result: CellResult;
  /** Shows one step's rows, so many; null shows all. */
  readonly step: { readonly index: string; readonly rows: number } | null;
  readonly firstColumns?: readonly string[];
};

/** One of a filter's tables, of all steps or of one. */
export function FilterTable({ cell, table, result, step, firstColumns }: FilterTableProps) {
  const session = useSession();
  const known = result.tables.find(({ name }) => name === table);
  if (known === undefined) return null;
  return (
    <div className={style.window} style={{ height: `min(420px, calc(150px + ${step?.rows ?? known.rows} * var(--row)))` }}>
      <TableViewer
        key={step?.index ?? ""}
        client={session.connection.client}
        notebook={session.notebook}
        table={table}
        version={`${result.recipe} ${result.at} ${known.rows}`}
        total={known.rows}
        columns={known.columns}
        filters={step === null ? [] : [{ column: "step_index", operator: "=", value: step.index }]}
        {...(firstColumns === undefined ? {} : { firstColumns })}
        onSqlCell={(sql) => insertSqlCell(session, cell, table, sql)}
      />
    </div>
  );
}
