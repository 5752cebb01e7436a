import type { NumberAxis } from "#shared/charts/drawing.ts";
import { BottomAxis, BottomName, Label, LeftAxis, Nothing, Reference } from "./Axes.tsx";
import { type BarLayout, type BarPlot, barWriter, layoutBars, nameSize, type PlacedBar } from "./bar-layout.ts";
import { fitName, nameLines } from "./fit-name.ts";
import { ink, seriesColor } from "./ink.ts";
import { Picture, type PictureProps } from "./Picture.tsx";
import { fitText, textWidth } from "./scale.ts";

/** Bars as a picture of their own. */
export function Bars({ plot, width, ...names }: { readonly plot: BarPlot; readonly width: number } & PictureProps) {
  const layout = layoutBars(plot, width);
  const { direction, frame, bands } = layout;
  return (
    <Picture {...names} frame={frame}>
      <ValueAxis axis={plot.y} layout={layout} />
      {bands.map((band) => (
        <BandName key={band.category} {...band} direction={direction} frame={frame} />
      ))}
      {direction === "up" && <BottomName frame={frame} name={plot.x.label} />}
      <BarMarks plot={plot} layout={layout} />
    </Picture>
  );
}

function ValueAxis({ axis, layout: { direction, frame } }: { readonly axis: NumberAxis; readonly layout: BarLayout }) {
  return direction === "across" ? <BottomAxis axis={axis} frame={frame} grid="lines" /> : <LeftAxis axis={axis} frame={frame} />;
}

const nameLine = 15;

type BandNameProps = BarLayout["bands"][number] & Pick<BarLayout, "direction" | "frame">;

/** A category, beside its lying bars or below its standing ones; what doesn't fit is whole in its title. */
export function BandName({ direction, frame, category, middle, width }: BandNameProps) {
  const lines = direction === "across" ? nameLines(category, frame.left - 12, nameSize) : [fitName(category, width - 4)];
  const title = lines.some((line) => line.includes("…") && !category.includes(line)) ? <title>{category}</title> : null;
  if (direction === "up")
    return (
      <text x={middle} y={frame.bottom + 18} textAnchor="middle" fill={ink.ink}>
        {title}
        {lines[0]}
      </text>
    );
  const [x, first] = [frame.left - 10, middle - ((lines.length - 1) * nameLine) / 2];
  return (
    <text textAnchor="end" fill={ink.ink} fontSize={nameSize}>
      {title}
      {lines.map((line, at) => (
        <tspan key={line} x={x} y={first + at * nameLine} dy="0.35em">
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** Bars from zero, their interval as a thin line, their figure beside them. */
export function BarMarks({ plot, layout }: { readonly plot: BarPlot; readonly layout: BarLayout }) {
  const { direction, frame, bars, bands, place } = layout;
  const write = barWriter(plot);
  return (
    <g>
      {bars.map((bar) => (
        <Bar key={`${bar.mark.category} ${bar.across}`} bar={bar} direction={direction} />
      ))}
      {plot.reference && (
        <Reference line={plot.reference} frame={frame} place={place} direction={direction === "across" ? "up" : "across"} />
      )}
      {bars.map((bar) => (
        <Figure key={`${bar.mark.category} ${bar.across}`} bar={bar} layout={layout} single={plot.series.length === 1} write={write} />
      ))}
      {bands.length === 0 && <Nothing frame={frame} />}
    </g>
  );
}

type Direction = BarLayout["direction"];

function Bar({ bar, direction }: { readonly bar: PlacedBar; readonly direction: Direction }) {
  const { zero, end, low, high, across, thickness, color, variant } = bar;
  if (end === null) return null;
  const [from, length] = [Math.min(zero, end), Math.max(Math.abs(end - zero), 1)];
  const rectangle =
    direction === "across"
      ? { x: from, y: across, width: length, height: thickness }
      : { x: across, y: from, width: thickness, height: length };
  const fill = seriesColor(color);
  const middle = across + thickness / 2;
  const ends =
    direction === "across"
      ? { x1: low ?? 0, x2: high ?? 0, y1: middle, y2: middle }
      : { x1: middle, x2: middle, y1: low ?? 0, y2: high ?? 0 };
  return (
    <g>
      <rect
        {...rectangle}
        rx={1.5}
        fill={fill}
        fillOpacity={variant === 0 ? 0.88 : 0.32}
        stroke={variant === 0 ? "none" : fill}
        strokeDasharray={variant > 1 ? "3 2" : undefined}
      />
      {low !== null && high !== null && (
        <>
          <line {...ends} stroke={ink.surface} strokeWidth={3.5} strokeOpacity={0.6} />
          <line {...ends} stroke={ink.ink} strokeWidth={1.5} />
        </>
      )}
    </g>
  );
}

/** Lying bars have room for figure and interval; standing ones, where it fits, for the figure. */
function Figure({
  bar,
  layout: { direction, frame, bands },
  single,
  write,
}: {
  readonly bar: PlacedBar;
  readonly layout: BarLayout;
  readonly single: boolean;
  readonly write: (value: number) => string;
}) {
  const { mark, zero, end, low, high, across, thickness, figure } = bar;
  const middle = across + thickness / 2;
  if (direction === "across") {
    const x = Math.max(zero, end ?? zero, high ?? zero) + 8;
    if (mark.value === null)
      return <Label x={x} y={middle + 4} anchor="start" text={fitText(`○ ${figure}`, frame.width - x)} color={ink.faint} />;
    const value = write(mark.value);
    return (
      <text x={x} y={middle} dy="0.35em" fill={ink.ink} stroke={ink.surface} strokeWidth={3} strokeLinejoin="round" paintOrder="stroke">
        <tspan fontWeight={600}>{value}</tspan>
        <tspan fill={ink.soft}>{figure.slice(value.length)}</tspan>
      </text>
    );
  }
  const room = bands[0]?.width ?? 0;
  if (mark.value === null) return <Label x={middle} y={zero - 6} anchor="middle" text="○" color={ink.faint} />;
  const value = write(mark.value);
  if (!single || textWidth(value) > room - 2) return null;
  return <Label x={middle} y={Math.min(zero, end ?? zero, high ?? zero, low ?? zero) - 6} anchor="middle" text={value} color={ink.ink} />;
}
