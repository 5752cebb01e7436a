import type { CSSProperties } from "react";
import type { ColorScale, HeatPlot } from "#shared/charts/drawing.ts";
import { writerFor } from "#shared/charts/write-number.ts";
import { themedCellColors } from "./heat-colors.ts";
import { ink } from "./ink.ts";

const line: CSSProperties = { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "4px 8px", marginTop: 8, color: ink.soft };
const mostReasons = 3;

/** What the colours, the outlines and the dashes mean. */
export function HeatKey({ plot }: { readonly plot: HeatPlot }) {
  const { scale, cells, emphasis } = plot;
  const stops = scale.type === "diverging" ? [scale.from, scale.neutral, scale.to] : [scale.from, (scale.from + scale.to) / 2, scale.to];
  const write = writerFor(scale.type === "diverging" ? stops : [scale.from, scale.to], plot.format);
  return (
    <>
      <div style={line}>
        <span>{plot.label}</span>
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          {write(scale.from)}
          <span
            aria-hidden="true"
            style={{ width: 120, height: 8, borderRadius: 4, background: gradient(scale, stops), outline: `1px solid ${ink.line}` }}
          />
          {write(scale.to)}
        </span>
        {scale.type === "diverging" && <span>(neutral {write(scale.neutral)})</span>}
        {emphasis !== undefined && cells.some(({ isEmphasised }) => isEmphasised) && (
          <span style={{ display: "inline-flex", alignItems: "center", gap: 6, marginLeft: 8 }}>
            <span aria-hidden="true" style={{ width: 14, height: 10, borderRadius: 2, border: `2px solid ${ink.ink}` }} />
            {emphasis}
          </span>
        )}
      </div>
      {reasonsOf(plot).map((reason) => (
        <div key={reason} style={{ ...line, marginTop: 4, color: ink.faint }}>
          – {reason}
        </div>
      ))}
    </>
  );
}

/** Why squares are undefined, each reason once. */
function reasonsOf({ cells }: HeatPlot): readonly string[] {
  const counts = new Map<string, number>();
  for (const { value, note } of cells) {
    const reason = note ?? "no value";
    if (value === null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts].map(([reason, count]) => `undefined: ${reason}${count > 1 ? ` (${count} squares)` : ""}`);
  if (reasons.length <= mostReasons) return reasons;
  return [...reasons.slice(0, mostReasons), `undefined for ${reasons.length - mostReasons} more reasons, named in the table`];
}

function gradient(scale: ColorScale, stops: readonly number[]): string {
  return `linear-gradient(to right, ${stops.map((stop) => themedCellColors(stop, scale).ground).join(", ")})`;
}
