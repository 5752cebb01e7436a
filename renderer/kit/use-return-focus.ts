import { useRef } from "react";

/** Remembers what had the focus when a layer opened; the returned function gives it back, if it is still there. */
export function useReturnFocus(): () => void {
  const before = useRef<Element | null | undefined>(undefined);
  if (before.current === undefined) before.current = document.activeElement;
  return () => {
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true });
  };
}
