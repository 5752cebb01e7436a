import { useEffect, useState } from "react";
import { readTsvBlock } from "#shared/import/tsv-block.ts";
import { carriesFiles, chosenFiles, droppedFiles } from "../import/given-files.ts";
import style from "../import/Import.module.css";
import { findBlock } from "../state/blocks.ts";
import { reportFailure } from "../state/failure.ts";
import { useSession, useWorkbench } from "../state/hooks.ts";
import { pasteText } from "../state/session-edits.ts";
import type { LiveSession } from "../state/session-runs.ts";

/** Files dropped or pasted anywhere on the page, and tables pasted from a spreadsheet, become dataset cells. */
export function DropTarget() {
  const session = useSession();
  const { store } = useWorkbench();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    // Leaving one element for another inside the page is no leaving.
    let depth = 0;
    const enter = (by: 1 | -1) => (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth = Math.max(0, depth + by);
      setOver(depth > 0 && store.getState().overlay === null);
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event.dataTransfer) || event.dataTransfer === null) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (store.getState().overlay !== null) return;
      const at = placeUnder(session, event.target);
      droppedFiles(event.dataTransfer)
        .then((files) => files && store.setState({ overlay: "import", importing: { files, at } }))
        .catch(reportFailure);
    };
    const paste = (event: ClipboardEvent): void => {
      if (event.clipboardData === null || isTyping(event.target) || store.getState().overlay !== null) return;
      const files = chosenFiles(event.clipboardData.files);
      const text = event.clipboardData.getData("text/plain");
      if (files === null && readTsvBlock(text) === null) return;
      event.preventDefault();
      const at = placeUnder(session, document.activeElement);
      if (files !== null) store.setState({ overlay: "import", importing: { files, at } });
      else pasteText(session, at ?? session.store.getState().buffer.mine.blocks.length, text);
    };
    window.addEventListener("dragenter", enter(1), { signal });
    window.addEventListener("dragleave", enter(-1), { signal });
    window.addEventListener("dragover", (event) => carriesFiles(event.dataTransfer) && event.preventDefault(), { signal });
    window.addEventListener("drop", drop, { signal });
    window.addEventListener("paste", paste, { signal });
    return () => stop.abort();
  }, [session, store]);
  return over ? (
    <div className={style.target} aria-hidden="true">
      <p>Drop to look at it; nothing is written yet.</p>
    </div>
  ) : null;
}

/** After the block it was dropped on; null: at the end. */
function placeUnder(session: LiveSession, target: EventTarget | null): number | null {
  const key = target instanceof Element ? target.closest<HTMLElement>("[data-block]")?.dataset.block : undefined;
  const placed = key === undefined ? null : findBlock(session.store.getState().buffer.mine, key);
  return placed ? placed.index + 1 : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], .monaco-editor") !== null;
}
