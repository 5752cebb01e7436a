import { GraduationCap } from "lucide-react";
import type { CellView } from "./cell-view.ts";
import { tableTabs } from "./tabs.tsx";

export const studentView: CellView = {
  icon: <GraduationCap />,
  promise: "It trains a small model on these texts and writes each generation's data set; no call is made.",
  outputs: (props) => tableTabs(props, "Texts"),
};
