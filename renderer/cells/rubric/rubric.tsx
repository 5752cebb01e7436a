import { ListChecks } from "lucide-react";
import { formatCount } from "../../kit/format.ts";
import type { CellView } from "../cell-view.ts";
import { errorTabs, ledgerTabs, spendTab, tableTabs } from "../tabs.tsx";
import { RubricDiscrimination } from "./RubricDiscrimination.tsx";
import { RubricForm } from "./RubricForm.tsx";
import { RubricPerPrompt } from "./RubricPerPrompt.tsx";

export const rubricView: CellView = {
  icon: <ListChecks />,
  promise: "Its criteria appear here as a table, beside what a model writes for each prompt.",
  form: RubricForm,
  outputs: (props) => {
    const { cell, result } = props;
    const [criteria, ...others] = tableTabs(props, "Criteria");
    const { approvable } = result;
    return [
      ...(criteria === undefined ? [] : [criteria]),
      ...(approvable === undefined
        ? []
        : [
            {
              id: "per-prompt",
              label: `Per prompt ${formatCount(approvable.differences)}`,
              flows: true,
              content: <RubricPerPrompt cell={cell} result={result} approvable={approvable} />,
            },
          ]),
      { id: "discrimination", label: "Discrimination", flows: true, content: <RubricDiscrimination cell={cell} /> },
      ...(approvable === undefined ? [] : [...errorTabs(props), spendTab(props), ...others, ...ledgerTabs(props)]),
    ];
  },
};
