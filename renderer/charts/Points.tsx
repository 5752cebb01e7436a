import type { ReferenceLine } from "#shared/charts/drawing.ts";
import { BottomAxis, Label, LeftAxis, Nothing, Reference } from "./Axes.tsx";
import { fitName } from "./fit-name.ts";
import type { Frame } from "./frame.ts";
import { ink, seriesColor } from "./ink.ts";
import { Marker } from "./Marker.tsx";
import { Picture, type PictureProps } from "./Picture.tsx";
import { type EndLabel, layoutPoints, type PlacedPoint, type PlacedSeries, type PointLayout, type PointPlot } from "./point-layout.ts";
import { tenths, textWidth } from "./scale.ts";

const swatch = 18;
const dashes = ["none", "6 4", "2 3"];

/** Above this an interval is a band, below a thin line at each point. */
const mostErrorBars = 16;

/** Lines or single points as a picture of their own. */
export function Points({ plot, width, ...names }: { readonly plot: PointPlot; readonly width: number } & PictureProps) {
  const layout = layoutPoints(plot, width);
  return (
    <Picture {...names} frame={layout.frame}>
      <LeftAxis axis={plot.y} frame={layout.frame} />
      <BottomAxis axis={plot.x} frame={layout.frame} grid="ticks" />
      <PointMarks plot={plot} layout={layout} />
    </Picture>
  );
}

/** Lines or single points, with their intervals, each line named at its end. */
export function PointMarks({ plot, layout }: { readonly plot: PointPlot; readonly layout: PointLayout }) {
  const { frame, scales, series, endLabels, labels, labelled: rings } = layout;
  const lines = series.filter(({ isReference, isRibbon }) => !isReference && !isRibbon).length;
  const dense = series.reduce((sum, { points }) => sum + points.length, 0) > 400;
  return (
    <g>
      {plot.reference?.axis === "y" && <Reference line={plot.reference} frame={frame} place={scales.y} direction="across" />}
      {plot.reference?.axis === "x" && <Reference line={plot.reference} frame={frame} place={scales.x} direction="up" />}
      {plot.reference?.axis === "diagonal" && <Diagonal line={plot.reference} plot={plot} layout={layout} />}
      {series.map((part) => part.isRibbon && <Ribbon key={part.name} part={part} />)}
      {series.map((part) =>
        part.isRibbon ? null : part.isReference ? (
          <ReferenceSeries key={part.name} part={part} />
        ) : (
          <g key={part.name} color={seriesColor(part.color)}>
            <Intervals points={part.points} isAlone={lines < 2} />
            {plot.type === "line" && <Line part={part} />}
            {(plot.type === "scatter" || part.points.length <= 40) && (
              <Dots part={part} radius={plot.type === "line" ? 2.5 : dense ? 2.2 : 3.5} dense={dense} />
            )}
          </g>
        ),
      )}
      {plot.type === "line" &&
        rings.map(({ x, y }) => <circle key={`${x} ${y}`} cx={x} cy={y} r={6} fill="none" stroke={ink.ink} strokeWidth={1.5} />)}
      {labels.map((label) => (
        <Label key={`${label.text} ${label.x} ${label.y}`} {...label} color={ink.ink} />
      ))}
      {series.length === 0 && <Nothing frame={frame} />}
      {endLabels.map((label) => (
        <EndName key={label.series.name} {...label} frame={frame} />
      ))}
    </g>
  );
}

/** A name with a piece of its line: ends that meet say nothing of which is whose. */
function EndName({ series: { name, color, variant, isReference }, y, from, frame }: EndLabel & { readonly frame: Frame }) {
  const stroke = isReference ? ink.faint : seriesColor(color);
  const start = frame.right + 8;
  const written = fitName(name, frame.width - start - swatch - 5);
  return (
    <g>
      <line x1={from.x + 4} x2={start} y1={from.y} y2={y} stroke={stroke} strokeOpacity={0.5} />
      <line
        x1={start}
        x2={start + swatch}
        y1={y}
        y2={y}
        stroke={stroke}
        strokeWidth={isReference ? 1.25 : 2}
        strokeDasharray={isReference ? "4 2" : (dashes[variant] ?? "8 3 2 3")}
      />
      {isReference || (
        <g color={stroke}>
          <Marker x={start + swatch / 2} y={y} radius={2.5} variant={variant} />
        </g>
      )}
      <text x={start + swatch + 5} y={y} dy="0.35em" fill={isReference ? ink.soft : ink.ink}>
        {written === name ? null : <title>{name}</title>}
        {written}
      </text>
    </g>
  );
}

/** From corner to corner, named along its upper end. */
function Diagonal({
  line,
  plot,
  layout: { frame, scales },
}: {
  readonly line: ReferenceLine;
  readonly plot: PointPlot;
  readonly layout: PointLayout;
}) {
  const from = Math.max(plot.x.domain[0], plot.y.domain[0]);
  const to = Math.min(plot.x.domain[1], plot.y.domain[1]);
  const [x, y] = [scales.x(to), scales.y(to)];
  const angle = (Math.atan2(y - scales.y(from), x - scales.x(from)) * 180) / Math.PI;
  const fits = textWidth(line.label) < (frame.right - frame.left) * 0.8;
  return (
    <g>
      <line x1={scales.x(from)} y1={scales.y(from)} x2={x} y2={y} stroke={ink.soft} strokeDasharray="4 3" />
      {fits && (
        <g transform={`translate(${x} ${y}) rotate(${tenths(angle)})`}>
          <Label x={-10} y={-6} anchor="end" text={line.label} />
        </g>
      )}
    </g>
  );
}

/** A line to compare with: thin, dashed, without marks. */
function ReferenceSeries({ part }: { readonly part: PlacedSeries }) {
  return <path d={pathOf(part.points)} fill="none" stroke={ink.faint} strokeWidth={1.25} strokeDasharray="5 3" />;
}

function pathOf(points: readonly PlacedPoint[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x},${y}`).join("");
}

function Line({ part }: { readonly part: PlacedSeries }) {
  return (
    <path
      d={pathOf(part.points)}
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinejoin="round"
      strokeLinecap="round"
      strokeDasharray={dashes[part.variant] ?? "8 3 2 3"}
    />
  );
}

function Dots({ part, radius, dense }: { readonly part: PlacedSeries; readonly radius: number; readonly dense: boolean }) {
  return (
    <g fillOpacity={dense ? 0.45 : 0.9} strokeOpacity={dense && part.variant === 0 ? 0 : 1}>
      {part.points.map(({ x, y }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: points have no name and never move
        <Marker key={index} x={x} y={y} radius={radius} variant={part.variant} />
      ))}
    </g>
  );
}

/** The ground between two bounds. */
function Ribbon({ part: { points, color } }: { readonly part: PlacedSeries }) {
  const known = points.flatMap(({ x, low, high }) => (low === null || high === null ? [] : [{ x, low, high }]));
  return <polygon points={outline(known)} fill={seriesColor(color)} fillOpacity={0.14} />;
}

function outline(known: readonly { readonly x: number; readonly low: number; readonly high: number }[]): string {
  const upper = known.map(({ x, high }) => `${x},${high}`);
  const lower = known.map(({ x, low }) => `${x},${low}`).reverse();
  return [...upper, ...lower].join(" ");
}

function Intervals({ points, isAlone }: { readonly points: readonly PlacedPoint[]; readonly isAlone: boolean }) {
  const known = points.flatMap(({ x, low, high }) => (low === null || high === null ? [] : [{ x, low, high }]));
  if (known.length === 0) return null;
  if (known.length > mostErrorBars) return <polygon points={outline(known)} fill="currentColor" fillOpacity={isAlone ? 0.16 : 0.1} />;
  return (
    <g stroke="currentColor" strokeWidth={1.25} strokeOpacity={0.75}>
      {known.map(({ x, low, high }) => (
        <line key={`${x} ${low} ${high}`} x1={x} x2={x} y1={low} y2={high} />
      ))}
    </g>
  );
}
