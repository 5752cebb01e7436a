import { Ruler } from "lucide-react";
import { measureMethods } from "#shared/statistics/measure-methods.ts";
import { usualOptions } from "#shared/statistics/measure-options.ts";
import type { CellView } from "../cell-view.ts";
import { chartTab, findingTabs, tableTabs } from "../tabs.tsx";

const methods = new Map<unknown, { readonly sentence: string }>(Object.entries(measureMethods));

export const measureView: CellView = {
  icon: <Ruler />,
  promise: "Run it to see the estimate with its interval.",
  fieldHelp: ({ method }) => ({ method: methods.get(method)?.sentence ?? "What to find out of the tables." }),
  usual: () => ({ ...usualOptions, level: "as the values are" }),
  line: ({ headline }, meaning) => headline || meaning,
  outputs: (props) => [...findingTabs(props), chartTab(props), ...tableTabs(props, "Table")],
};
