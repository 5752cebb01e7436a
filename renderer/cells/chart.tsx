import { ChartColumn } from "lucide-react";
import { ChartTableOutput } from "./ChartOutput.tsx";
import type { CellView } from "./cell-view.ts";
import { chartTab } from "./tabs.tsx";

export const chartView: CellView = {
  icon: <ChartColumn />,
  usual: () => ({ agg: "as the column is", format: "as the column is" }),
  promise: "Run it to see the chart.",
  outputs: (props) => [
    chartTab(props),
    { id: "data", label: "Data", flows: true, content: <ChartTableOutput cell={props.cell} recipe={props.result.recipe} /> },
  ],
};
