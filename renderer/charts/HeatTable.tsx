import type { CSSProperties } from "react";
import type { HeatCell, HeatPlot } from "#shared/charts/drawing.ts";
import { writerFor } from "#shared/charts/write-number.ts";
import { HeatKey } from "./HeatKey.tsx";
import { HeatSquare, type Opening, squareWidth } from "./HeatSquare.tsx";
import { ink, sans } from "./ink.ts";
import { textWidth } from "./scale.ts";

type HeatTableProps = {
  readonly plot: HeatPlot;
  readonly name: string;
  /** Makes squares that lead to rows into buttons; null where nothing can be opened. */
  readonly opening: Opening | null;
};

const text: CSSProperties = { fontFamily: sans, fontSize: 12, color: ink.ink, fontVariantNumeric: "tabular-nums" };
const head: CSSProperties = { padding: "4px 6px", fontWeight: 400, color: ink.soft, verticalAlign: "middle" };

const [widestRow, widestColumn] = [200, 120];
/** A long name takes another line before the squares go out of sight. */
const nameBox = (maxWidth: number): CSSProperties => ({ display: "block", maxWidth, margin: "0 auto", overflowWrap: "break-word" });

/** A matrix is a real table: its squares are cells with a figure, coloured by it. */
export function HeatTable({ plot, name, opening }: HeatTableProps) {
  const columns = plot.x.categories;
  const squares = squaresOf(plot);
  const write = writerFor(
    plot.cells.flatMap(({ value, low, high }) => [value, low, high]),
    plot.format,
  );
  return (
    <div tabIndex={opening === null ? 0 : undefined} style={{ ...text, overflowX: "auto" }}>
      <table aria-label={name} style={{ borderCollapse: "separate", borderSpacing: 2, margin: 0 }}>
        <thead>
          <tr>
            <td style={{ ...head, color: ink.faint, textAlign: "right", verticalAlign: "bottom" }}>
              {cornerOf(plot).map((line) => (
                <span key={line} style={{ display: "block" }}>
                  {line}
                </span>
              ))}
            </td>
            {columns.map((category) => (
              <th key={category} scope="col" style={{ ...head, textAlign: "center", verticalAlign: "bottom" }}>
                <span style={nameBox(widestColumn)}>{category}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {squares.map((line, row) => (
            <tr key={plot.y.categories[row]}>
              <th scope="row" style={{ ...head, textAlign: "right", color: ink.ink }}>
                <span style={{ ...nameBox(widestRow), width: "max-content", marginRight: 0 }}>{plot.y.categories[row]}</span>
              </th>
              {line.map((cell, column) => (
                <HeatSquare key={columns[column]} cell={cell} plot={plot} write={write} place={{ row, column }} opening={opening} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <HeatKey plot={plot} />
    </div>
  );
}

/** What stands across and what down, each on a line of its own: beside short names one line would be the widest of all. */
function cornerOf({ x, y }: Pick<HeatPlot, "x" | "y">): readonly string[] {
  return x.label === y.label ? [x.label] : [`${x.label} →`, `${y.label} ↓`];
}

/** About how wide the table is: names of the rows, then a square a column. */
export function heatWidth({ x, y }: HeatPlot): number {
  const rows = y.categories.map((name) => Math.min(widestRow, textWidth(name)));
  const names = Math.max(...rows, ...cornerOf({ x, y }).map((name) => textWidth(name)));
  const columnWidth = (name: string): number => Math.max(squareWidth, Math.min(widestColumn, textWidth(name)) + 16) + 2;
  return x.categories.reduce((width, name) => width + columnWidth(name), names + 16);
}

/** The squares row by row as the axes have them; undefined where there is none. */
export function squaresOf({ x, y, cells }: HeatPlot): readonly (readonly (HeatCell | undefined)[])[] {
  const known = new Map(cells.map((cell) => [JSON.stringify([cell.x, cell.y]), cell]));
  return y.categories.map((row) => x.categories.map((column) => known.get(JSON.stringify([column, row]))));
}
