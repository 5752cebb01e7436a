import type { CellResult } from "#shared/journal/entries.ts";
import type { ShownMeasure } from "./measure/MeasuresOutput.tsx";

/** What the measures find texts in, without being told. */
const textNames = ["response", "text", "completion", "answer", "instruction", "question", "prompt"];

/** The measures a table's own columns allow: how large it is, and how varied its texts are. */
export function textMeasures(table: CellResult["tables"][number] | undefined): readonly ShownMeasure[] {
  if (!table) return [];
  const names = table.columns.map(({ name }) => name);
  const hasTexts = textNames.some((name) => names.includes(name));
  if (!hasTexts && !names.includes("messages")) return [];
  const scale: ShownMeasure = { method: "scale", label: "Rows and tokens", table: table.name };
  return hasTexts ? [scale, { method: "diversity", label: "Repeats and variety", table: table.name }] : [scale];
}
