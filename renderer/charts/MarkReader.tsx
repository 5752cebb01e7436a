import { type KeyboardEvent, type PointerEvent, useMemo, useState } from "react";
import type { Plot } from "#shared/charts/drawing.ts";
import classes from "./MarkReader.module.css";
import { markField, nearestMark } from "./nearest-mark.ts";

type MarkReaderProps = { readonly plot: Plot; readonly name: string; readonly width: number; readonly height?: number };

const steps: { readonly [key: string]: number } = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Says the figure of the mark under the pointer, or of the one the arrow keys have come to. */
export function MarkReader({ plot, name, width, height }: MarkReaderProps) {
  const field = useMemo(() => markField(plot, width, height), [plot, width, height]);
  const [index, setIndex] = useState<number | null>(null);
  if (!field || field.marks.length === 0) return null;
  const mark = index === null ? null : (field.marks[index] ?? null);

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = field.frame.width / Math.max(1, box.width);
    const nearest = nearestMark(field, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
    setIndex(nearest ? field.marks.indexOf(nearest) : null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") return setIndex(null);
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setIndex((current) => Math.min(field.marks.length - 1, Math.max(0, current === null ? 0 : current + step)));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no element for a field of marks walked with arrow keys
    <div
      role="group"
      aria-label={`${name}: ${field.marks.length} marks, arrow keys go from one to the next`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the marks are read by keys
      tabIndex={0}
      className={classes.field}
      onPointerMove={point}
      onPointerLeave={() => setIndex(null)}
      onKeyDown={press}
      onBlur={() => setIndex(null)}
    >
      {mark && (
        <>
          <span
            className={classes.ring}
            style={{ left: `${(mark.x / field.frame.width) * 100}%`, top: `${(mark.y / field.frame.height) * 100}%` }}
          />
          <span
            className={classes.tip}
            data-side={mark.x > field.frame.width / 2 ? "left" : "right"}
            style={{ left: `${(mark.x / field.frame.width) * 100}%`, top: `${(mark.y / field.frame.height) * 100}%` }}
          >
            <span className={classes.name}>{mark.name}</span>
            <span>{mark.figure}</span>
          </span>
        </>
      )}
      <span className={classes.spoken} aria-live="polite">
        {mark ? `${mark.name}: ${mark.figure}` : ""}
      </span>
    </div>
  );
}
