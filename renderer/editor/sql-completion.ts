import { monaco } from "./monaco.ts";
import type { SourceLanguage, SourceTable } from "./source.ts";

/** Offers the notebook's tables and their columns while SQL is typed. */
export function completeTables(
  language: SourceLanguage,
  model: monaco.editor.ITextModel,
  tables: () => Promise<readonly SourceTable[]>,
): monaco.IDisposable {
  if (language !== "sql") return { dispose: () => undefined };
  return monaco.languages.registerCompletionItemProvider("sql", {
    triggerCharacters: ["."],
    provideCompletionItems: async (asked, position) => {
      if (asked !== model) return { suggestions: [] };
      const word = model.getWordUntilPosition(position);
      const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
      const before = model.getLineContent(position.lineNumber).slice(0, word.startColumn - 1);
      return { suggestions: suggestionsFor(await tables(), before, model.getValue()).map((each) => ({ ...each, range })) };
    },
  });
}

type Suggestion = Omit<monaco.languages.CompletionItem, "range">;

function suggestionsFor(tables: readonly SourceTable[], before: string, query: string): readonly Suggestion[] {
  const owner = /(\w+)\.$/.exec(before)?.[1];
  const columnsOf = (table: SourceTable): Suggestion[] =>
    table.columns.map((column) => ({
      label: { label: column.name, description: `${table.table}, ${column.type.type}` },
      kind: monaco.languages.CompletionItemKind.Field,
      insertText: column.name,
    }));
  if (owner !== undefined) {
    const named =
      tables.find((table) => table.table === owner) ??
      tables.find((table) => new RegExp(`\\b${table.table}\\s+(as\\s+)?${owner}\\b`, "i").test(query));
    return named ? columnsOf(named) : [];
  }
  const used = tables.filter((table) => new RegExp(`\\b${table.table}\\b`).test(query));
  return [
    ...tables.map(
      (table): Suggestion => ({
        label: { label: table.table, description: "table" },
        kind: monaco.languages.CompletionItemKind.Struct,
        insertText: table.table,
      }),
    ),
    ...used.flatMap(columnsOf),
  ];
}
