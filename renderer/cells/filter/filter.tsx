import { Funnel } from "lucide-react";
import { formatCount } from "../../kit/format.ts";
import type { CellView } from "../cell-view.ts";
import { errorTabs, spendTab, tableTabs, textTabs } from "../tabs.tsx";
import { FilterDropped } from "./FilterDropped.tsx";
import { FilterForm } from "./FilterForm.tsx";
import { FilterLedger } from "./FilterLedger.tsx";
import { FilterMatches } from "./FilterMatches.tsx";

export const filterView: CellView = {
  icon: <Funnel />,
  promise: "Rows that are kept appear here, beside those that are dropped, by which step and why.",
  form: FilterForm,
  line: ({ summary }) => summary,
  outputs: (props) => {
    const { cell, result, status } = props;
    const [kept] = tableTabs(props, "Kept");
    const matches = result.tables.find(({ name }) => name === `${cell}_matches`);
    const dropped = result.tables.find(({ name }) => name === `${cell}_dropped`);
    return [
      ...(kept === undefined ? [] : [kept]),
      ...(dropped === undefined
        ? []
        : [
            {
              id: "dropped",
              label: `Dropped ${formatCount(dropped.rows)}`,
              flows: true,
              content: <FilterDropped cell={cell} result={result} />,
            },
          ]),
      ...(matches === undefined
        ? []
        : [
            {
              id: "matches",
              label: `Matches ${formatCount(matches.rows)}`,
              flows: true,
              content: <FilterMatches cell={cell} result={result} />,
            },
          ]),
      ...textTabs(props, cell),
      ...(result.ledger === null
        ? []
        : [{ id: "ledger", label: "Ledger", flows: true, content: <FilterLedger cell={cell} result={result} ledger={result.ledger} /> }]),
      ...errorTabs(props),
      ...(status.costClass === "paid" ? [spendTab(props)] : []),
    ];
  },
};
