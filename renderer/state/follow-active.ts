import type { Workbench } from "./workbench.ts";

/** Calls after every change of the window or of the notebook it shows. Returns how to stop. */
export function followActive({ store }: Workbench, onChange: () => void): () => void {
  let stopSession = (): void => undefined;
  const followSession = (): void => {
    stopSession();
    const { tabs, active } = store.getState();
    stopSession = tabs.find((tab) => tab.notebook === active)?.store.subscribe(onChange) ?? (() => undefined);
  };
  const stop = store.subscribe((view, before) => {
    if (view.active !== before.active || view.tabs !== before.tabs) followSession();
    onChange();
  });
  followSession();
  return () => {
    stop();
    stopSession();
  };
}
