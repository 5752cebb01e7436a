import { PenLine } from "lucide-react";
import { teachingMethod } from "#shared/teaching/methods.ts";
import type { CellView } from "../cell-view.ts";
import { errorTabs, ledgerTabs, tableTabs, textTabs } from "../tabs.tsx";
import { valueAt, yamlValues } from "../yaml-values.ts";
import { TeacherCompare } from "./TeacherCompare.tsx";
import { TeacherMethod } from "./TeacherMethod.tsx";
import { TeacherModels } from "./TeacherModels.tsx";
import { TeacherSpend } from "./TeacherSpend.tsx";
import { compareSource } from "./teacher-compare.ts";

export const teacherView: CellView = {
  icon: <PenLine />,
  promise: "Run it to see what the models write, row by row. Try it on 8 rows first with Ctrl+Shift+Enter.",
  form: TeacherMethod,
  defaultPrompts: (source) => {
    // Shown also while something else in the cell is still wrong.
    const values = yamlValues(source) ?? {};
    const { prompts } = teachingMethod(typeof values.method === "string" ? values.method : "answer");
    return Object.entries(prompts).flatMap(([name, { label, text }]) =>
      valueAt(values, `prompts.${name}`) === undefined ? [{ key: `prompts.${name}`, name: `Default prompt ${name}: ${label}`, text }] : [],
    );
  },
  line: ({ summary }) => summary,
  outputs: (props) => {
    const { cell, result } = props;
    const [rows, ...others] = tableTabs(props, "Rows");
    const models = modelsOf(result.summary);
    const source = compareSource(cell, result);
    return [
      ...(rows === undefined ? [] : [rows]),
      ...(models > 1 && source?.by === "answers"
        ? [{ id: "models", label: "By model", flows: true, content: <TeacherModels cell={cell} result={result} models={models} /> }]
        : []),
      ...(source === null
        ? []
        : [{ id: "compare", label: "Compare", flows: true, content: <TeacherCompare cell={cell} result={result} source={source} /> }]),
      ...textTabs(props, cell),
      ...others,
      ...errorTabs(props),
      { id: "spend", label: "Spend", flows: true, content: <TeacherSpend cell={cell} result={result} /> },
      ...ledgerTabs(props),
    ];
  },
};

/** How many models wrote, as the result's own line says. */
function modelsOf(summary: string): number {
  return Number(/\b(\d+) models\b/.exec(summary)?.[1] ?? 1);
}
