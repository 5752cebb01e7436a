import type { NumberAxis, ReferenceLine } from "#shared/charts/drawing.ts";
import { writeTicks } from "#shared/charts/write-number.ts";
import type { Frame } from "./frame.ts";
import { ink } from "./ink.ts";
import { along, type Place, textWidth } from "./scale.ts";

type AxisProps = { readonly axis: NumberAxis; readonly frame: Frame };

const lineHeight = 14;

/** Number axis at the left: hairlines across, figures beside them, its name above. */
export function LeftAxis({ axis, frame }: AxisProps) {
  const place = along(axis, [frame.bottom, frame.top]);
  return (
    <g>
      {axis.ticks.map((tick, index) => (
        <LeftTick key={tick} axis={axis} frame={frame} index={index} y={place(tick)} />
      ))}
      <LeftName axis={axis} />
    </g>
  );
}

export function LeftTick({ axis, frame, index, y }: AxisProps & { readonly index: number; readonly y: number }) {
  const step = Math.ceil((lineHeight * axis.ticks.length) / Math.max(1, frame.bottom - frame.top));
  return (
    <g>
      <line x1={frame.left} x2={frame.right} y1={y} y2={y} stroke={ink.line} strokeWidth={axis.ticks[index] === 0 ? 1.25 : 0.75} />
      {isWritten(axis, index, step) && (
        <text x={frame.left - 8} y={y} dy="0.35em" textAnchor="end" fill={ink.faint}>
          {writeTicks(axis)[index]}
        </text>
      )}
    </g>
  );
}

export function LeftName({ axis }: { readonly axis: NumberAxis }) {
  return (
    <text x={0} y={12} fill={ink.soft}>
      {axis.label}
    </text>
  );
}

type BottomProps = AxisProps & { readonly grid: "lines" | "ticks" };

/** Number axis below: short ticks, figures, and its name at the right end. */
export function BottomAxis({ axis, frame, grid }: BottomProps) {
  const place = along(axis, [frame.left, frame.right]);
  return (
    <g>
      {grid === "ticks" && <BaseLine frame={frame} />}
      {axis.ticks.map((tick, index) => (
        <BottomTick key={tick} axis={axis} frame={frame} grid={grid} index={index} x={place(tick)} />
      ))}
      <BottomName frame={frame} name={axis.label} />
    </g>
  );
}

export function BottomTick({ axis, frame, grid, index, x }: BottomProps & { readonly index: number; readonly x: number }) {
  const labels = writeTicks(axis);
  const widest = Math.max(...labels.map((label) => textWidth(label)), 1);
  // Where figures would touch, only every second, third … is written.
  const step = Math.ceil(((widest + 12) * axis.ticks.length) / Math.max(1, frame.right - frame.left));
  const [from, to] = grid === "lines" ? [frame.top, frame.bottom] : [frame.bottom, frame.bottom + 4];
  const label = labels[index] ?? "";
  // The last figure leans on the picture's edge rather than over it.
  const middle = Math.min(x, frame.width - textWidth(label) / 2);
  return (
    <g>
      <line x1={x} x2={x} y1={from} y2={to} stroke={ink.line} strokeWidth={0.75} />
      {isWritten(axis, index, step) && (
        <text x={middle} y={frame.bottom + 18} textAnchor="middle" fill={ink.faint}>
          {label}
        </text>
      )}
    </g>
  );
}

/** Of every `step` ticks one has its figure, and zero always has; of a logarithmic axis powers of ten before others. */
function isWritten({ ticks, scale }: NumberAxis, index: number, step: number): boolean {
  if (scale !== "log") return (index - Math.max(0, ticks.indexOf(0))) % step === 0;
  const first = Math.max(
    0,
    ticks.findIndex((tick) => tick.toExponential().startsWith("1")),
  );
  const hasOthers = ticks.some((tick) => !tick.toExponential().startsWith("1"));
  const wanted = step > 1 && hasOthers ? 3 * Math.ceil(step / 3) : step;
  return (index - first) % wanted === 0;
}

export function BaseLine({ frame }: { readonly frame: Frame }) {
  return <line x1={frame.left} x2={frame.right} y1={frame.bottom} y2={frame.bottom} stroke={ink.line} />;
}

export function BottomName({ frame, name }: { readonly frame: Frame; readonly name: string }) {
  return (
    <text x={frame.right} y={frame.bottom + 36} textAnchor="end" fill={ink.soft}>
      {name}
    </text>
  );
}

/** A neutral value: dashed, and named where it ends. */
export function Reference({
  line,
  frame,
  place,
  direction,
}: {
  readonly line: ReferenceLine;
  readonly frame: Frame;
  readonly place: Place;
  readonly direction: "across" | "up";
}) {
  const at = place(line.value);
  const half = textWidth(line.label) / 2;
  const labelX = Math.min(Math.max(at, frame.left + half), frame.width - half);
  return (
    <g>
      {direction === "across" ? (
        <line x1={frame.left} x2={frame.right} y1={at} y2={at} stroke={ink.soft} strokeDasharray="4 3" />
      ) : (
        <line x1={at} x2={at} y1={frame.top - 4} y2={frame.bottom} stroke={ink.soft} strokeDasharray="4 3" />
      )}
      {direction === "across" ? (
        <Label x={frame.right} y={at - 5} anchor="end" text={line.label} />
      ) : (
        <Label x={labelX} y={frame.top - 9} anchor="middle" text={line.label} />
      )}
    </g>
  );
}

/** In place of marks where there are none. */
export function Nothing({ frame }: { readonly frame: Frame }) {
  const [x, y] = [(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2];
  return <Label x={x} y={y} anchor="middle" text="Nothing to draw: no row has what this chart needs." />;
}

/** Text that stays readable over marks: a halo of the ground it stands on. */
export function Label({
  x,
  y,
  anchor,
  text,
  color = ink.soft,
}: {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly text: string;
  readonly color?: string;
}) {
  return (
    <text x={x} y={y} textAnchor={anchor} fill={color} stroke={ink.surface} strokeWidth={3} strokeLinejoin="round" paintOrder="stroke">
      {text}
    </text>
  );
}
