import { callRange, callWords, mayCall, type PlannedCalls } from "#shared/contract/call-words.ts";
import type { BatchPlan, CellPlan } from "#shared/journal/entries.ts";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { countOf, formatAbout, formatCount, formatUsd } from "../kit/format.ts";
import { MoneyToSpend } from "../kit/Money.tsx";
import { batchWords } from "../notebook/batch-words.ts";
import type { Asking } from "../state/session.ts";
import { acceptPlan, type LiveSession, refusePlan, requestRun, tryMode } from "../state/session-runs.ts";
import style from "./PlanDialog.module.css";

/** What a run of several cells would do and take; nothing starts before the press. */
export function PlanDialog({ session, asking }: { readonly session: LiveSession; readonly asking: Asking }) {
  const { plan } = asking;
  const refuse = () => refusePlan(session);
  const target = asking.target;
  return (
    <Dialog
      title={asking.mode.type === "try" ? `Try on ${countOf(asking.mode.rows, "row")}` : "Run plan"}
      width={680}
      onClose={refuse}
      footer={
        <>
          <span className={style.total}>
            {callWords(plan)}, <MoneyToSpend plan={plan} />
            {plan.durationMs === null ? "" : `, ${formatAbout(plan.durationMs)}`}
            {plan.budgetLeftUsd === null ? null : <span className={style.soft}> · {formatUsd(plan.budgetLeftUsd)} of the budget left</span>}
          </span>
          <Button onClick={refuse}>Cancel</Button>
          {asking.mode.type === "full" && target.type === "cell" ? (
            <Button onClick={() => requestRun(session, target, tryMode)}>Try 8 rows</Button>
          ) : null}
          <Button look="primary" disabled={plan.cells.length === 0} data-first="" onClick={() => acceptPlan(session, asking)}>
            {mayCall(plan) ? `Run ${callWords(plan)}` : `Run ${countOf(plan.cells.length, "cell")}`}
          </Button>
        </>
      }
    >
      {plan.problems.map((problem) => (
        <p key={`${problem.place.cell} ${problem.sentence}`} className={problem.severity === "error" ? style.bad : style.warn}>
          {problem.place.cell === undefined ? null : <span className={style.about}>{problem.place.cell}</span>}
          <Coded>{`${problem.sentence} ${problem.hint ?? ""}`}</Coded>
        </p>
      ))}
      {plan.cells
        .flatMap((cell) => cell.effects ?? [])
        .map(({ sentence }) => (
          <p key={sentence}>
            <Coded>{sentence}</Coded>
          </p>
        ))}
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">Cell</th>
            <th scope="col">Why</th>
            <th scope="col" className={style.number}>
              Calls
            </th>
            <th scope="col" className={style.number}>
              Answered
            </th>
            <th scope="col" className={style.number}>
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.cells.map((cell) => (
            <tr key={cell.cell}>
              <td className={style.cell}>
                <span className={style.name}>{cell.cell}</span> <span className={style.soft}>{cell.kind}</span>
              </td>
              <td className={style.soft}>
                <Coded>{cell.reasons.join("; ") || "has not run"}</Coded>
                {cell.batch === undefined ? "" : `; ${asBatch(cell, cell.batch)}`}
              </td>
              <td className={style.number}>{cell.costClass !== "paid" ? "–" : callRange(cell)}</td>
              <td className={`${style.number} ${style.soft}`}>{cell.cachedCalls > 0 ? formatCount(cell.cachedCalls) : "–"}</td>
              <td className={style.number}>
                <Cost cell={cell} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function asBatch(planned: PlannedCalls, batch: BatchPlan): string {
  const { what, terms } = batchWords(planned, batch);
  return `${what.charAt(0).toLowerCase()}${what.slice(1)}, ${terms}`;
}

const unpaidWords = { free: "free", effect: "writes files" } as const;

function Cost({ cell }: { readonly cell: CellPlan }) {
  if (cell.costClass !== "paid") return <span className={style.soft}>{unpaidWords[cell.costClass]}</span>;
  return <MoneyToSpend plan={cell} />;
}
