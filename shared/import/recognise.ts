import type { Row, TableSchema } from "../data/table.ts";
import type { ShapeName } from "./shape.ts";
import { shapes } from "./shapes.ts";

/** A way to read a file: the keys it puts into the cell's body, and what they do. */
export type Recognised = {
  readonly id: ShapeName | "verdicts" | "as-is";
  readonly title: string;
  readonly shape: ShapeName | null;
  /** New name to the file's name. */
  readonly columns: { readonly [name: string]: string };
  readonly sentences: readonly string[];
};

/** A shape is known by the file's first rows. */
export const recognisedRows = 50;

const asIs: Recognised = {
  id: "as-is",
  title: "Rows as they are",
  shape: null,
  columns: {},
  sentences: ["Every column keeps its name and its values."],
};

/** What the rows may be, the likeliest first; reading them as they are always stands last. */
export function recognise(schema: TableSchema, rows: readonly Row[]): readonly Recognised[] {
  const fitting = shapes.filter((shape) => shape.fits(schema, rows) && rows.some((row) => shape.map(row).ok));
  const found = fitting.map(({ name, title, sentences }): Recognised => ({ id: name, title, shape: name, columns: {}, sentences }));
  const verdicts = recogniseVerdicts(schema);
  return [...(verdicts === null ? [] : [verdicts]), ...found, asIs];
}

type VerdictPart = { readonly name: string; readonly known: readonly string[]; readonly isNeeded: boolean };

const verdictParts: readonly VerdictPart[] = [
  { name: "item", known: ["item", "item_id", "question_id", "prompt_id", "example_id", "idx", "id"], isNeeded: true },
  { name: "judge", known: ["judge", "judge_model", "annotator", "annotator_id", "rater", "evaluator"], isNeeded: true },
  {
    name: "verdict",
    known: ["verdict", "winner", "outcome", "preference", "result", "label", "annotator_result", "score", "rating"],
    isNeeded: true,
  },
  { name: "a", known: ["a", "model_a", "model_1", "model1", "assistant_a"], isNeeded: false },
  { name: "b", known: ["b", "model_b", "model_2", "model2", "assistant_b"], isNeeded: false },
  { name: "response_a", known: ["response_a", "answer_a", "response1", "response_1", "output_1", "output1"], isNeeded: false },
  { name: "response_b", known: ["response_b", "answer_b", "response2", "response_2", "output_2", "output2"], isNeeded: false },
];

/** A table of judgements by the names of its columns: who judged which item, and what they said. */
function recogniseVerdicts(schema: TableSchema): Recognised | null {
  const names = new Map(schema.columns.map(({ name, type }) => [name.toLowerCase(), { name, type }]));
  const found = new Map<string, string>();
  for (const part of verdictParts) {
    const column = part.known.map((known) => names.get(known)).find((each) => each !== undefined);
    if (column !== undefined && column.type.type !== "list" && column.type.type !== "struct") found.set(part.name, column.name);
    else if (part.isNeeded) return null;
  }
  const columns = Object.fromEntries([...found].filter(([name, source]) => name !== source));
  return {
    id: "verdicts",
    title: "Verdicts: who judged what, and how",
    shape: null,
    columns,
    sentences: [
      "Columns take the names measures look for; their values stay as they are.",
      "One row is one judgement, so an item may stand in several rows.",
      "Nothing is lost: every other column stays.",
    ],
  };
}
