import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { Column, Row } from "#shared/data/table.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import type { ProseValue } from "#shared/notebook/resolve-value.ts";
import type { ExportFile } from "./exports.ts";
import type { RowErrorGroup } from "./table-store.ts";

/** A notebook with its results, in page order, as the report shows it. Tables hold their first rows only. */
export type ReportInput = {
  readonly fileName: string;
  readonly title: string;
  /** Unix ms. */
  readonly at: number;
  readonly version: string;
  readonly blocks: readonly ReportBlock[];
};

export type ReportBlock = ReportProse | ReportCell;

/** `values` are what its references stand for, in their order. */
export type ReportProse = { readonly type: "prose"; readonly markdown: string; readonly values: readonly ProseValue[] };

export type ReportCell = {
  readonly type: "cell";
  readonly status: CellStatus;
  readonly title: string | null;
  readonly source: string;
  readonly tables: readonly {
    readonly name: string;
    readonly columns: readonly Column[];
    readonly rows: readonly Row[];
    readonly totalRows: number;
  }[];
  readonly drawing: ChartDrawing | null;
  readonly rowErrors: readonly RowErrorGroup[];
  readonly files: readonly ExportFile[];
};
