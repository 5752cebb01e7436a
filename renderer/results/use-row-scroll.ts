import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import { placeAfterScroll, placeAt, type ScrollPlace, startPlace, type Track, topShowing } from "./scroll-scale.ts";

export type RowScroll = {
  readonly place: ScrollPlace;
  readonly onScroll: () => void;
  /** Scrolls no further than needed to show the row whole. */
  readonly showRow: (row: number) => void;
  readonly toTop: () => void;
};

/** Joins the element's own scrolling with the place in the rows, which may be higher than any element can be. */
export function useRowScroll(element: RefObject<HTMLElement | null>, track: Track, rowPx: number): RowScroll {
  const [place, setPlace] = useState<ScrollPlace>(startPlace);
  const current = useRef(place);
  const tracks = useRef(track);
  tracks.current = track;

  const move = useCallback(
    (next: ScrollPlace): void => {
      current.current = next;
      setPlace(next);
      if (element.current && element.current.scrollTop !== next.scrollTop) element.current.scrollTop = next.scrollTop;
    },
    [element],
  );

  const onScroll = useCallback((): void => {
    const scrollTop = element.current?.scrollTop ?? 0;
    if (Math.abs(scrollTop - current.current.scrollTop) < 1) return;
    move(placeAfterScroll(current.current, scrollTop, tracks.current));
  }, [element, move]);

  const showRow = useCallback(
    (row: number): void => {
      const { top } = current.current;
      const wanted = topShowing(row, top, rowPx, tracks.current.viewPx);
      if (wanted !== top) move(placeAt(wanted, tracks.current));
    },
    [move, rowPx],
  );

  const toTop = useCallback((): void => move(startPlace), [move]);

  // Rows of another height, or fewer of them: the first row in sight stays there as far as it can.
  const rowBefore = useRef(rowPx);
  useLayoutEffect(() => {
    const top = (current.current.top / rowBefore.current) * rowPx;
    rowBefore.current = rowPx;
    const next = placeAt(top, { contentPx: track.contentPx, viewPx: track.viewPx });
    if (track.contentPx > 0 && track.viewPx > 0 && next.top !== current.current.top) move(next);
  }, [track.contentPx, track.viewPx, rowPx, move]);

  return { place, onScroll, showRow, toTop };
}
