import { BottomAxis, Label, Nothing, Reference } from "./Axes.tsx";
import { BandName } from "./Bars.tsx";
import { type DotLayout, type DotPlot, layoutDots, type PlacedDot } from "./dot-layout.ts";
import type { Frame } from "./frame.ts";
import { ink, seriesColor } from "./ink.ts";
import { Picture, type PictureProps } from "./Picture.tsx";
import { fitText } from "./scale.ts";

/** One dot a category with its interval, as a picture of its own. */
export function Dots({ plot, width, ...names }: { readonly plot: DotPlot; readonly width: number } & PictureProps) {
  const layout = layoutDots(plot, width);
  const { frame, bands, bandHeight } = layout;
  return (
    <Picture {...names} frame={frame}>
      <BottomAxis axis={plot.x} frame={frame} grid="lines" />
      {bands.map((band) => (
        <BandName key={band.category} {...band} width={bandHeight} direction="across" frame={frame} />
      ))}
      <DotMarks plot={plot} layout={layout} />
    </Picture>
  );
}

/** Dots on their intervals, the figures in a column at the right, the reference named above. */
export function DotMarks({ plot, layout: { frame, dots, bands, place } }: { readonly plot: DotPlot; readonly layout: DotLayout }) {
  return (
    <g>
      {plot.reference && <Reference line={plot.reference} frame={frame} place={place} direction="up" />}
      {dots.map((dot) => (
        <Dot key={`${dot.mark.category} ${dot.y}`} dot={dot} frame={frame} />
      ))}
      {bands.length === 0 && <Nothing frame={frame} />}
    </g>
  );
}

function Dot({ dot, frame }: { readonly dot: PlacedDot; readonly frame: Frame }) {
  const { mark, x, y, low, high, color, variant, value, interval } = dot;
  const fill = seriesColor(color);
  if (x === null) {
    const text = `○ undefined: ${mark.note ?? "no value"}`;
    return <Label x={frame.left + 8} y={y + 4} anchor="start" text={fitText(text, frame.width - frame.left - 8)} color={ink.faint} />;
  }
  return (
    <g>
      {low !== null && high !== null && (
        <g stroke={fill} strokeWidth={1.75}>
          <line x1={low} x2={high} y1={y} y2={y} />
          <line x1={low} x2={low} y1={y - 3.5} y2={y + 3.5} />
          <line x1={high} x2={high} y1={y - 3.5} y2={y + 3.5} />
        </g>
      )}
      <circle
        cx={x}
        cy={y}
        r={4.5}
        fill={variant === 0 ? fill : ink.surface}
        stroke={variant === 0 ? ink.surface : fill}
        strokeWidth={variant === 0 ? 1 : 1.75}
        strokeDasharray={variant > 1 ? "2 1.5" : undefined}
      />
      <text x={frame.width} y={y} dy="0.35em" textAnchor="end" fill={ink.ink}>
        <tspan fontWeight={600}>{value}</tspan>
        <tspan fill={ink.soft}>{interval}</tspan>
      </text>
    </g>
  );
}
