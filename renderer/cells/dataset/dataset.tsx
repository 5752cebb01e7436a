import { Database } from "lucide-react";
import type { CellView, OutputProps, OutputTab } from "../cell-view.ts";
import { MeasuresOutput } from "../measure/MeasuresOutput.tsx";
import { ledgerTabs, tableTabs } from "../tabs.tsx";
import { textMeasures } from "../text-measures.ts";
import { DatasetSchema } from "./DatasetSchema.tsx";
import { datasetLine } from "./dataset-line.ts";

export const datasetView: CellView = {
  icon: <Database />,
  promise: "Run it to see its rows.",
  line: datasetLine,
  outputs: (props) => [...tableTabs(props, "Rows"), ...schemaTabs(props), ...scaleTabs(props), ...ledgerTabs(props)],
};

function schemaTabs({ result }: OutputProps): readonly OutputTab[] {
  const [table] = result.tables;
  if (!table) return [];
  const content = <DatasetSchema table={table.name} columns={table.columns} version={`${result.recipe} ${result.at}`} />;
  return [{ id: "schema", label: "Schema", flows: true, content }];
}

/** Rows and tokens beside published sets, and how varied the answers are. */
function scaleTabs({ cell, result }: OutputProps): readonly OutputTab[] {
  const measures = textMeasures(result.tables[0]);
  if (measures.length === 0) return [];
  const content = <MeasuresOutput cell={cell} name={`Scale of ${cell}`} measures={measures} version={`${result.recipe} ${result.at}`} />;
  return [{ id: "scale", label: "Scale", flows: true, content }];
}
