import { GraduationCap } from "lucide-react";
import type { CellView, OutputProps, OutputTab } from "../cell-view.ts";
import { tableTabs } from "../tabs.tsx";
import { StudentFigures } from "./StudentFigures.tsx";

export const studentView: CellView = {
  icon: <GraduationCap />,
  promise:
    "It trains a small model on these texts and writes each generation's data set, then tells how well it foretells texts it never saw; no call is made.",
  line: ({ summary }, meaning) => summary || meaning,
  outputs: (props) => {
    const [samples, ...others] = tableTabs(props, "Samples").filter(
      ({ id }) => !figureTables(props.cell).some((name) => id === `table:${name}`),
    );
    return [...(samples === undefined ? [] : [samples]), ...figureTabs(props), ...others];
  },
};

const figureTables = (cell: string): readonly string[] => [`${cell}_loss`, `${cell}_vocabulary`];

/** Its tables of figures, told in words and drawn; a result of an earlier version has none. */
function figureTabs({ cell, result }: OutputProps): readonly OutputTab[] {
  const tabs = [
    { about: "loss", label: "Loss" },
    { about: "vocabulary", label: "Vocabulary" },
  ] as const;
  return tabs.flatMap(({ about, label }): readonly OutputTab[] => {
    const table = result.tables.find(({ name }) => name === `${cell}_${about}`);
    if (table === undefined) return [];
    return [{ id: about, label, flows: true, content: <StudentFigures cell={cell} result={result} table={table.name} about={about} /> }];
  });
}
