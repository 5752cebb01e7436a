import { ChartNoAxesColumn, Columns3, Download, WrapText } from "lucide-react";
import type { ReactNode } from "react";
import type { Column } from "#shared/data/table.ts";
import { Button } from "../kit/Button.tsx";
import { ButtonPanel } from "../kit/FloatPanel.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { Menu } from "../kit/Menu.tsx";
import { ColumnsPanel } from "./ColumnsPanel.tsx";
import { CopyMenu } from "./CopyMenu.tsx";
import type { CopyFormat } from "./clipboard-text.ts";
import { SqlPanel } from "./SqlPanel.tsx";
import style from "./TableFooter.module.css";
import type { TableView } from "./table-view.ts";

export type DownloadFormat = "csv" | "jsonl" | "parquet";

type TableFooterProps = {
  readonly sentence: string;
  readonly columns: readonly Column[];
  readonly view: TableView;
  /** What a copy would hold: "12 rows × 3 columns". */
  readonly copies: string;
  readonly readSql: (signal: AbortSignal) => Promise<string>;
  readonly onSqlCell: ((sql: string) => void) | null;
  readonly onChange: (view: TableView) => void;
  readonly onCopy: (format: CopyFormat) => void;
  readonly onDownload: (format: DownloadFormat) => void;
  /** Takes the place of the view's tools while rows are chosen. */
  readonly children?: ReactNode;
};

const downloads: readonly { readonly format: DownloadFormat; readonly label: string }[] = [
  { format: "csv", label: "CSV" },
  { format: "jsonl", label: "JSONL" },
  { format: "parquet", label: "Parquet" },
];

/** How many rows these are, and what can be done with them. */
export function TableFooter({ children, ...tools }: TableFooterProps) {
  return (
    <div className={style.footer}>
      <span className={style.count} role="status">
        {tools.sentence}
      </span>
      {children ?? <ViewTools {...tools} />}
    </div>
  );
}

function ViewTools(props: Omit<TableFooterProps, "sentence" | "children">) {
  const { columns, view, copies, readSql, onSqlCell, onChange, onCopy, onDownload } = props;
  const hidden = columns.filter((column) => view.hidden.includes(column.name)).length;
  return (
    <>
      <ButtonPanel
        name="Columns"
        width={280}
        trigger={
          <Button size="small" look="quiet" icon={<Columns3 />}>
            {hidden === 0 ? "Columns" : `${columns.length - hidden} of ${columns.length} columns`}
          </Button>
        }
      >
        {() => <ColumnsPanel columns={columns} view={view} onChange={onChange} />}
      </ButtonPanel>
      <IconButton
        name={view.wraps ? "One line a row" : "Wrap long texts"}
        icon={<WrapText />}
        pressed={view.wraps}
        side="top"
        onClick={() => onChange({ ...view, wraps: !view.wraps })}
      />
      <IconButton
        name={view.summaries ? "Hide column summaries" : "Show column summaries"}
        icon={<ChartNoAxesColumn />}
        pressed={view.summaries}
        side="top"
        onClick={() => onChange({ ...view, summaries: !view.summaries })}
      />
      <ButtonPanel
        name="SQL of this view"
        width={440}
        trigger={
          <Button size="small" look="quiet">
            SQL
          </Button>
        }
      >
        {(close) => (
          <SqlPanel
            readSql={readSql}
            onSqlCell={
              onSqlCell &&
              ((sql) => {
                close();
                onSqlCell(sql);
              })
            }
          />
        )}
      </ButtonPanel>
      <CopyMenu copies={copies} onCopy={onCopy} />
      <Menu
        trigger={
          <Button size="small" look="quiet" icon={<Download />}>
            Download
          </Button>
        }
        entries={[
          { type: "heading", label: "Every row of this view as" },
          ...downloads.map(({ format, label }) => ({ type: "item" as const, label, onSelect: () => onDownload(format) })),
        ]}
      />
    </>
  );
}
