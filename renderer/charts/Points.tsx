import { BottomAxis, LeftAxis, Nothing, Reference } from "./Axes.tsx";
import { ink, seriesColor } from "./ink.ts";
import { Picture, type PictureProps } from "./Picture.tsx";
import { layoutPoints, type PlacedPoint, type PointLayout, type PointPlot } from "./point-layout.ts";
import { fitText } from "./scale.ts";

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
  const { frame, scales, series, endLabels } = layout;
  const dense = series.reduce((sum, { points }) => sum + points.length, 0) > 400;
  return (
    <g>
      {plot.reference?.axis === "y" && <Reference line={plot.reference} frame={frame} place={scales.y} direction="across" />}
      {plot.reference?.axis === "x" && <Reference line={plot.reference} frame={frame} place={scales.x} direction="up" />}
      {series.map((part) => (
        <g key={part.name} color={seriesColor(part.color)}>
          <Intervals points={part.points} />
          {plot.type === "line" && <Line part={part} />}
          {(plot.type === "scatter" || part.points.length <= 40) && (
            <Dots part={part} radius={plot.type === "line" ? 2.5 : dense ? 2.2 : 3} dense={dense} />
          )}
        </g>
      ))}
      {series.length === 0 && <Nothing frame={frame} />}
      {endLabels?.map(({ name, y, from, color }) => (
        <g key={name}>
          <line x1={from.x + 4} x2={frame.right + 10} y1={from.y} y2={y} stroke={seriesColor(color)} strokeOpacity={0.5} />
          <text x={frame.right + 13} y={y} dy="0.35em" fill={ink.ink}>
            {fitText(name, frame.width - frame.right - 13)}
          </text>
        </g>
      ))}
    </g>
  );
}

type Part = PointLayout["series"][number];

function Line({ part }: { readonly part: Part }) {
  const path = part.points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x},${y}`).join("");
  return (
    <path
      d={path}
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinejoin="round"
      strokeLinecap="round"
      strokeDasharray={["none", "6 4", "2 3"][part.variant] ?? "8 3 2 3"}
    />
  );
}

function Dots({ part, radius, dense }: { readonly part: Part; readonly radius: number; readonly dense: boolean }) {
  const hollow = part.variant > 0;
  return (
    <g
      fill={hollow ? ink.surface : "currentColor"}
      stroke={hollow ? "currentColor" : ink.surface}
      strokeWidth={hollow ? 1.25 : dense ? 0 : 0.75}
      fillOpacity={dense ? 0.45 : 0.9}
    >
      {part.points.map(({ x, y }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: points have no name and never move
        <circle key={index} cx={x} cy={y} r={radius} />
      ))}
    </g>
  );
}

function Intervals({ points }: { readonly points: readonly PlacedPoint[] }) {
  const known = points.flatMap(({ x, low, high }) => (low === null || high === null ? [] : [{ x, low, high }]));
  if (known.length === 0) return null;
  if (known.length > mostErrorBars) {
    const upper = known.map(({ x, high }) => `${x},${high}`);
    const lower = known.map(({ x, low }) => `${x},${low}`).reverse();
    return <polygon points={[...upper, ...lower].join(" ")} fill="currentColor" fillOpacity={0.16} />;
  }
  return (
    <g stroke="currentColor" strokeWidth={1.25} strokeOpacity={0.75}>
      {known.map(({ x, low, high }) => (
        <line key={`${x} ${low} ${high}`} x1={x} x2={x} y1={low} y2={high} />
      ))}
    </g>
  );
}
