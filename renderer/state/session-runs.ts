import type { RunTarget } from "#shared/contract/schemas.ts";
import type { RunMode } from "#shared/journal/entries.ts";
import { notify } from "../kit/toast.ts";
import { attempt } from "./failure.ts";
import type { Asking, Session } from "./session.ts";
import type { Sync } from "./session-sync.ts";

export const tryMode: RunMode = { type: "try", rows: 8 };
export const fullMode: RunMode = { type: "full" };
export const retryMode: RunMode = { type: "retry" };

export type LiveSession = Session & { readonly sync: Sync };

/** Makes a plan; runs it at once when nothing in it needs asking, else puts it on the table. */
export function requestRun(session: LiveSession, target: RunTarget, mode: RunMode): void {
  attempt(async () => {
    const focus = target.type === "cell" ? target.cell : null;
    session.store.setState({ asking: null, planning: target });
    try {
      await session.sync.flush();
      const plan = await session.connection.client.plan.make({ notebook: session.notebook, target, mode });
      const nothing = plan.cells.length === 0 && plan.problems.length === 0;
      if (nothing) {
        notify(target.type === "stale" ? "Everything is fresh." : `${target.cell} is fresh; there is nothing to run.`);
        return;
      }
      const paid = plan.cells.filter((cell) => cell.costClass !== "free");
      if (plan.problems.length === 0 && !plan.needsConfirmation) await start(session, plan.token);
      else session.store.setState({ asking: { cell: focus !== null && paid.length <= 1 ? focus : null, plan, target, mode } });
    } finally {
      session.store.setState({ planning: null });
    }
  });
}

export function acceptPlan(session: LiveSession, asking: Asking): void {
  attempt(async () => {
    session.store.setState({ asking: null });
    await start(session, asking.plan.token);
  });
}

export function refusePlan(session: Session): void {
  session.store.setState({ asking: null });
}

export function stopRun(session: Session): void {
  attempt(() => session.connection.client.run.stop({ notebook: session.notebook }));
}

export function saveNow(session: LiveSession): void {
  attempt(async () => {
    await session.sync.flush();
    await session.connection.client.notebook.save({ notebook: session.notebook });
  });
}

async function start(session: Session, token: string): Promise<void> {
  await session.connection.client.run.start({ notebook: session.notebook, token });
}
