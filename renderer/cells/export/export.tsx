import { PackageOpen } from "lucide-react";
import { formatCount } from "../../kit/format.ts";
import type { CellView, OutputTab } from "../cell-view.ts";
import { TableOutput } from "../TableOutput.tsx";
import { ledgerTabs } from "../tabs.tsx";
import { ExportCard } from "./ExportCard.tsx";
import { ExportForm } from "./ExportForm.tsx";
import { ExportLog } from "./ExportLog.tsx";
import { exportHelp } from "./export-help.ts";

export const exportView: CellView = {
  icon: <PackageOpen />,
  promise: "Export writes the files below the notebook's folder; it always asks first.",
  fieldHelp: exportHelp,
  form: ExportForm,
  line: ({ summary }) => summary,
  outputs: (props) => {
    const { cell, result } = props;
    const named = (end: string) => result.tables.find(({ name }) => name === `${cell}_${end}`);
    const [leftOut, card] = [named("left_out"), named("card")];
    return [
      { id: "log", label: "Log", flows: true, content: <ExportLog cell={cell} result={result} sent={named("sent")?.name ?? null} /> },
      ...ledgerTabs(props),
      ...(leftOut === undefined || leftOut.rows === 0
        ? []
        : [
            {
              id: "left-out",
              label: `Left out ${formatCount(leftOut.rows)}`,
              rows: leftOut.rows,
              content: <TableOutput cell={cell} table={leftOut.name} result={result} />,
            } satisfies OutputTab,
          ]),
      ...(card === undefined
        ? []
        : [
            {
              id: "card",
              label: "Card",
              flows: true,
              content: <ExportCard cell={cell} table={card.name} result={result} />,
            } satisfies OutputTab,
          ]),
    ];
  },
};
