import { type RefObject, useEffect, useRef } from "react";
import { placedBlocks } from "../state/blocks.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { BlockView } from "./BlockView.tsx";
import { DropTarget } from "./DropTarget.tsx";
import { EmptyNotebook } from "./EmptyNotebook.tsx";
import { FindBar } from "./FindBar.tsx";
import { InsertPoint } from "./InsertPoint.tsx";
import { LiveRegion } from "./LiveRegion.tsx";
import style from "./Notebook.module.css";
import { NotebookHead } from "./NotebookHead.tsx";

/** The page itself: text and cells in order. */
export function Notebook() {
  const document = useSessionView((view) => view.buffer.mine);
  const page = useRef<HTMLDivElement>(null);
  useSelectionFocus(page);
  const blocks = placedBlocks(document).filter(({ block }) => block.type !== "front-matter");
  // An empty line between cells is shown while somebody writes there.
  const written = useSessionView((view) => (view.mode === "edit" ? view.selected : null));
  const shown = blocks.filter(({ key, block }) => block.type === "cell" || block.raw.trim() !== "" || key === written);
  const first = blocks[0]?.index ?? document.blocks.length;
  return (
    <div className={style.place}>
      <FindBar />
      <div className={style.page} ref={page} data-notebook="">
        <div className={style.column}>
          <NotebookHead />
          {shown.length === 0 ? (
            <EmptyNotebook at={document.blocks.length} />
          ) : (
            <>
              <InsertPoint at={first} />
              <div role="feed" aria-label="Notebook" aria-busy="false">
                {shown.map(({ key, index, block }, place) => (
                  <BlockView key={key} blockKey={key} index={index} block={block} place={place + 1} count={shown.length} />
                ))}
              </div>
            </>
          )}
        </div>
        <LiveRegion />
        <DropTarget />
      </div>
    </div>
  );
}

/** In command mode the selected block has the real focus, and is in sight. */
function useSelectionFocus(page: RefObject<HTMLDivElement | null>): void {
  const { store } = useSession();
  useEffect(() => {
    // Leaving the editor for a dialog or a panel must not take the focus back from there; choosing a cell there must.
    const focusSelected = (chosen: boolean): void => {
      const { selected, mode } = store.getState();
      if (selected === null || mode !== "command") return;
      const active = document.activeElement;
      if (!chosen && active !== null && active !== document.body && !page.current?.contains(active)) return;
      // A press on a cell's own menu or panel chooses the cell too; what it opened keeps the focus.
      if (active?.closest('[role="menu"], [role="dialog"]')) return;
      const element = page.current?.querySelector<HTMLElement>(`[data-block="${CSS.escape(selected)}"]`);
      if (!element || element.contains(document.activeElement)) return;
      element.focus({ preventScroll: true });
      release();
      release = keepInSight(element);
    };
    let release = (): void => undefined;
    let presses = 0;
    const countPress = (): void => {
      presses += 1;
    };
    window.addEventListener("pointerdown", countPress, { capture: true });
    // After React has drawn a cell that was just inserted; whoever has pressed something since has the focus there.
    const unsubscribe = store.subscribe((view, before) => {
      const chosen = view.selected !== before.selected;
      if (!chosen && view.mode === before.mode) return;
      const pressesThen = presses;
      requestAnimationFrame(() => {
        if (presses === pressesThen) focusSelected(chosen);
      });
    });
    return () => {
      release();
      unsubscribe();
      window.removeEventListener("pointerdown", countPress, { capture: true });
    };
  }, [store, page]);
}

const settlingMs = 1500;

/** Brings a block into sight and keeps it there while those on the way to it are drawn and find their heights, unless the reader moves meanwhile. */
function keepInSight(element: HTMLElement): () => void {
  const show = () => element.scrollIntoView({ block: "nearest" });
  const heights = new ResizeObserver(show);
  const moved = new AbortController();
  const release = () => {
    heights.disconnect();
    moved.abort();
    clearTimeout(timer);
  };
  const timer = setTimeout(release, settlingMs);
  for (const event of ["wheel", "pointerdown", "keydown", "touchstart"]) {
    window.addEventListener(event, release, { signal: moved.signal, capture: true, passive: true });
  }
  show();
  if (element.parentElement) heights.observe(element.parentElement);
  return release;
}
