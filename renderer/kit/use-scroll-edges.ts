import { type RefObject, useCallback, useEffect, useState } from "react";

/** Whether something lies out of sight before and after what a row shows. */
export type ScrollEdges = { readonly before: boolean; readonly after: boolean };

const none: ScrollEdges = { before: false, after: false };

/** Looks again when the row is scrolled, changes its size, or holds other things: `contents` names them. */
export function useScrollEdges(row: RefObject<HTMLElement | null>, contents: string): ScrollEdges {
  const [edges, setEdges] = useState(none);
  const look = useCallback(() => {
    const element = row.current;
    if (element === null) return;
    const { scrollLeft, scrollWidth, clientWidth } = element;
    // Widths are rounded, places are not.
    const next = { before: scrollLeft > 1, after: scrollLeft + clientWidth < scrollWidth - 1 };
    setEdges((now) => (now.before === next.before && now.after === next.after ? now : next));
  }, [row]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other contents are wider or narrower
  useEffect(() => {
    const element = row.current;
    if (element === null) return;
    look();
    const watching = new ResizeObserver(look);
    watching.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      watching.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [row, look, contents]);
  return edges;
}
