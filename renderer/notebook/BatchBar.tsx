import { Clock } from "lucide-react";
import { useState } from "react";
import type { BatchStatus, CellStatus } from "#shared/journal/entries.ts";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { countOf, formatClock, formatCount } from "../kit/format.ts";
import { Progress } from "../kit/Progress.tsx";
import { attempt } from "../state/failure.ts";
import { useSession } from "../state/hooks.ts";
import style from "./BatchBar.module.css";

type BatchBarProps = { readonly cell: string; readonly state: CellStatus["state"]; readonly batch: BatchStatus };

/** Requests of a cell that a provider is working off. The app may be closed meanwhile; a look is free. */
export function BatchBar({ cell, state, batch }: BatchBarProps) {
  const { connection, notebook, store } = useSession();
  const [busy, setBusy] = useState<"look" | "cancel" | null>(null);
  const ask = (what: "look" | "cancel"): void =>
    attempt(async () => {
      setBusy(what);
      try {
        await connection.client.batches[what]({ notebook, cell });
      } finally {
        setBusy(null);
      }
    });
  const counted = batch.batches === 1 ? "a batch" : countOf(batch.batches, "batch").replace(/batchs$/, "batches");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a state with what can be done about it, not a form
    <div role="group" aria-label={`Batch of ${cell}`} className={style.bar}>
      <div className={style.told}>
        <span className={style.icon}>
          <Clock />
        </span>
        <div className={style.words}>
          <div>
            <strong>
              {batch.isCancelling ? "Cancelling" : "Waiting for"} {counted}:
            </strong>{" "}
            {formatCount(batch.done)}/{formatCount(batch.total)} done since {formatClock(batch.since, Date.now())}
            <span className={style.soft}>
              {batch.lookedAt === null ? " · not looked at yet" : ` · as of ${formatClock(batch.lookedAt, Date.now())}`}
              {state === "stale" ? " · asked by an earlier version of this cell; its answers are kept" : ""}
            </span>
          </div>
          {batch.problem === null ? null : (
            <div className={style.bad}>
              <Coded>{batch.problem}</Coded>
            </div>
          )}
          <Progress name={`Batch of ${cell}`} done={batch.done} total={batch.total} />
        </div>
      </div>
      <div className={style.answers}>
        <Button size="small" look="quiet" onClick={() => store.setState({ elsewhere: cell })}>
          Run elsewhere …
        </Button>
        <Button size="small" disabled={busy !== null} onClick={() => ask("look")}>
          {busy === "look" ? "Looking" : "Look now"}
        </Button>
        {batch.isCancelling ? null : (
          <Button size="small" disabled={busy !== null} onClick={() => ask("cancel")}>
            {busy === "cancel" ? "Cancelling" : "Cancel"}
          </Button>
        )}
      </div>
    </div>
  );
}
