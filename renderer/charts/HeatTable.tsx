import { type CSSProperties, type KeyboardEvent, useState } from "react";
import type { Plot } from "#shared/charts/drawing.ts";
import { writerFor } from "#shared/charts/write-number.ts";
import type { OnDrill } from "./drill.ts";
import { HeatKey } from "./HeatKey.tsx";
import { HeatSquare } from "./HeatSquare.tsx";
import { nextSquare, type Square } from "./heat-keys.ts";
import { ink, sans } from "./ink.ts";

export type HeatPlot = Extract<Plot, { type: "heatmap" }>;

type HeatTableProps = {
  readonly plot: HeatPlot;
  readonly name: string;
  /** Makes squares that lead to rows into buttons, one tab stop for all; arrow keys go from one to the next. */
  readonly onDrill: OnDrill | null;
};

const text: CSSProperties = { fontFamily: sans, fontSize: 12, color: ink.ink, fontVariantNumeric: "tabular-nums" };
const head: CSSProperties = { padding: "4px 8px", fontWeight: 400, color: ink.soft, whiteSpace: "nowrap" };

/** A matrix is a real table: its squares are cells with a figure, coloured by it. */
export function HeatTable({ plot, name, onDrill }: HeatTableProps) {
  const columns = plot.x.categories;
  const cells = new Map(plot.cells.map((cell) => [JSON.stringify([cell.x, cell.y]), cell]));
  const squares = plot.y.categories.map((row) => columns.map((column) => cells.get(JSON.stringify([column, row]))));
  const [chosen, setChosen] = useState<Square | null>(null);
  const opens = ({ row, column }: Square): boolean => onDrill !== null && squares[row]?.[column]?.drill !== undefined;
  const all = squares.flatMap((line, row) => line.map((_, column) => ({ row, column })));
  const stop = chosen && opens(chosen) ? chosen : (all.find(opens) ?? null);
  const write = writerFor(
    plot.cells.flatMap(({ value, low, high }) => [value, low, high]),
    plot.format,
  );
  const press = (event: KeyboardEvent<HTMLTableElement>) => {
    const next = stop && nextSquare(event.key, stop, opens, { rows: squares.length, columns: columns.length });
    if (!next) return;
    event.preventDefault();
    setChosen(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-square="${next.row} ${next.column}"]`)?.focus();
  };
  return (
    <div tabIndex={stop === null ? 0 : undefined} style={{ ...text, overflowX: "auto" }}>
      <table aria-label={name} style={{ borderCollapse: "separate", borderSpacing: 2, margin: 0 }} onKeyDown={stop ? press : undefined}>
        <thead>
          <tr>
            <td style={{ ...head, color: ink.faint, textAlign: "right" }}>
              {plot.y.label} ↓ {plot.x.label} →
            </td>
            {columns.map((category) => (
              <th key={category} scope="col" style={{ ...head, textAlign: "center" }}>
                {category}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {squares.map((line, row) => (
            <tr key={plot.y.categories[row]}>
              <th scope="row" style={{ ...head, textAlign: "right", color: ink.ink }}>
                {plot.y.categories[row]}
              </th>
              {line.map((cell, column) => (
                <HeatSquare
                  key={columns[column]}
                  cell={cell}
                  plot={plot}
                  write={write}
                  place={{ row, column }}
                  isStop={stop?.row === row && stop.column === column}
                  onFocus={setChosen}
                  onDrill={onDrill}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <HeatKey plot={plot} />
    </div>
  );
}
