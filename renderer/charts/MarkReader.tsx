import { createContext, type KeyboardEvent, type MouseEvent, type ReactNode, useState } from "react";
import type { OnDrill } from "./drill.ts";
import { markWords, type PlacedMark } from "./frame.ts";
import { MarkButtons } from "./MarkButtons.tsx";
import classes from "./MarkReader.module.css";
import { stepOf } from "./mark-keys.ts";
import { type MarkField, nearestMark } from "./nearest-mark.ts";

type MarkReaderProps = {
  readonly field: MarkField | null;
  readonly name: string;
  readonly onDrill: OnDrill | null;
  readonly children: ReactNode;
};

/** The mark under the pointer, or the one the arrow keys have come to: a context, so that reading redraws no mark. */
export const MarkBeingRead = createContext<PlacedMark | null>(null);

/** Keys are reading: the pointer would take the mark from under them. */
const holdsFocus = (picture: HTMLElement): boolean => picture.contains(document.activeElement);

/**
 * Lets pointer and keys read the marks of the picture within. Where marks lead to rows each is a button; else, for keys, it
 * is a slider that stands on one mark after the other: screen readers say what it stands on, and the notebook leaves a field
 * its arrow keys.
 */
export function MarkReader({ field, name, onDrill, children }: MarkReaderProps) {
  const [index, setIndex] = useState<number | null>(null);
  if (!field || field.marks.length === 0) return children;
  const { marks, frame } = field;
  const last = marks.length - 1;
  const mark = index === null ? null : (marks[index] ?? null);
  const opens = onDrill !== null && marks.some(({ drill }) => drill !== undefined);

  const pointedAt = (event: MouseEvent<HTMLDivElement>): number | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = frame.width / Math.max(1, box.width);
    const nearest = nearestMark(field, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
    return nearest ? marks.indexOf(nearest) : null;
  };
  const open = (at: number | null) => {
    const { drill, drillTable, name: what } = (at === null ? null : marks[at]) ?? {};
    if (onDrill && drill && what !== undefined) onDrill({ name: what, drill, ...(drillTable === undefined ? {} : { drillTable }) });
  };
  // A slider would take Down for less.
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") return setIndex(null);
    const step = stepOf(event.key);
    if (step === null) return;
    event.preventDefault();
    setIndex((current) => (current === null ? 0 : Math.min(last, Math.max(0, current + step))));
  };
  const label = `${name}: ${marks.length} marks, arrow keys go from one to the next`;

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the buttons within are what keys press
    // biome-ignore lint/a11y/noStaticElementInteractions: a picture, whose marks the pointer finds by nearness
    <div
      className={classes.field}
      data-opens={opens && mark?.drill !== undefined}
      onPointerMove={(event) => holdsFocus(event.currentTarget) || setIndex(pointedAt(event))}
      onPointerLeave={(event) => holdsFocus(event.currentTarget) || setIndex(null)}
      onClick={(event) => event.detail > 0 && open(pointedAt(event))}
    >
      {opens ? (
        <MarkButtons name={label} field={field} onRead={setIndex} onOpen={open} />
      ) : (
        <input
          type="range"
          className={classes.keys}
          aria-label={label}
          aria-valuetext={mark ? markWords(mark) : "no mark"}
          min={0}
          max={last}
          value={index ?? 0}
          onChange={(event) => setIndex(Number(event.target.value))}
          onKeyDown={press}
          onFocus={() => setIndex((current) => current ?? 0)}
          onBlur={() => setIndex(null)}
        />
      )}
      <MarkBeingRead value={mark}>{children}</MarkBeingRead>
    </div>
  );
}
