import { Play, Plus, Redo2, SlidersHorizontal, Square, Undo2 } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { formatUsd } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Progress } from "../kit/Progress.tsx";
import { findBlock } from "../state/blocks.ts";
import { keysOf } from "../state/command-table.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { isRunning, type SessionView } from "../state/session.ts";
import { travel } from "../state/session-edits.ts";
import { fullMode, requestRun, stopRun } from "../state/session-runs.ts";
import { AppearanceMenu } from "./AppearanceMenu.tsx";
import { NotebookMenu } from "./NotebookMenu.tsx";
import { staleCost } from "./stale-cost.ts";
import style from "./Toolbar.module.css";

export function Toolbar() {
  const session = useSession();
  const running = useSessionView(isRunning);
  const planning = useSessionView((view) => view.planning?.type === "stale");
  const cells = useSessionView((view) => view.remote.cells);
  const trusted = useSessionView((view) => view.remote.trusted);
  const undoLabel = useSessionView((view) => view.history.done.at(-1)?.label);
  const redoLabel = useSessionView((view) => view.history.undone.at(-1)?.label);
  const stale = staleCost(Object.values(cells));
  return (
    <div className={style.bar} role="toolbar" aria-label="Notebook">
      {running ? (
        <Button look="plain" icon={<Square />} onClick={() => stopRun(session)}>
          Stop
        </Button>
      ) : (
        <Button
          look={stale.cells > 0 && trusted ? "primary" : "plain"}
          icon={<Play />}
          disabled={stale.cells === 0 || !trusted || planning}
          onClick={() => requestRun(session, { type: "stale" }, fullMode)}
        >
          {planning ? "Planning" : stale.cells === 0 ? "Everything is fresh" : `Run stale (${stale.cells})`}
          {stale.cells > 0 && stale.costUsd && stale.costUsd.high > 0 ? (
            <span className={style.cost}>≈ {formatUsd(stale.costUsd.high)}</span>
          ) : null}
        </Button>
      )}
      <Button look="quiet" icon={<Plus />} onClick={() => session.store.setState(pickAfterSelection)}>
        Cell
      </Button>
      <span className={style.divider} />
      <IconButton
        name={undoLabel ? `Undo ${undoLabel}` : "Nothing to undo"}
        keys={keysOf("notebook.undo") ?? ""}
        icon={<Undo2 />}
        disabled={undoLabel === undefined}
        onClick={() => travel(session, "undo")}
      />
      <IconButton
        name={redoLabel ? `Redo ${redoLabel}` : "Nothing to redo"}
        keys={keysOf("notebook.redo") ?? ""}
        icon={<Redo2 />}
        disabled={redoLabel === undefined}
        onClick={() => travel(session, "redo")}
      />
      <span className={style.space} />
      <Budget />
      <AppearanceMenu trigger={<IconButton name="Appearance" icon={<SlidersHorizontal />} />} />
      <NotebookMenu />
    </div>
  );
}

function Budget() {
  const budget = useSessionView((view) => view.remote.budgetUsd);
  const runs = useSessionView((view) => view.remote.runs);
  const spent = runs.reduce((sum, run) => sum + run.spentUsd, 0);
  if (budget === null) return spent > 0 ? <span className={style.budget}>{formatUsd(spent)} spent</span> : null;
  return (
    <span className={style.budget}>
      <span className={style.meter}>
        <Progress name="Budget spent" done={Math.min(spent, budget)} total={budget} tone={spent > budget * 0.9 ? "warn" : "accent"} />
      </span>
      {formatUsd(spent)} <span className={style.of}>of {formatUsd(budget)}</span>
    </span>
  );
}

function pickAfterSelection(view: SessionView): Partial<SessionView> {
  const selected = findBlock(view.buffer.mine, view.selected);
  return { picking: selected ? selected.index + 1 : view.buffer.mine.blocks.length };
}
