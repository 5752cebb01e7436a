import { followActive } from "./follow-active.ts";
import { isRunning, type SessionView } from "./session.ts";
import type { Workbench } from "./workbench.ts";
import { contextOf } from "./workbench-commands.ts";

/** The window's title: the notebook's, with how far its run is. Returns how to stop. */
export function keepTitle(workbench: Workbench): () => void {
  const show = (): void => {
    const { session } = contextOf(workbench);
    const title = session === null ? "Assay" : titleOf(session.store.getState(), session.path);
    if (document.title !== title) document.title = title;
  };
  show();
  return followActive(workbench, show);
}

export function titleOf(view: SessionView, path: string): string {
  const name = view.remote.title || path;
  const running = isRunning(view) ? (view.remote.runs[0]?.cells ?? []).flatMap((cell) => view.remote.cells[cell]?.progress ?? []) : [];
  const total = running.reduce((sum, each) => sum + each.total, 0);
  const done = running.reduce((sum, each) => sum + each.done, 0);
  return total > 0 ? `${Math.floor((done / total) * 100)} % · ${name} · Assay` : `${name} · Assay`;
}
