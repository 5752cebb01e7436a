import { PackageOpen } from "lucide-react";
import type { CellView } from "./cell-view.ts";
import { filesTab, ledgerTabs, tableTabs } from "./tabs.tsx";

export const exportView: CellView = {
  icon: <PackageOpen />,
  promise: "Export writes the files below the notebook's folder; it always asks first.",
  outputs: (props) => [filesTab(props), ...ledgerTabs(props), ...tableTabs(props, "Log")],
};
