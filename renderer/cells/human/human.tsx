import { Users } from "lucide-react";
import { defaultLabelBudget, defaultLabelScale } from "#shared/cells/human.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { formatCount } from "../../kit/format.ts";
import { LabellingPane } from "../../labelling/LabellingPane.tsx";
import type { CellView, OutputProps, OutputTab } from "../cell-view.ts";
import { MeasuresOutput } from "../measure/MeasuresOutput.tsx";
import { TableOutput } from "../TableOutput.tsx";
import { TablesOutput } from "./human-tables.tsx";

export const humanView: CellView = {
  icon: <Users />,
  promise: "The queue appears here once the cells it reads have run.",
  usual: () => ({ "scale.min": defaultLabelScale.min, "scale.max": defaultLabelScale.max, budget: defaultLabelBudget }),
  outputs: (props) => {
    const { cell, result } = props;
    const version = `${result.recipe} ${result.at}`;
    const labels = rowsOf(props, cell);
    return [
      { id: "queue", label: "Queue", flows: true, content: <LabellingPane cell={cell} version={version} /> },
      tableTab(props, cell, "Labels"),
      agreementTab(props, "people", "People compared", cell, labels === 0 ? "Nobody has labelled anything yet." : null),
      agreementTab(
        props,
        "against",
        "Judge against people",
        `${cell}_judgements`,
        rowsOf(props, `${cell}_judgements`) > labels ? null : "There is no judge's verdict on anything people have labelled.",
      ),
      {
        id: "tables",
        label: "Tables",
        rows: 8,
        content: <TablesOutput cell={cell} result={result} tables={result.tables.filter(({ name }) => name !== cell)} />,
      },
    ];
  },
};

function rowsOf({ result }: OutputProps, table: string): number {
  return result.tables.find(({ name }) => name === table)?.rows ?? 0;
}

function tableTab(props: OutputProps, table: string, label: string): OutputTab {
  const rows = rowsOf(props, table);
  return {
    id: `table:${table}`,
    label: `${label} ${formatCount(rows)}`,
    rows,
    content: <TableOutput cell={props.cell} table={table} result={props.result} />,
  };
}

function agreementTab({ cell, result }: OutputProps, id: string, label: string, table: string, nothing: string | null): OutputTab {
  return {
    id,
    label,
    flows: true,
    content:
      nothing === null ? (
        <MeasuresOutput
          cell={cell}
          name={`${label} of ${cell}`}
          measures={[{ method: "agreement", label, table }]}
          version={`${result.recipe} ${result.at}`}
        />
      ) : (
        <EmptyState title={nothing}>Label in the queue; the figures follow every answer.</EmptyState>
      ),
  };
}
