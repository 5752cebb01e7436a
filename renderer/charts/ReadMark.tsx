import { useContext } from "react";
import { Scatter, Tooltip, XAxis, YAxis } from "recharts";
import type { Frame, PlacedMark } from "./frame.ts";
import { ink } from "./ink.ts";
import { marksLayer } from "./LiveAxes.tsx";
import classes from "./MarkReader.module.css";
import { MarkBeingRead } from "./MarkReader.tsx";

const axis = "pixels";
const pixels = { type: "number", hide: true, allowDataOverflow: true, niceTicks: "none" } as const;

/**
 * The mark being read: a ring around it and Recharts' tooltip beside it. Recharts finds a mark along one axis or under the
 * pointer only; so we find the nearest and give it that one, a point on axes that count pixels.
 */
export function ReadMark({ frame }: { readonly frame: Frame }) {
  const mark = useContext(MarkBeingRead);
  return (
    <>
      <XAxis xAxisId={axis} dataKey="x" domain={[frame.left, frame.right]} {...pixels} />
      <YAxis yAxisId={axis} dataKey="y" domain={[frame.top, frame.bottom]} reversed {...pixels} />
      {mark && <Scatter xAxisId={axis} yAxisId={axis} data={[mark]} shape={Ring} zIndex={marksLayer + 1} isAnimationActive={false} />}
      <Tooltip
        active={mark !== null}
        defaultIndex={0}
        cursor={false}
        offset={12}
        isAnimationActive={false}
        content={() => (mark ? <Tip mark={mark} /> : null)}
      />
    </>
  );
}

function Ring({ cx, cy }: { readonly cx?: number; readonly cy?: number }) {
  return <circle cx={cx} cy={cy} r={5} fill="none" stroke={ink.ink} strokeWidth={1.5} />;
}

function Tip({ mark: { name, figure, note } }: { readonly mark: PlacedMark }) {
  return (
    <div className={classes.tip} aria-hidden="true">
      <span className={classes.name}>{name}</span>
      <span>{figure}</span>
      {note !== null && <span>{note}</span>}
    </div>
  );
}
