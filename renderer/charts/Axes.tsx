import type { NumberAxis, ReferenceLine } from "#shared/charts/drawing.ts";
import { writeTicks } from "#shared/charts/write-number.ts";
import type { Frame } from "./frame.ts";
import { ink } from "./ink.ts";
import { linear, textWidth } from "./scale.ts";

type AxisProps = { readonly axis: NumberAxis; readonly frame: Frame };

/** Number axis at the left: hairlines across, figures beside them, its name above. */
export function LeftAxis({ axis, frame }: AxisProps) {
  const y = linear(axis.domain, [frame.bottom, frame.top]);
  const labels = writeTicks(axis.ticks, axis.format);
  return (
    <g>
      {axis.ticks.map((tick, index) => (
        <g key={tick}>
          <line x1={frame.left} x2={frame.right} y1={y(tick)} y2={y(tick)} stroke={ink.line} strokeWidth={tick === 0 ? 1.25 : 0.75} />
          <text x={frame.left - 8} y={y(tick)} dy="0.35em" textAnchor="end" fill={ink.faint}>
            {labels[index]}
          </text>
        </g>
      ))}
      <text x={0} y={12} fill={ink.soft}>
        {axis.label}
      </text>
    </g>
  );
}

/** Number axis below: short ticks, figures, and its name at the right end. */
export function BottomAxis({ axis, frame, grid }: AxisProps & { readonly grid: "lines" | "ticks" }) {
  const x = linear(axis.domain, [frame.left, frame.right]);
  const labels = writeTicks(axis.ticks, axis.format);
  const widest = Math.max(...labels.map((label) => textWidth(label)), 1);
  const step = Math.ceil(((widest + 12) * axis.ticks.length) / Math.max(1, frame.right - frame.left));
  return (
    <g>
      {grid === "ticks" && <line x1={frame.left} x2={frame.right} y1={frame.bottom} y2={frame.bottom} stroke={ink.line} />}
      {axis.ticks.map((tick, index) => (
        <g key={tick}>
          <line
            x1={x(tick)}
            x2={x(tick)}
            y1={grid === "lines" ? frame.top : frame.bottom}
            y2={frame.bottom + (grid === "lines" ? 0 : 4)}
            stroke={ink.line}
            strokeWidth={0.75}
          />
          {index % step === 0 && (
            <text x={x(tick)} y={frame.bottom + 18} textAnchor="middle" fill={ink.faint}>
              {labels[index]}
            </text>
          )}
        </g>
      ))}
      <text x={frame.right} y={frame.bottom + 36} textAnchor="end" fill={ink.soft}>
        {axis.label}
      </text>
    </g>
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
  readonly place: (value: number) => number;
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
export const nothing = "Nothing to draw: no row has what this chart needs.";

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
