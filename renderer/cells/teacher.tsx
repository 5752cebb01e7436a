import { PenLine } from "lucide-react";
import type { CellView } from "./cell-view.ts";
import { errorTabs, ledgerTabs, spendTab, tableTabs } from "./tabs.tsx";

export const teacherView: CellView = {
  icon: <PenLine />,
  promise: "Run it to see one answer a row and model. Try it on 8 rows first with Ctrl+Shift+Enter.",
  outputs: (props) => [...tableTabs(props, "Rows"), ...errorTabs(props), spendTab(props), ...ledgerTabs(props)],
};
