import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useMemo } from "react";
import type { ColumnLayout } from "./column-width.ts";
import type { MountedColumns } from "./GridRow.tsx";

/** Which columns need to be drawn, so that a table of a thousand columns scrolls like one of ten. */
export function useMountedColumns(
  element: RefObject<HTMLElement | null>,
  columns: readonly ColumnLayout[],
  pinnedCount: number,
  indexPx: number,
): MountedColumns & { readonly widthPx: number; readonly stickyPx: number; readonly showColumn: (place: number) => void } {
  const pinned = useMemo(() => {
    let left = indexPx;
    return columns.slice(0, pinnedCount).map((layout, place) => {
      const at = { layout, place, left };
      left += layout.width;
      return at;
    });
  }, [columns, pinnedCount, indexPx]);
  const others = useMemo(() => columns.slice(pinnedCount), [columns, pinnedCount]);
  const stickyPx = indexPx + pinned.reduce((sum, each) => sum + each.layout.width, 0);
  const virtual = useVirtualizer({
    horizontal: true,
    count: others.length,
    getScrollElement: () => element.current,
    estimateSize: (index) => others[index]?.width ?? 0,
    getItemKey: (index) => others[index]?.column.name ?? index,
    paddingStart: stickyPx,
    scrollPaddingStart: stickyPx,
    overscan: 2,
    rangeExtractor: defaultRangeExtractor,
  });
  // Widths are a dependency because the virtualizer keeps those it has seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => virtual.measure(), [virtual, others, stickyPx]);
  const items = virtual.getVirtualItems();
  const [firstShown, lastShown] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1];
  const mounted = useMemo(
    () => ({
      pinned,
      spacePx: others.slice(0, firstShown).reduce((sum, each) => sum + each.width, 0),
      others: others.slice(firstShown, lastShown + 1).map((layout, index) => ({ layout, place: pinnedCount + firstShown + index })),
    }),
    [pinned, others, pinnedCount, firstShown, lastShown],
  );
  const showColumn = (place: number): void => {
    if (place >= pinnedCount) virtual.scrollToIndex(place - pinnedCount, { align: "auto" });
  };
  return { ...mounted, widthPx: stickyPx + others.reduce((sum, each) => sum + each.width, 0), stickyPx, showColumn };
}
