import type { Column, Row } from "#shared/data/table.ts";
import type { CellResult } from "#shared/journal/entries.ts";

/** A text of several that belong together, with what tells it from the others. */
export type Version = { readonly label: string; readonly text: string };

/** Texts that belong together: answers to one item, drafts of one answer, steps of one task. */
export type Comparison = {
  readonly key: string;
  readonly title: string;
  /** What all of them answer; empty where they are tasks themselves, or their table does not say. */
  readonly question: string;
  readonly versions: readonly Version[];
};

/** Which table holds the texts to compare, and how they belong together; null where a result has none. */
export type CompareSource = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly by: "answers" | "stages" | "rounds" | "nearest";
};

/** By the columns a method yields. */
export function compareSource(cell: string, { tables }: Pick<CellResult, "tables">): CompareSource | null {
  const columnsOf = (name: string): ReadonlySet<string> =>
    new Set((tables.find((table) => table.name === name)?.columns ?? []).map((column: Column) => column.name));
  const [main, stages, rejected] = [columnsOf(cell), columnsOf(`${cell}_stages`), columnsOf(`${cell}_rejected`)];
  if (stages.has("draft"))
    return { table: `${cell}_stages`, columns: ["item", "sample", "stage", "model", "original_model", "before", "draft"], by: "stages" };
  if (main.has("parent"))
    return { table: cell, columns: ["item", "model", "sample", "round", "operation", "parent", "instruction"], by: "rounds" };
  if (!main.has("response") && rejected.has("nearest"))
    return { table: `${cell}_rejected`, columns: ["item", "reason", "nearest", "instruction"], by: "nearest" };
  if (!main.has("response")) return null;
  return { table: cell, columns: ["item", "model", "sample", "response", "messages"].filter((name) => main.has(name)), by: "answers" };
}

/** The rows of a source as texts to compare, in their order; what has nothing to be compared with is left out. */
export function comparisonsOf(rows: readonly Row[], by: CompareSource["by"]): readonly Comparison[] {
  const groups = new Map<string, { readonly title: string; readonly question: string; readonly versions: Version[] }>();
  const add = (row: Row, apart: readonly string[], versions: (isFirst: boolean) => readonly Version[]): void => {
    const title = ["item", ...apart]
      .map((name) => textOf(row[name]))
      .filter(Boolean)
      .join(" · ");
    const group = groups.get(title);
    if (group === undefined) groups.set(title, { title, question: lastUserMessage(row.messages), versions: [...versions(true)] });
    else group.versions.push(...versions(false));
  };
  for (const row of rows) {
    const [model, sample] = [textOf(row.model), Number(row.sample ?? 0)];
    switch (by) {
      case "answers":
        add(row, [], () => [{ label: sample > 0 ? `${model} · sample ${sample}` : model, text: textOf(row.response) }]);
        break;
      case "stages":
        add(row, ["original_model", ...(sample > 0 ? ["sample"] : [])], (isFirst) => [
          ...(isFirst ? [{ label: `Original ${textOf(row.original_model)}`.trim(), text: textOf(row.before) }] : []),
          { label: `Stage ${textOf(row.stage)} · ${model}`, text: textOf(row.draft) },
        ]);
        break;
      case "rounds":
        add(row, ["model", ...(sample > 0 ? ["sample"] : [])], (isFirst) => [
          ...(isFirst ? [{ label: "Before", text: textOf(row.parent) }] : []),
          { label: `Round ${textOf(row.round)} · ${textOf(row.operation)}`, text: textOf(row.instruction) },
        ]);
        break;
      case "nearest":
        if (textOf(row.nearest) !== "")
          add(row, ["reason"], () => [
            { label: "Kept before", text: textOf(row.nearest) },
            { label: "Rejected", text: textOf(row.instruction) },
          ]);
        break;
    }
  }
  return [...groups].flatMap(([key, group]) => (group.versions.length > 1 ? [{ key, ...group }] : []));
}

/** An answer of each model to each item, the first sample: what a table with one column a model shows. */
export type ModelRow = { readonly item: string; readonly question: string; readonly answers: ReadonlyMap<string, Row> };

export function modelRows(rows: readonly Row[]): { readonly models: readonly string[]; readonly items: readonly ModelRow[] } {
  const models = new Set<string>();
  const items = new Map<string, { readonly question: string; readonly answers: Map<string, Row> }>();
  for (const row of rows) {
    const [item, model] = [textOf(row.item), textOf(row.model)];
    models.add(model);
    const found = items.get(item) ?? { question: lastUserMessage(row.messages), answers: new Map<string, Row>() };
    if (!found.answers.has(model)) found.answers.set(model, row);
    items.set(item, found);
  }
  return { models: [...models], items: [...items].map(([item, rest]) => ({ item, ...rest })) };
}

function lastUserMessage(messages: Row[string] | undefined): string {
  if (!Array.isArray(messages)) return "";
  for (const message of messages.toReversed()) {
    if (typeof message === "object" && message !== null && "role" in message && message.role === "user") return textOf(message.content);
  }
  return "";
}

function textOf(value: Row[string] | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
