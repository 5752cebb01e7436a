import { useEffect, useRef } from "react";
import { callWords, mayCall } from "#shared/contract/call-words.ts";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { countOf, formatAbout, formatUsd } from "../kit/format.ts";
import { Kbd } from "../kit/Kbd.tsx";
import { MoneyToSpend } from "../kit/Money.tsx";
import { useSession } from "../state/hooks.ts";
import type { Asking } from "../state/session.ts";
import { acceptPlan, refusePlan, requestRun, tryMode } from "../state/session-runs.ts";
import { batchWords } from "./batch-words.ts";
import style from "./ConfirmBar.module.css";

/** The plan of one cell, asked inside the cell. Esc says no. */
export function ConfirmBar({ asking, cell }: { readonly asking: Asking; readonly cell: string }) {
  const session = useSession();
  const bar = useRef<HTMLDivElement>(null);
  const { plan, mode } = asking;
  const own = plan.cells.find((each) => each.cell === cell);
  useEffect(() => {
    bar.current?.querySelector<HTMLElement>("[data-first]")?.focus();
  }, []);
  const batch = own?.batch === undefined ? null : batchWords(own, own.batch);
  // Nothing could be counted, because the cell can't be sent as it is written.
  const isStopped =
    own !== undefined &&
    !mayCall(own) &&
    own.cachedCalls === 0 &&
    plan.problems.some(({ severity, place }) => severity === "error" && place.cell === cell);
  const what = own?.costClass === "effect" ? `Write ${cell}` : (batch?.what ?? `Run ${callWords(plan)}`);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of a question and its answers, not a form
    <div
      ref={bar}
      role="group"
      aria-label={`Plan for ${cell}`}
      className={style.bar}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        refusePlan(session);
        session.store.setState({ mode: "command" });
      }}
    >
      <div className={style.words}>
        <div>
          <strong>{isStopped ? `${cell} can't run as it is written` : what}</strong>
          {own?.costClass === "effect" || isStopped ? null : (
            <>
              {" "}
              <MoneyToSpend plan={plan} />
            </>
          )}
          {batch === null || isStopped ? "" : `, ${batch.terms}`}
          {plan.durationMs === null ? "" : `, ${formatAbout(plan.durationMs)}`}
          {plan.cachedCalls > 0 ? <span className={style.soft}> · {countOf(plan.cachedCalls, "call")} already answered</span> : null}
          {plan.budgetLeftUsd === null ? null : <span className={style.soft}> · {formatUsd(plan.budgetLeftUsd)} of the budget left</span>}
        </div>
        {own?.effects?.map(({ sentence }) => (
          <div key={sentence}>
            <Coded>{sentence}</Coded>
          </div>
        ))}
        {own && own.otherOrigins.length > 0 ? (
          <div className={style.soft}>Earlier answers came from {own.otherOrigins.join(", ")}; they are used as they are.</div>
        ) : null}
        {plan.problems.map((problem) => (
          <div key={problem.sentence} className={problem.severity === "error" ? style.bad : style.warn}>
            <Coded>{`${problem.sentence} ${problem.hint ?? ""}`}</Coded>
          </div>
        ))}
      </div>
      <div className={style.answers}>
        {mode.type === "full" && own?.costClass === "paid" && !isStopped ? (
          <>
            <Button size="small" look="quiet" onClick={() => session.store.setState({ elsewhere: cell })}>
              Run elsewhere …
            </Button>
            <Button size="small" onClick={() => requestRun(session, { type: "cell", cell, upstream: "run" }, tryMode)}>
              Try 8 rows
            </Button>
          </>
        ) : null}
        {isStopped ? null : (
          <Button size="small" look="primary" data-first="" disabled={own === undefined} onClick={() => acceptPlan(session, asking)}>
            {own?.costClass === "effect" ? "Export" : "Run"}
          </Button>
        )}
        <button
          type="button"
          className={style.escape}
          {...(isStopped ? { "data-first": "" } : {})}
          onClick={() => refusePlan(session)}
          aria-label="Do not run"
        >
          <Kbd keys="Esc" />
        </button>
      </div>
    </div>
  );
}
