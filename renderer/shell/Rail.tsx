import { Database, Files, KeyRound, ListTree, PanelRight, Play, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { IconButton } from "../kit/IconButton.tsx";
import { useWorkbench, useWorkbenchView } from "../state/hooks.ts";
import type { LiveSession } from "../state/session-runs.ts";
import { type LeftPanel, toggleInspector } from "../state/workbench.ts";
import { problemsOf } from "./problems.ts";
import style from "./Rail.module.css";
import { useWide } from "./use-wide.ts";

const panels: readonly { readonly id: LeftPanel; readonly name: string; readonly icon: ReactNode }[] = [
  { id: "outline", name: "Outline", icon: <ListTree /> },
  { id: "data", name: "Data", icon: <Database /> },
  { id: "files", name: "Files", icon: <Files /> },
  { id: "runs", name: "Runs", icon: <Play /> },
  { id: "problems", name: "Problems", icon: <TriangleAlert /> },
];

export function Rail({ session }: { readonly session: LiveSession | null }) {
  const workbench = useWorkbench();
  const { store } = workbench;
  const left = useWorkbenchView((view) => view.left);
  const wide = useWide();
  const inspector = useWorkbenchView((view) => (wide ? view.inspector : view.sheet));
  return (
    <nav className={style.rail} aria-label="Panels">
      {panels.map((panel) => (
        <span key={panel.id} className={style.place}>
          <IconButton
            name={panel.name}
            icon={panel.icon}
            side="right"
            pressed={left === panel.id && (session !== null || panel.id === "files")}
            disabled={session === null && panel.id !== "files"}
            onClick={() => store.setState({ left: left === panel.id ? null : panel.id })}
          />
          {panel.id === "problems" && session ? <ProblemCount session={session} /> : null}
        </span>
      ))}
      <span className={style.space} />
      <IconButton name="Models and keys" icon={<KeyRound />} side="right" onClick={() => store.setState({ overlay: "settings" })} />
      <IconButton
        name="Inspector"
        keys="Mod+Shift+E"
        icon={<PanelRight />}
        side="right"
        pressed={inspector && session !== null}
        disabled={session === null}
        onClick={() => toggleInspector(workbench)}
      />
    </nav>
  );
}

function ProblemCount({ session }: { readonly session: LiveSession }) {
  const remote = useStore(session.store, (view) => view.remote);
  const count = problemsOf(remote).length;
  return count > 0 ? <span className={style.count}>{count > 99 ? "99+" : count}</span> : null;
}
