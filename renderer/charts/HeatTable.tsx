import type { CSSProperties } from "react";
import type { ColorScale, HeatCell, Plot } from "#shared/charts/drawing.ts";
import { writeNumber, writerFor } from "#shared/charts/write-number.ts";
import { themedCellColors } from "./heat-colors.ts";
import { ink, sans } from "./ink.ts";

export type HeatPlot = Extract<Plot, { type: "heatmap" }>;

const text: CSSProperties = { fontFamily: sans, fontSize: 12, color: ink.ink, fontVariantNumeric: "tabular-nums" };
const head: CSSProperties = { padding: "4px 8px", fontWeight: 400, color: ink.soft, whiteSpace: "nowrap" };

/** A matrix is a real table: its squares are cells with a figure, coloured by it. */
export function HeatTable({ plot, name }: { readonly plot: HeatPlot; readonly name: string }) {
  const cells = new Map(plot.cells.map((cell) => [JSON.stringify([cell.x, cell.y]), cell]));
  const write = writerFor(
    plot.cells.flatMap(({ value, low, high }) => [value, low, high]),
    plot.format,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <div tabIndex={0} style={{ ...text, overflowX: "auto" }}>
      <table aria-label={name} style={{ borderCollapse: "separate", borderSpacing: 2, margin: 0 }}>
        <thead>
          <tr>
            <td style={{ ...head, color: ink.faint, textAlign: "right", fontSize: 11 }}>
              {plot.y.label} ↓ {plot.x.label} →
            </td>
            {plot.x.categories.map((category) => (
              <th key={category} scope="col" style={{ ...head, textAlign: "center" }}>
                {category}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plot.y.categories.map((row) => (
            <tr key={row}>
              <th scope="row" style={{ ...head, textAlign: "right", color: ink.ink }}>
                {row}
              </th>
              {plot.x.categories.map((column) => (
                <Square key={column} cell={cells.get(JSON.stringify([column, row]))} plot={plot} write={write} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ScaleKey plot={plot} />
    </div>
  );
}

type SquareProps = { readonly cell: HeatCell | undefined; readonly plot: HeatPlot; readonly write: (value: number) => string };

function Square({ cell, plot, write }: SquareProps) {
  const box: CSSProperties = { padding: "5px 8px", minWidth: 76, height: 42, textAlign: "center", borderRadius: 3 };
  if (!cell) return <td style={{ ...box, background: ink.sunken }} aria-label="not compared" />;
  if (cell.value === null) {
    return (
      <td style={{ ...box, background: ink.sunken, color: ink.faint }} title={cell.note ?? undefined}>
        ○<span style={{ display: "block", fontSize: 11 }}>undefined</span>
      </td>
    );
  }
  const colors = themedCellColors(cell.value, plot.scale);
  const end = (value: number) => write(value).replace(" %", "");
  return (
    <td
      style={{ ...box, background: colors.ground, color: colors.ink }}
      title={cell.n === null ? undefined : `n ${writeNumber(cell.n, "number")}`}
    >
      <span style={{ fontWeight: 600, fontSize: 13 }}>{write(cell.value)}</span>
      {cell.low !== null && cell.high !== null && (
        <span style={{ display: "block", fontSize: 11 }}>
          [{end(cell.low)}, {end(cell.high)}]
        </span>
      )}
    </td>
  );
}

function ScaleKey({ plot }: { readonly plot: HeatPlot }) {
  const { scale } = plot;
  const stops = scale.type === "diverging" ? [scale.from, scale.neutral, scale.to] : [scale.from, (scale.from + scale.to) / 2, scale.to];
  return (
    <div style={{ display: "flex", alignItems: "center", gap: 8, marginTop: 8, color: ink.soft }}>
      <span>{plot.label}</span>
      <span>{writeNumber(scale.from, plot.format)}</span>
      <span
        aria-hidden="true"
        style={{ width: 120, height: 8, borderRadius: 4, background: gradient(scale, stops), outline: `1px solid ${ink.line}` }}
      />
      <span>{writeNumber(scale.to, plot.format)}</span>
      {scale.type === "diverging" && <span>(neutral {writeNumber(scale.neutral, plot.format)})</span>}
    </div>
  );
}

function gradient(scale: ColorScale, stops: readonly number[]): string {
  return `linear-gradient(to right, ${stops.map((stop) => themedCellColors(stop, scale).ground).join(", ")})`;
}
