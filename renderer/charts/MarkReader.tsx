import { createContext, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import type { PlacedMark } from "./frame.ts";
import classes from "./MarkReader.module.css";
import { type MarkField, nearestMark } from "./nearest-mark.ts";

type MarkReaderProps = { readonly field: MarkField | null; readonly name: string; readonly children: ReactNode };

/** The mark under the pointer, or the one the arrow keys have come to: a context, so that reading redraws no mark. */
export const MarkBeingRead = createContext<PlacedMark | null>(null);

const steps: { readonly [key: string]: number } = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Lets pointer and keys read the marks of the picture within, and says what they read. */
export function MarkReader({ field, name, children }: MarkReaderProps) {
  const [index, setIndex] = useState<number | null>(null);
  if (!field || field.marks.length === 0) return children;
  const { marks, frame } = field;
  const mark = index === null ? null : (marks[index] ?? null);

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = frame.width / Math.max(1, box.width);
    const nearest = nearestMark(field, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
    setIndex(nearest ? marks.indexOf(nearest) : null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") return setIndex(null);
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setIndex((current) => Math.min(marks.length - 1, Math.max(0, current === null ? 0 : current + step)));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no element for a field of marks walked with arrow keys
    <div
      role="group"
      aria-label={`${name}: ${marks.length} marks, arrow keys go from one to the next`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the marks are read by keys
      tabIndex={0}
      className={classes.field}
      onPointerMove={point}
      onPointerLeave={() => setIndex(null)}
      onKeyDown={press}
      onBlur={() => setIndex(null)}
    >
      <MarkBeingRead value={mark}>{children}</MarkBeingRead>
      <span className={classes.spoken} aria-live="polite">
        {mark && [`${mark.name}: ${mark.figure}`, mark.note].filter(Boolean).join(", ")}
      </span>
    </div>
  );
}
