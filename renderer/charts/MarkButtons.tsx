import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { markWords } from "./frame.ts";
import classes from "./MarkReader.module.css";
import type { MarkField } from "./nearest-mark.ts";

type MarkButtonsProps = {
  readonly name: string;
  readonly field: MarkField;
  readonly index: number | null;
  readonly onIndex: (index: number | null) => void;
  readonly onOpen: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * The marks as buttons over the picture, one tab stop for all. Only the one being read and its neighbours are mounted, since
 * a picture may have thousands; the focus moves to a neighbour that is there already.
 */
export function MarkButtons({ name, field, index, onIndex, onOpen, onKeyDown }: MarkButtonsProps) {
  const { marks, frame } = field;
  const group = useRef<HTMLDivElement>(null);
  const at = index ?? 0;
  useLayoutEffect(() => {
    const held = document.activeElement;
    if (!group.current?.contains(held)) return;
    group.current.querySelector<HTMLElement>(`[data-mark="${at}"]`)?.focus({ preventScroll: true });
  }, [at]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div
      role="group"
      ref={group}
      aria-label={name}
      onKeyDown={onKeyDown}
      onFocus={(event) => onIndex(Number((event.target as HTMLElement).dataset.mark ?? 0))}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || onIndex(null)}
    >
      {[at - 1, at, at + 1].map((place) => {
        const mark = marks[place];
        return mark ? (
          <button
            key={place}
            type="button"
            className={classes.mark}
            style={{ left: `${(mark.x / frame.width) * 100}%`, top: mark.y }}
            tabIndex={place === at ? 0 : -1}
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
