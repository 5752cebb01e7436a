import type { ReportCell } from "#main/engine/parts/report.ts";
import type { Column, Row, Value } from "#shared/data/table.ts";
import { count, withMark } from "./words.ts";

const rowsShown = 100;
const lengthShownChars = 400;
const shortTextChars = 32;
const columnsPrinted = 10;

type Table = ReportCell["tables"][number];

/** The first rows of a table; what is left out is said. */
export function DataTable({ name, columns, rows, totalRows, simulated }: Table & { readonly simulated: boolean }) {
  const shown = rows.slice(0, rowsShown);
  const size =
    shown.length < totalRows ? `first ${shown.length.toLocaleString("en-US")} of ${count(totalRows, "row")}` : count(totalRows, "row");
  if (columns.length === 0) return null;
  const printed = columnsOnPaper(columns, shown);
  const classes = new Map(columns.map((column) => [column.name, classOf(column, shown, printed)]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="scroll" aria-label={`Table ${name}`} tabIndex={0}>
      <table>
        <caption>
          <b>{name}</b> · {size}
          {simulated && " · simulated"}
          {printed.size < columns.length && (
            <span className="on-paper"> · {count(columns.length - printed.size, "more column")} on screen</span>
          )}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={classes.get(column.name)}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page that never changes.
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.name} className={classes.get(column.name)}>
                  <div className="value">
                    <CellValue column={column.name} value={row[column.name] ?? null} />
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A page is only so wide: the first columns that hold more than one value, all of them when they fit. */
function columnsOnPaper(columns: readonly Column[], rows: readonly Row[]): ReadonlySet<string> {
  if (columns.length <= columnsPrinted) return new Set(columns.map((column) => column.name));
  const telling = columns.filter(
    (column, index) => index === 0 || new Set(rows.map((row) => valueText(row[column.name] ?? null))).size > 1,
  );
  return new Set(telling.slice(0, columnsPrinted).map((column) => column.name));
}

function classOf(column: Column, rows: readonly Row[], printed: ReadonlySet<string>): string {
  const isShort = rows.every((row) => valueText(row[column.name] ?? null).length <= shortTextChars);
  const shape = isNumeric(column) ? "number" : isShort ? "short" : "long";
  return printed.has(column.name) ? shape : `${shape} off-paper`;
}

function CellValue({ column, value }: { readonly column: string; readonly value: Value }) {
  if (value === null) return <span className="faint">null</span>;
  if (column === "outcome" && typeof value === "string") return withMark(value);
  const text = valueText(value);
  if (text === "") return <span className="faint">empty</span>;
  const characters = text.length > lengthShownChars ? [...text] : null;
  if (!characters || characters.length <= lengthShownChars) return text;
  return (
    <>
      {characters.slice(0, lengthShownChars).join("")} <span className="faint">… {count(characters.length, "character")}</span>
    </>
  );
}

/** A value as a reader wants it: figures at six digits, messages as a conversation, other structures as JSON. */
export function valueText(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isInteger(value) ? value.toLocaleString("en-US") : String(Number(value.toPrecision(6)));
  if (typeof value === "bigint") return value.toLocaleString("en-US");
  if (typeof value === "boolean" || value === null) return String(value);
  if (value instanceof Uint8Array) return count(value.length, "byte");
  return conversation(value) ?? JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part));
}

function conversation(value: readonly Value[] | { readonly [field: string]: Value }): string | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const turns: string[] = [];
  for (const turn of value as readonly Value[]) {
    if (turn === null || typeof turn !== "object" || !("role" in turn) || !("content" in turn)) return null;
    turns.push(`${String(turn.role)}: ${String(turn.content)}`);
  }
  return turns.join("\n");
}

function isNumeric({ type }: Column): boolean {
  return type.type === "integer" || type.type === "double" || type.type === "decimal";
}
