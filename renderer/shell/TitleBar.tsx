import { Search, X } from "lucide-react";
import { useStore } from "zustand";
import { Kbd } from "../kit/Kbd.tsx";
import { stateLooks } from "../kit/StateIcon.tsx";
import { attempt } from "../state/failure.ts";
import { useWorkbench, useWorkbenchView } from "../state/hooks.ts";
import { isRunning, type SessionView } from "../state/session.ts";
import type { LiveSession } from "../state/session-runs.ts";
import { closeTab } from "../state/workbench.ts";
import { Mark } from "./Mark.tsx";
import style from "./TitleBar.module.css";

export function TitleBar() {
  const { store } = useWorkbench();
  const tabs = useWorkbenchView((view) => view.tabs);
  const active = useWorkbenchView((view) => view.active);
  return (
    <div className={style.bar}>
      <button type="button" className={style.home} aria-label="Welcome page" onClick={() => store.setState({ active: null })}>
        <Mark />
        <span className={style.product}>Assay</span>
      </button>
      <nav className={style.tabs} aria-label="Open notebooks">
        {tabs.map((tab) => (
          <NotebookTab key={tab.notebook} tab={tab} active={tab.notebook === active} />
        ))}
      </nav>
      <button type="button" className={style.search} onClick={() => store.setState({ overlay: "palette" })}>
        <Search />
        Search or run a command
        <Kbd keys="Mod+K" />
      </button>
    </div>
  );
}

function NotebookTab({ tab, active }: { readonly tab: LiveSession; readonly active: boolean }) {
  const workbench = useWorkbench();
  const title = useStore(tab.store, (view) => view.remote.title || fileName(tab.path));
  const sign = useStore(tab.store, signOf);
  return (
    <div className={`${style.tab} ${active ? style.active : ""}`}>
      <button
        type="button"
        className={style.name}
        aria-current={active ? "page" : undefined}
        onClick={() => workbench.store.setState({ active: tab.notebook })}
        title={tab.path}
      >
        {title}
        {sign === "unsaved" ? <span className={style.unsaved} role="img" aria-label="unsaved changes" /> : null}
        {sign === "running" || sign === "error" ? <span className={style[sign]}>{stateLooks[sign].icon}</span> : null}
      </button>
      <button
        type="button"
        className={style.close}
        aria-label={`Close ${title}`}
        onClick={() => attempt(() => closeTab(workbench, tab.notebook))}
      >
        <X />
      </button>
    </div>
  );
}

function signOf(view: SessionView): "running" | "error" | "unsaved" | null {
  if (isRunning(view)) return "running";
  if (view.remote.disk.type === "failed" || view.remote.disk.type === "gone") return "error";
  return view.remote.disk.type === "unsaved" ? "unsaved" : null;
}

export function fileName(path: string): string {
  return path.split("/").at(-1) ?? path;
}
