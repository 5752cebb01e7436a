import { createContext, use } from "react";
import { useStore } from "zustand";
import type { SessionView } from "./session.ts";
import type { LiveSession } from "./session-runs.ts";
import type { Workbench, WorkbenchView } from "./workbench.ts";

export const WorkbenchContext = createContext<Workbench | null>(null);
export const SessionContext = createContext<LiveSession | null>(null);

export function useWorkbench(): Workbench {
  const workbench = use(WorkbenchContext);
  if (!workbench) throw new Error("This component stands outside the workbench.");
  return workbench;
}

/** Selectors return stored references, so that only what changed is drawn again. */
export function useWorkbenchView<Part>(select: (view: WorkbenchView) => Part): Part {
  return useStore(useWorkbench().store, select);
}

export function useSession(): LiveSession {
  const session = use(SessionContext);
  if (!session) throw new Error("This component stands outside a notebook.");
  return session;
}

export function useSessionView<Part>(select: (view: SessionView) => Part): Part {
  return useStore(useSession().store, select);
}
