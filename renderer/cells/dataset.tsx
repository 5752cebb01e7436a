import { Database } from "lucide-react";
import type { CellView } from "./cell-view.ts";
import { tableTabs } from "./tabs.tsx";

export const datasetView: CellView = {
  icon: <Database />,
  promise: "Run it to see its rows.",
  outputs: (props) => tableTabs(props, "Rows"),
};
