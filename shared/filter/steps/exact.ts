import { clustersOf, createClusters } from "../clusters.ts";
import { dropAllButOne, keepWords } from "../keep-one.ts";
import type { StepKindOf } from "../step.ts";
import { textColumnOf, textsOf, withoutText } from "../step-text.ts";
import { keepFields, keepNeeds } from "./fields.ts";

export const exact: StepKindOf<"exact"> = {
  type: "exact",
  title: "Exact duplicates",
  sentence: "Of rows with the same text, one stays.",
  matchesRows: true,
  describe: (step) =>
    `same ${step.column?.join(" and ") ?? "text"}${step.normalise === "none" ? " to the letter" : ""}; ${keepWords(step)}`,
  needs: (step) => ({
    columns: [...(step.column ?? []).map((name) => ({ name, key: "column" })), ...keepNeeds(step)],
    readsText: step.column === undefined,
    tables: [],
  }),
  run: (step, context) => {
    const { table, rows, textColumn, place } = context;
    const columns = step.column ?? [textColumnOf(table.schema, table.name, undefined, textColumn, place)];
    const texts = columns.map((column) => textsOf(context, column));
    const clusters = createClusters(rows.length);
    const firsts = new Map<string, number>();
    let empty = 0;
    for (let at = 0; at < rows.length; at += 1) {
      const values = texts.map((column) => column[at] ?? null);
      if (values.every((value) => value === null)) {
        empty += 1;
        continue;
      }
      const key = keyOf(values, step.normalise);
      const first = firsts.get(key);
      if (first === undefined) firsts.set(key, at);
      else clusters.join(first, at);
    }
    const drops = dropAllButOne(clustersOf(rows.length, clusters), step, context, texts[0] ?? [], () => ({
      similarity: 1,
      words: "the same text as that",
    }));
    return { column: columns[0] ?? "", drops, notes: withoutText(empty) };
  },
  starter: { type: "exact" },
  fields: [
    { key: "column", label: "Columns", help: "Rows are the same when all of these are.", control: { type: "columns" } },
    {
      key: "normalise",
      label: "Compared",
      help: "text: NFKC, lower case, white space run together. none: to the letter.",
      control: { type: "choice", options: ["text", "none"] },
    },
    ...keepFields,
  ],
};

function keyOf(values: readonly (string | null)[], normalise: "text" | "none"): string {
  const parts =
    normalise === "none" ? values : values.map((value) => value?.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim() ?? null);
  return parts.length === 1 ? (parts[0] ?? "") : JSON.stringify(parts);
}
