import { createContext, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import type { PlacedMark } from "./frame.ts";
import classes from "./MarkReader.module.css";
import { type MarkField, nearestMark } from "./nearest-mark.ts";

type MarkReaderProps = { readonly field: MarkField | null; readonly name: string; readonly children: ReactNode };

/** The mark under the pointer, or the one the arrow keys have come to: a context, so that reading redraws no mark. */
export const MarkBeingRead = createContext<PlacedMark | null>(null);

const steps: { readonly [key: string]: number } = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * Lets pointer and keys read the marks of the picture within. For keys it is a slider that stands on one mark after the
 * other: screen readers say what it stands on, and the notebook leaves a field its arrow keys.
 */
export function MarkReader({ field, name, children }: MarkReaderProps) {
  const [index, setIndex] = useState<number | null>(null);
  if (!field || field.marks.length === 0) return children;
  const { marks, frame } = field;
  const last = marks.length - 1;
  const mark = index === null ? null : (marks[index] ?? null);

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = frame.width / Math.max(1, box.width);
    const nearest = nearestMark(field, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
    setIndex(nearest ? marks.indexOf(nearest) : null);
  };
  // A slider would take Down for less; marks are read on, like text.
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") return setIndex(null);
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setIndex((current) => (current === null ? 0 : Math.min(last, Math.max(0, current + step))));
  };

  return (
    <div className={classes.field} onPointerMove={point} onPointerLeave={() => setIndex(null)}>
      <input
        type="range"
        className={classes.keys}
        aria-label={`${name}: ${marks.length} marks, arrow keys go from one to the next`}
        aria-valuetext={mark ? [`${mark.name}: ${mark.figure}`, mark.note].filter(Boolean).join(", ") : "no mark"}
        min={0}
        max={last}
        value={index ?? 0}
        onChange={(event) => setIndex(Number(event.target.value))}
        onKeyDown={press}
        onFocus={() => setIndex((current) => current ?? 0)}
        onBlur={() => setIndex(null)}
      />
      <MarkBeingRead value={mark}>{children}</MarkBeingRead>
    </div>
  );
}
