import { Scale } from "lucide-react";
import type { CellView } from "./cell-view.ts";
import { errorTabs, ledgerTabs, spendTab, tableTabs } from "./tabs.tsx";

export const judgeView: CellView = {
  icon: <Scale />,
  promise: "Run it to see one verdict a comparison. Try it on 8 rows first with Ctrl+Shift+Enter.",
  outputs: (props) => [...tableTabs(props, "Verdicts"), ...errorTabs(props), spendTab(props), ...ledgerTabs(props)],
};
