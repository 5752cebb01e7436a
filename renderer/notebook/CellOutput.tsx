import { type ReactNode, useState } from "react";
import { kinds } from "#shared/cells/kinds.ts";
import type { CellResult, CellStatus } from "#shared/journal/entries.ts";
import type { CellBlock } from "#shared/notebook/document.ts";
import { cellViews } from "../cells/cell-views.ts";
import { Coded } from "../kit/Coded.tsx";
import { withoutCodeMarks } from "../kit/code-words.ts";
import { formatClock } from "../kit/format.ts";
import { stateLooks } from "../kit/StateIcon.tsx";
import { Tabs } from "../kit/Tabs.tsx";
import style from "./CellOutput.module.css";
import { RecipeDifference } from "./RecipeDifference.tsx";
import { useSeen } from "./use-seen.ts";

type CellOutputProps = { readonly cell: CellBlock; readonly status: CellStatus | undefined };

/** What the cell made, in tabs. Stale results stay readable; a new run's rows take their place when they come. */
export function CellOutput({ cell, status }: CellOutputProps) {
  const [place, seen] = useSeen();
  const [chosen, setChosen] = useState<string | null>(null);
  const [comparing, setComparing] = useState(false);
  const result = status?.result ?? null;
  const view = cellViews.get(cell.kind);
  if (!status || !view) return null;
  if (!result) return <NothingYet cell={cell} status={status} />;
  const tabs = view.outputs({ cell: cell.name, status, result });
  if (tabs.length === 0) return null;
  const shown = tabs.find((tab) => tab.id === chosen) ?? tabs[0];
  const words = resultWords(status, result);
  const stale = status.state === "stale" || status.state === "paused" || status.state === "partial";
  return (
    <div className={style.output} ref={place}>
      {comparing && status.state === "stale" ? <RecipeDifference cell={cell.name} recipe={result.recipe} /> : null}
      {seen ? (
        <Tabs
          name={`Results of ${cell.name}`}
          value={shown?.id ?? ""}
          onChange={setChosen}
          tabs={tabs.map((tab) => ({
            ...tab,
            content: tab.flows ? (
              <div className={style.flow}>{tab.content}</div>
            ) : (
              <ResultWindow rows={tab.rows ?? 0}>{tab.content}</ResultWindow>
            ),
          }))}
          aside={
            <>
              {result.simulated ? <span>simulated</span> : null}
              <span className={`${style.from} ${stale ? style.stale : ""}`} title={withoutCodeMarks(words)}>
                from {formatClock(result.at, Date.now())} · <Coded>{words}</Coded>
              </span>
              {status.state === "stale" ? (
                <button type="button" className={style.compare} aria-expanded={comparing} onClick={() => setComparing(!comparing)}>
                  {comparing ? "Hide difference" : "Show difference"}
                </button>
              ) : null}
            </>
          }
        />
      ) : (
        <div className={style.waiting} />
      )}
    </div>
  );
}

/** High enough for its rows, up to a limit; the lower edge can be dragged. */
function ResultWindow({ rows, children }: { readonly rows: number; readonly children: ReactNode }) {
  return (
    <div className={style.window} style={{ height: `min(420px, calc(104px + ${rows} * var(--row)))` }}>
      {children}
    </div>
  );
}

/** How the shown result stands to the source as it is now. */
function resultWords(status: CellStatus, result: CellResult): string {
  if (status.state === "stale" && status.reasons.length > 0) return `stale: ${status.reasons.join("; ")}`;
  if (result.triedRows !== null && status.state !== "running") return `first ${result.triedRows} rows`;
  return stateLooks[status.state].word;
}

const silent: readonly CellStatus["state"][] = ["error", "blocked", "clash", "conflict", "off"];

function NothingYet({ cell, status }: { readonly cell: CellBlock; readonly status: CellStatus }) {
  const promise = cellViews.get(cell.kind)?.promise;
  if (!promise || silent.includes(status.state) || !kinds.has(cell.kind)) return null;
  if (status.state === "running" || status.state === "queued") return <p className={style.promise}>Rows appear here as they come.</p>;
  return <p className={style.promise}>{promise}</p>;
}
