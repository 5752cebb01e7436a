import { useSyncExternalStore } from "react";

const nameKey = "assay-annotator";

/** Whoever labelled last in this browser, in every queue of every window; "" where nobody has said who they are. */
export function useAnnotator(): readonly [name: string, remember: (name: string) => void] {
  return [useSyncExternalStore(subscribe, remembered), remember];
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("storage", onChange);
  window.addEventListener(nameKey, onChange);
  return () => {
    window.removeEventListener("storage", onChange);
    window.removeEventListener(nameKey, onChange);
  };
}

function remembered(): string {
  return localStorage.getItem(nameKey) ?? "";
}

function remember(name: string): void {
  localStorage.setItem(nameKey, name);
  // `storage` tells the other windows only.
  window.dispatchEvent(new Event(nameKey));
}
