import { isRunning, type SessionView } from "./session.ts";
import type { Workbench } from "./workbench.ts";

/** The window's title: the notebook's, with how far its run is. Returns how to stop. */
export function keepTitle({ store }: Workbench): () => void {
  let stopSession = (): void => undefined;
  const follow = (): void => {
    stopSession();
    const { tabs, active } = store.getState();
    const session = tabs.find((tab) => tab.notebook === active);
    const show = (view: SessionView | null): void => {
      const title = view === null ? "Assay" : titleOf(view, session?.path ?? "");
      if (document.title !== title) document.title = title;
    };
    show(session?.store.getState() ?? null);
    stopSession = session ? session.store.subscribe(show) : () => undefined;
  };
  const stop = store.subscribe((view, before) => {
    if (view.active !== before.active || view.tabs !== before.tabs) follow();
  });
  follow();
  return () => {
    stop();
    stopSession();
  };
}

export function titleOf(view: SessionView, path: string): string {
  const name = view.remote.title || path;
  const running = isRunning(view) ? (view.remote.runs[0]?.cells ?? []).flatMap((cell) => view.remote.cells[cell]?.progress ?? []) : [];
  const total = running.reduce((sum, each) => sum + each.total, 0);
  const done = running.reduce((sum, each) => sum + each.done, 0);
  return total > 0 ? `${Math.floor((done / total) * 100)} % · ${name} · Assay` : `${name} · Assay`;
}
