import type { CSSProperties, ReactNode } from "react";
import type { HeatCell, HeatPlot } from "#shared/charts/drawing.ts";
import { writeNumber } from "#shared/charts/write-number.ts";
import type { OnDrill } from "./drill.ts";
import { themedCellColors } from "./heat-colors.ts";
import type { Square } from "./heat-keys.ts";
import { ink } from "./ink.ts";

type HeatSquareProps = {
  readonly cell: HeatCell | undefined;
  readonly plot: HeatPlot;
  readonly write: (value: number) => string;
  readonly place: Square;
  readonly opening: Opening | null;
};

/** `stop`: the one tab stop of the table. */
export type Opening = { readonly stop: Square; readonly onFocus: (place: Square) => void; readonly onDrill: OnDrill };

export const squareWidth = 76;
const box: CSSProperties = { minWidth: squareWidth, height: 42, padding: 0, textAlign: "center", borderRadius: 3 };
const inner: CSSProperties = { display: "block", padding: "5px 6px", lineHeight: 1.35, whiteSpace: "nowrap" };
const button: CSSProperties = {
  ...inner,
  width: "100%",
  height: "100%",
  minHeight: 42,
  border: 0,
  borderRadius: 3,
  background: "none",
  color: "inherit",
  font: "inherit",
  cursor: "pointer",
};

/** One figure with its interval under it; a dash where it is undefined. */
export function HeatSquare({ cell, plot, write, place, opening }: HeatSquareProps) {
  if (!cell) return <td style={{ ...box, background: ink.sunken }} aria-label="not compared" />;
  const { value, low, high, n, note, drill, isEmphasised } = cell;
  const size = n === null ? null : `n ${writeNumber(n, "number")}`;
  const title = [value === null ? `undefined: ${note ?? "no value"}` : size, value === null ? size : note].filter(Boolean).join(", ");
  const emphasis: CSSProperties = isEmphasised ? { outline: `2px solid ${ink.ink}`, outlineOffset: -2 } : {};
  const colors = value === null ? { ground: ink.sunken, ink: ink.soft, soft: ink.soft } : themedCellColors(value, plot.scale);
  // The unit stands once, with the figure.
  const end = (number: number) => write(number).replace(/ (?:%|points)$/, "");
  const ends = low === null || high === null ? "" : `[${end(low)}, ${end(high)}]`;
  const content: ReactNode = (
    <>
      <span style={{ fontWeight: value === null ? 400 : 600, fontSize: 13 }}>{value === null ? "–" : write(value)}</span>
      {value !== null && ends !== "" && <span style={{ display: "block", color: colors.soft }}>{ends}</span>}
    </>
  );
  const style = { ...box, background: colors.ground, color: colors.ink, ...emphasis };
  if (!opening || !drill) {
    return (
      <td style={style} title={title}>
        <span style={inner}>{content}</span>
        {value === null && <span style={unseen}>{title}</span>}
      </td>
    );
  }
  const name = `${cell.y} × ${cell.x}`;
  const figure = value === null ? title : [`${write(value)} ${ends}`.trim(), size].filter(Boolean).join(", ");
  const meaning = isEmphasised && plot.emphasis ? `, ${plot.emphasis}` : "";
  return (
    <td style={style} title={title}>
      <button
        type="button"
        style={button}
        tabIndex={opening.stop.row === place.row && opening.stop.column === place.column ? 0 : -1}
        data-square={`${place.row} ${place.column}`}
        aria-label={`${name}${meaning}: ${figure}; show its rows`}
        onFocus={() => opening.onFocus(place)}
        onClick={() => opening.onDrill({ name, drill })}
      >
        {content}
      </button>
    </td>
  );
}

/** Said, not seen: a report has no style sheet to name it. */
const unseen: CSSProperties = { position: "absolute", width: 1, height: 1, overflow: "hidden", clipPath: "inset(50%)" };
