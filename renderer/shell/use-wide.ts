import { useSyncExternalStore } from "react";
import { roomForInspector } from "../state/workbench.ts";

/** Whether the window has room for the inspector beside the notebook. */
export function useWide(): boolean {
  return useSyncExternalStore(watchWidth, () => matchMedia(roomForInspector).matches);
}

function watchWidth(onChange: () => void): () => void {
  const query = matchMedia(roomForInspector);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}
