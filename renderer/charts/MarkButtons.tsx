import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { markWords } from "./frame.ts";
import classes from "./MarkReader.module.css";
import { stepOf } from "./mark-keys.ts";
import type { MarkField } from "./nearest-mark.ts";

type MarkButtonsProps = {
  readonly name: string;
  readonly field: MarkField;
  /** Says which mark the keys stand on; null when they leave. */
  readonly onRead: (index: number | null) => void;
  readonly onOpen: (index: number) => void;
};

/**
 * The marks as buttons over the picture, one tab stop for all: the mark that was last stood on. Only that one and its
 * neighbours are mounted, since a picture may have thousands; the focus moves to a neighbour that is there already.
 */
export function MarkButtons({ name, field: { marks, frame }, onRead, onOpen }: MarkButtonsProps) {
  const [chosen, setChosen] = useState(0);
  const group = useRef<HTMLDivElement>(null);
  const stop = Math.min(chosen, marks.length - 1);
  useLayoutEffect(() => {
    if (!group.current?.contains(document.activeElement)) return;
    group.current.querySelector<HTMLElement>(`[data-mark="${stop}"]`)?.focus({ preventScroll: true });
  }, [stop]);
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") return onRead(null);
    const step = stepOf(event.key);
    if (step === null) return;
    event.preventDefault();
    setChosen(Math.min(marks.length - 1, Math.max(0, stop + step)));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div
      role="group"
      ref={group}
      aria-label={name}
      onKeyDown={press}
      onFocus={(event) => onRead(Number((event.target as HTMLElement).dataset.mark ?? 0))}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || onRead(null)}
    >
      {[stop - 1, stop, stop + 1].map((place) => {
        const mark = marks[place];
        return mark ? (
          <button
            key={place}
            type="button"
            className={classes.mark}
            style={{ left: `${(mark.x / frame.width) * 100}%`, top: mark.y }}
            tabIndex={place === stop ? 0 : -1}
            data-mark={place}
            aria-label={`${markWords(mark)}${mark.drill ? "; show its rows" : ""}`}
            aria-disabled={mark.drill === undefined}
            onClick={(event) => {
              // A click by keys has no place; the picture takes those of the pointer, by nearness.
              if (event.detail === 0) onOpen(place);
            }}
          />
        ) : null;
      })}
    </div>
  );
}
