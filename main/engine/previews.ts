import type { SessionCore } from "./session-core.ts";

const firstMs = 1_000;
const longestMs = 15_000;
/** Above this many rows a preview would cost more than it shows. */
const mostUnits = 20_000;

/** Shows the rows so far while a long run goes on, at growing intervals, and only when somebody looks. */
export function startPreviews(core: SessionCore, units: number, show: () => Promise<void>): { readonly stop: () => Promise<void> } {
  if (units > mostUnits) return { stop: () => Promise.resolve() };
  let timer: NodeJS.Timeout | null = null;
  let showing: Promise<void> = Promise.resolve();
  let stopped = false;
  const plan = (delayMs: number): void => {
    timer = setTimeout(() => {
      if (core.log.watchers() === 0) return plan(delayMs);
      showing = show()
        .then(async () => {
          await core.refresh();
        })
        // A preview that fails is not shown; the run itself reports what is wrong with its result.
        .catch((error: unknown) => core.parts.log({ level: "warning", message: "a preview could not be made", detail: error }))
        .finally(() => {
          if (!stopped) plan(Math.min(longestMs, delayMs * 2));
        });
    }, delayMs);
  };
  plan(firstMs);
  return {
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await showing;
    },
  };
}
