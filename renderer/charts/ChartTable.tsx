import type { CSSProperties } from "react";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { twinOf } from "./chart-twin.ts";
import { ink, sans } from "./ink.ts";

const mostRows = 500;

const cell: CSSProperties = { padding: "4px 10px", borderBottom: `1px solid ${ink.line}`, whiteSpace: "nowrap" };

/** The same numbers as the chart, as a table. */
export function ChartTable({ drawing }: { readonly drawing: ChartDrawing }) {
  const { columns, rows } = twinOf(drawing);
  const shown = rows.slice(0, mostRows);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <div tabIndex={0} style={{ overflowX: "auto", fontFamily: sans, fontSize: 13, color: ink.ink, fontVariantNumeric: "tabular-nums" }}>
      <table aria-label={`${drawing.title}, as a table`} style={{ borderCollapse: "collapse" }}>
        <thead>
          <tr>
            {columns.map(({ name, align }) => (
              <th key={name} scope="col" style={{ ...cell, textAlign: align, fontWeight: 500, color: ink.soft }}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity and never move
            <tr key={index}>
              {row.map((text, column) => (
                <td key={columns[column]?.name} style={{ ...cell, textAlign: columns[column]?.align ?? "left" }}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <p style={{ margin: "6px 0 0", color: ink.soft }}>
          The first {mostRows} of {rows.length.toLocaleString("en")} marks.
        </p>
      )}
    </div>
  );
}
