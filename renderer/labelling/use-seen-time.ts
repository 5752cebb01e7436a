import { useEffect, useRef } from "react";

/** A watch that runs only while the window is in sight. */
export function useSeenTime(): { readonly restart: () => void; readonly elapsedMs: () => number } {
  const watch = useRef({ kept: 0, since: performance.now() });
  useEffect(() => {
    const onChange = (): void => {
      const now = performance.now();
      if (document.hidden) watch.current.kept += now - watch.current.since;
      watch.current.since = now;
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
  return {
    restart: () => {
      watch.current = { kept: 0, since: performance.now() };
    },
    elapsedMs: () => Math.round(watch.current.kept + (document.hidden ? 0 : performance.now() - watch.current.since)),
  };
}
