import type { ReportCell } from "#main/engine/parts/report.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { ledgerLines } from "#shared/data/row-ledger.ts";
import { fenced } from "./fenced.ts";
import { cardIn, type NestedCard } from "./report/card.tsx";
import { valueText } from "./report/table.tsx";
import { count, stateWords } from "./report/words.ts";

/** A chart as a table of text. */
export type TwinOf = (drawing: ChartDrawing) => {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly string[])[];
};

const cellShownChars = 300;

/** What came out of a cell as Markdown, one piece an output: how it stands, its finding, chart, tables, dataset card, files and ledger. */
export function cellOutputs(cell: ReportCell, twinOf: TwinOf): readonly string[] {
  const { status } = cell;
  const result = status.result;
  return [
    standing(cell),
    ...status.problems.map(({ sentence, hint }) => `> ${plain(sentence)}${hint === undefined ? "" : ` ${plain(hint)}`}`),
    ...(cell.drawing === null ? [] : [chart(cell.drawing, twinOf)]),
    ...cell.tables.map((table) => {
      const card = cardIn(cell, table);
      return card === null ? dataTable(table, result?.simulated ?? false) : cardText(table.name, card);
    }),
    ...(cell.files.length === 0
      ? []
      : [
          cell.files
            .map(
              ({ path, rows, bytes, sha256 }) =>
                `- \`${path}\`: ${rows > 0 ? `${count(rows, "row")}, ` : ""}${count(bytes, "byte")}, SHA-256 \`${sha256}\``,
            )
            .join("\n"),
        ]),
    ...(result?.ledger ? [ledger(result.ledger)] : []),
    ...cell.rowErrors.map(({ cause, count: rows, sentence }) => `- ${count(rows, "row")} ${plain(cause)}: ${plain(sentence)}`),
  ];
}

/** State, summary and age in one line, so that nobody takes an old number for a new one. */
function standing({ status }: ReportCell): string {
  const { mark, word } = stateWords[status.state];
  const result = status.result;
  const tried = result?.triedRows === null || result === null ? "" : ` · tried on ${count(result.triedRows, "row")}`;
  const old =
    status.state === "stale" && result !== null
      ? `\n\n> This result is older than the notebook${status.reasons.length > 0 ? `: ${plain(status.reasons.join("; "))}` : ""}.`
      : "";
  return `${mark} ${word}${result === null ? "" : ` · ${plain(result.summary)}`}${result?.simulated ? " · **simulated**" : ""}${tried}${old}`;
}

function chart(drawing: ChartDrawing, twinOf: TwinOf): string {
  const { columns, rows } = twinOf(drawing);
  const title = drawing.title === undefined || drawing.title === "" ? "" : `**${plain(drawing.title)}**\n\n`;
  return `${title}${plain(drawing.summary)}\n\n${markdownTable(
    columns.map(({ name }) => name),
    rows,
  )}`;
}

function dataTable({ name, columns, rows, totalRows }: ReportCell["tables"][number], simulated: boolean): string {
  if (columns.length === 0) return `**${name}** · no columns`;
  const size = rows.length < totalRows ? `first ${rows.length} of ${count(totalRows, "row")}` : count(totalRows, "row");
  const values = rows.map((row) => columns.map((column) => shortened(valueText(row[column.name] ?? null))));
  return `**${name}** · ${size}${simulated ? " · simulated" : ""}\n\n${markdownTable(
    columns.map((column) => column.name),
    values,
  )}`;
}

/** A dataset card as what it is, Markdown. The exporter wrote it, and escaped what came from models. */
function cardText(name: string, { header, page }: NestedCard): string {
  const parts = [`**${name}** · dataset card`, ...(header === "" ? [] : [fenced(header, "yaml")]), page];
  return parts.join("\n\n");
}

function ledger(given: Parameters<typeof ledgerLines>[0]): string {
  const lines = ledgerLines(given).filter(({ rows }) => rows > 0);
  return `${count(given.requested, "row")} asked for: ${lines.map(({ ending, reason, rows }) => `${rows} ${ending}${reason === null ? "" : ` (${plain(reason)})`}`).join(" · ") || "none"}`;
}

function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (values: readonly string[]) => `| ${values.map(plain).join(" | ")} |`;
  return [line(columns), `| ${columns.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= cellShownChars
    ? text
    : `${characters.slice(0, cellShownChars).join("")} … ${count(characters.length, "character")}`;
}

/** One line of Markdown that cannot break out of a table cell, begin markup or carry HTML. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*_[\]<>|#~$&]/g, "\\$&")
    .trim();
}
