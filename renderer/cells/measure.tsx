import { Ruler } from "lucide-react";
import type { CellView } from "./cell-view.ts";
import { chartTab, findingTabs, tableTabs } from "./tabs.tsx";

export const measureView: CellView = {
  icon: <Ruler />,
  promise: "Run it to see the estimate with its interval.",
  outputs: (props) => [...findingTabs(props), chartTab(props), ...tableTabs(props, "Table")],
};
