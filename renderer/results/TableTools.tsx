import { useCallback } from "react";
import { attempt } from "../state/failure.ts";
import type { CopyFormat } from "./clipboard-text.ts";
import { choiceSentence, footerSentence } from "./footer-sentence.ts";
import { type ChosenRows, countRows } from "./row-choice.ts";
import { SelectionTools } from "./SelectionTools.tsx";
import { copiedStretch } from "./stretch.ts";
import { TableFooter } from "./TableFooter.tsx";
import { namedColumns } from "./table-view.ts";
import type { ArrangedTable } from "./use-arranged-table.ts";
import type { RowChoosing } from "./use-row-choice.ts";
import type { TableAddress } from "./use-table.ts";
import { copyStretch, downloadView, extentWords, mostCopiedRows } from "./view-actions.ts";

type TableToolsProps = {
  readonly address: TableAddress;
  readonly table: ArrangedTable;
  readonly choosing: RowChoosing;
  readonly onSqlCell: ((sql: string) => void) | null;
  readonly onDataset: (rows: ChosenRows) => void;
  readonly onClear: () => void;
};

/** Below the grid: how many rows there are, and what can be done with the view or with the chosen ones. */
export function TableTools({ address, table, choosing, onSqlCell, onDataset, onClear }: TableToolsProps) {
  const { client, notebook, table: name } = address;
  const { view, setView, clauses, rows, columns, layout } = table;
  const { chosen } = choosing;
  const filtered = clauses.filters.length > 0;
  const chosenCount = countRows(chosen);
  const copied = copiedStretch(choosing, layout, rows.filteredRows, mostCopiedRows);
  const copies = extentWords(countRows(copied.ranges), copied.columns.length);
  const copy = (format: CopyFormat): void => attempt(() => copyStretch(address, { ...clauses, ...copied }, format));
  const names = namedColumns(view, columns);
  const namesText = names.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: names that read the same are the same columns
  const readSql = useCallback(
    async (signal: AbortSignal) =>
      (await client.table.page({ notebook, table: name, ...clauses, columns: names, limit: 1 }, { signal })).sql,
    [client, notebook, name, clauses, namesText],
  );
  return (
    <TableFooter
      sentence={chosenCount > 0 ? choiceSentence(chosenCount, rows, filtered) : footerSentence(rows, filtered, clauses.sort)}
      columns={columns}
      view={view}
      copies={copies}
      readSql={readSql}
      onSqlCell={onSqlCell}
      onChange={setView}
      onCopy={copy}
      onDownload={(format) => attempt(() => downloadView(address, { ...clauses, columns: names }, format))}
    >
      {chosenCount === 0 ? null : (
        <SelectionTools
          table={name}
          rows={rows}
          chosen={chosen}
          copies={copies}
          onDataset={() => onDataset(chosen)}
          onCopy={copy}
          onClear={onClear}
        />
      )}
    </TableFooter>
  );
}
