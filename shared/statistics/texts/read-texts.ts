import { AssayError } from "../../assay-error.ts";
import type { Row, TableSchema, Value } from "../../data/table.ts";
import { hasColumn, requireColumn } from "../../data/table-columns.ts";
import { textOfValue } from "../../data/value-text.ts";
import type { TextRecord } from "./text-record.ts";

export type TextTable = { readonly table: string; readonly schema: TableSchema; readonly rows: readonly Row[] };

export const textParts = ["item", "text", "generation", "origin", "embedding"] as const;
export type TextPart = (typeof textParts)[number];

/** Names the model beside a column of embeddings. */
export const embeddingModelColumn = "embedding_model";

const usualNames: { readonly [part in TextPart]: readonly string[] } = {
  item: ["item_id", "item", "id", "prompt_id"],
  text: ["response", "text", "completion", "answer", "instruction", "question", "prompt"],
  generation: ["generation"],
  origin: ["origin"],
  embedding: ["embedding"],
};

export type TextNames = { readonly columns: { readonly [part in TextPart]?: string | undefined }; readonly by: readonly string[] };

export type TextReading = {
  readonly records: readonly TextRecord[];
  /** Rows without a text. */
  readonly empty: number;
  /** What the groups are: "model", "table", "all texts"; for sentences. */
  readonly groupedBy: string;
  /** Where the rows of each group stand, by its name. */
  readonly groups: { readonly [name: string]: TextGroup };
  /** The column the texts stand in, by table. */
  readonly textColumns: { readonly [table: string]: string };
};

/** The one table a group's texts are of, null for any; and what its rows hold in the columns that set groups apart. */
export type TextGroup = { readonly table: string | null; readonly values: { readonly [column: string]: Value } };

/**
 * Texts of one or several tables, and the groups that are set against each other: the values of `by`, else the tables,
 * else the models where a table has several. Throws column-missing, naming what is there.
 */
export function readTexts({ columns, by }: TextNames, tables: readonly TextTable[]): TextReading {
  const groupedBy = by.length > 0 ? by.join(", ") : tables.length > 1 ? "table" : severalModels(tables) ? "model" : "all texts";
  const textColumns: Record<string, string> = {};
  const groups: Record<string, TextGroup> = {};
  let empty = 0;
  const records = tables.flatMap((table) => {
    const named = namedColumns(columns, table);
    for (const [index, column] of by.entries()) requireColumn(table.schema, table.table, column, `by.${index}`);
    textColumns[table.table] = named.text;
    const groupOf = (row: Row): string => {
      if (by.length > 0) return by.map((column) => textOfValue(row[column])).join(", ");
      return groupedBy === "table" ? table.table : groupedBy === "model" ? textOfValue(row.model) : "";
    };
    const apart = by.length > 0 ? by : groupedBy === "model" ? ["model"] : [];
    return table.rows.flatMap((row, index): readonly TextRecord[] => {
      const text = row[named.text];
      if (typeof text !== "string" || text.trim() === "") {
        empty++;
        return [];
      }
      const item = named.item === null ? "" : textOfValue(row[named.item]);
      const group = groupOf(row);
      groups[group] ??= {
        table: groupedBy === "table" ? table.table : null,
        values: Object.fromEntries(apart.map((column) => [column, row[column] ?? null])),
      };
      const origin = named.origin === null ? "" : textOfValue(row[named.origin]).toLowerCase();
      const generation = named.generation === null ? null : wholeNumber(row[named.generation]);
      return [
        {
          text,
          cluster: item === "" ? `${table.table} ${index + 1}` : item,
          group,
          generation,
          isHuman: origin === "" ? null : humanOrigins.has(origin),
          isReal: origin === "" ? null : origin === "real" || humanOrigins.has(origin),
          embedding: named.embedding === null ? null : numbers(row[named.embedding]),
          embeddingModel: typeof row[embeddingModelColumn] === "string" ? row[embeddingModelColumn] : null,
        },
      ];
    });
  });
  return { records, empty, groupedBy, groups, textColumns };
}

const humanOrigins: ReadonlySet<string> = new Set(["human", "person", "people"]);

type Named = { readonly [part in Exclude<TextPart, "text">]: string | null } & { readonly text: string };

function namedColumns(columns: TextNames["columns"], { schema, table }: TextTable): Named {
  for (const [part, column] of Object.entries(columns)) if (column !== undefined) requireColumn(schema, table, column, `columns.${part}`);
  const find = (part: TextPart): string | null => columns[part] ?? usualNames[part].find((name) => hasColumn(schema, name)) ?? null;
  const text = find("text");
  if (text === null) {
    throw new AssayError("column-missing", `\`${table}\` has no column that holds the texts.`, {
      hint: `Name one under \`columns:\`, such as \`text: ${schema.columns.find(({ type }) => type.type === "text")?.name ?? "…"}\`.`,
      place: { key: "columns.text" },
    });
  }
  return { text, item: find("item"), generation: find("generation"), origin: find("origin"), embedding: find("embedding") };
}

function severalModels(tables: readonly TextTable[]): boolean {
  return tables.some(({ schema, rows }) => hasColumn(schema, "model") && new Set(rows.map((row) => row.model)).size > 1);
}

function wholeNumber(value: Value | undefined): number | null {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) ? number : null;
}

function numbers(value: Value | undefined): readonly number[] | null {
  if (!Array.isArray(value)) return null;
  const read = value.map((each: Value) => (typeof each === "bigint" ? Number(each) : each));
  return read.every((each) => typeof each === "number") ? read : null;
}
