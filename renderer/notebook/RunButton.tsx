import { ChevronDown, Play, Square } from "lucide-react";
import type { CellKind } from "#shared/cells/cell-kind.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import { yamlValues } from "../cells/yaml-values.ts";
import { Menu, type MenuEntry } from "../kit/Menu.tsx";
import { findBlock } from "../state/blocks.ts";
import { attempt } from "../state/failure.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { isRunning } from "../state/session.ts";
import { writeValue } from "../state/session-edits.ts";
import { fullMode, type LiveSession, requestRun, retryMode, stopRun, tryMode } from "../state/session-runs.ts";
import style from "./RunButton.module.css";
import { runOffer } from "./run-offer.ts";

type RunButtonProps = { readonly cell: string; readonly kind: CellKind; readonly status: CellStatus | undefined };

/** Says what a press would do; the arrow holds the other ways to run. */
export function RunButton({ cell, kind, status }: RunButtonProps) {
  const session = useSession();
  const trusted = useSessionView((view) => view.remote.trusted);
  const busy = useSessionView(isRunning);
  const planning = useSessionView((view) => view.planning?.type === "cell" && view.planning.cell === cell);
  const offer = runOffer(kind, status);
  const target = { type: "cell", cell, upstream: "run" } as const;
  const press = {
    stop: () => stopRun(session),
    retry: () => requestRun(session, target, retryMode),
    go: () => offer.action === "go" && session.store.setState({ selected: `cell:${offer.to}`, mode: "command" }),
    unfreeze: () => setFrozen(session, cell, false),
    run: () => requestRun(session, target, fullMode),
  };
  if (offer.action === "none") return null;
  return (
    <span className={style.split} data-urgent={offer.urgent}>
      <button
        type="button"
        className={style.run}
        disabled={planning || (offer.action === "run" && (!trusted || busy))}
        aria-label={`${offer.label} (${cell})`}
        onClick={press[offer.action]}
      >
        {offer.action === "stop" ? <Square /> : <Play />}
        {planning ? "Planning" : offer.label}
      </button>
      <Menu
        trigger={
          <button type="button" className={style.more} aria-label={`Other ways to run ${cell}`}>
            <ChevronDown />
          </button>
        }
        entries={ways(session, cell, kind, status, !trusted || busy)}
      />
    </span>
  );
}

function ways(session: LiveSession, cell: string, kind: CellKind, status: CellStatus | undefined, disabled: boolean): readonly MenuEntry[] {
  const target = { type: "cell", cell, upstream: "run" } as const;
  const failed = status?.state === "partial" || status?.state === "error";
  return [
    { type: "item", label: "Run", keys: "Mod+Enter", disabled, onSelect: () => requestRun(session, target, fullMode) },
    ...((status?.costClass ?? kind.costClass) === "paid"
      ? [
          {
            type: "item",
            label: "Try 8 rows",
            detail: "The same rows each time; they count in the full run.",
            keys: "Mod+Shift+Enter",
            disabled,
            onSelect: () => requestRun(session, target, tryMode),
          } as const,
          {
            type: "item",
            label: "Run on the last results",
            detail: "Leaves stale cells above as they are.",
            disabled,
            onSelect: () => requestRun(session, { ...target, upstream: "last-results" }, fullMode),
          } as const,
          {
            type: "item",
            label: "Retry failed rows",
            disabled: disabled || !failed,
            onSelect: () => requestRun(session, target, retryMode),
          } as const,
        ]
      : []),
    ...(kind.isDrawn && (status?.costClass ?? kind.costClass) === "paid"
      ? [
          {
            type: "item",
            label: "Resample",
            detail: "Draws every answer anew, after a plan. The old ones stay on disk; undo brings them back.",
            disabled: disabled || !status?.result,
            onSelect: () => resample(session, cell),
          } as const,
        ]
      : []),
    { type: "line" },
    status?.state === "frozen"
      ? { type: "item", label: "Unfreeze", onSelect: () => setFrozen(session, cell, false) }
      : {
          type: "item",
          label: "Freeze",
          detail: "Keeps this result although its inputs change.",
          disabled: !status?.result,
          onSelect: () => setFrozen(session, cell, true),
        },
  ];
}

function setFrozen(session: LiveSession, cell: string, frozen: boolean): void {
  attempt(() => session.connection.client.cell.setFrozen({ notebook: session.notebook, cell, frozen }));
}

/** The next drawing stands in the cell's text, so undo goes back to the one before. */
function resample(session: LiveSession, cell: string): void {
  const block = findBlock(session.store.getState().buffer.mine, `cell:${cell}`)?.block;
  const values = block?.type === "cell" ? yamlValues(block.body) : null;
  if (values === null) return;
  const drawing = values.resample;
  writeValue(session, cell, ["resample"], typeof drawing === "number" ? drawing + 1 : 1);
  requestRun(session, { type: "cell", cell, upstream: "run" }, fullMode);
}
