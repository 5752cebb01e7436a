import { SquareTerminal } from "lucide-react";
import type { CellView } from "./cell-view.ts";
import { tableTabs } from "./tabs.tsx";

export const sqlView: CellView = {
  icon: <SquareTerminal />,
  promise: "Run it to see the query's rows.",
  line: ({ summary }) => summary,
  outputs: (props) => tableTabs(props, "Table"),
};
