import type { ReactNode } from "react";
import { callRange, mayCall } from "#shared/contract/call-words.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import { LedgerOutput } from "../cells/LedgerOutput.tsx";
import { Coded } from "../kit/Coded.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { countOf, formatClock, formatCostRange, formatCount, formatDuration, formatUsd } from "../kit/format.ts";
import { StateIcon } from "../kit/StateIcon.tsx";
import { findBlock } from "../state/blocks.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { goToBlock } from "../state/session.ts";
import { InspectedPrompt } from "./InspectedPrompt.tsx";
import style from "./Inspector.module.css";

/** All there is to know of the selected cell. */
export function Inspector() {
  const selected = useSessionView((view) => view.selected);
  const document = useSessionView((view) => view.buffer.mine);
  const cells = useSessionView((view) => view.remote.cells);
  const block = findBlock(document, selected)?.block;
  if (block?.type !== "cell")
    return <EmptyState title="No cell selected">Choose a cell to see what it reads, what it makes and what it cost.</EmptyState>;
  const status = cells[block.name];
  return (
    <div className={style.inspector}>
      <header className={style.head}>
        <StateIcon state={status?.state ?? null} />
        <span className={style.name}>{block.name}</span>
        <span className={style.kind}>{block.kind}</span>
      </header>
      {status ? <Facts status={status} /> : <p className={style.soft}>The engine has not read this cell yet.</p>}
      {block.kind === "prompt" || block.kind === "teacher" ? <InspectedPrompt key={block.name} cell={block.name} /> : null}
    </div>
  );
}

function Facts({ status }: { readonly status: CellStatus }) {
  const { plan, result } = status;
  return (
    <>
      <p className={style.sentence}>
        <Coded>{status.sentence}</Coded>
      </p>
      {status.reasons.length > 0 ? (
        <ul className={style.reasons}>
          {status.reasons.map((reason) => (
            <li key={reason}>
              <Coded>{reason}</Coded>
            </li>
          ))}
        </ul>
      ) : null}
      <Links title="Reads" names={status.upstream} />
      <Links title="Read by" names={status.downstream} />
      {plan && (mayCall(plan) || plan.cachedCalls > 0) ? (
        <Section title="A run would take">
          <Fact name="Calls" value={callRange(plan)} />
          {plan.cachedCalls > 0 ? <Fact name="Already answered" value={formatCount(plan.cachedCalls)} /> : null}
          <Fact name="Cost" value={plan.costUsd === null ? "unknown" : formatCostRange(plan.costUsd)} accent />
          {plan.durationMs === null ? null : <Fact name="Time" value={formatDuration(plan.durationMs)} />}
          {plan.otherOrigins.length > 0 ? <Fact name="Answered elsewhere" value={plan.otherOrigins.join(", ")} /> : null}
        </Section>
      ) : null}
      {result ? (
        <Section title={result.simulated ? "Result, simulated" : "Result"}>
          <Fact
            name="Made"
            value={`${formatClock(result.at, Date.now())}${result.triedRows === null ? "" : `, on ${countOf(result.triedRows, "row")}`}`}
          />
          <Fact name="Took" value={formatDuration(result.durationMs)} />
          {status.costClass === "paid" ? (
            <Fact name="Cost" value={result.costUsd === null ? "unknown" : formatUsd(result.costUsd)} />
          ) : null}
          {status.costClass === "paid" && result.estimateUsd ? <Fact name="Estimated" value={formatCostRange(result.estimateUsd)} /> : null}
          {result.tables.map((table) => (
            <Fact key={table.name} name={table.name} value={`${countOf(table.rows, "row")} × ${table.columns.length}`} code="name" />
          ))}
          <Fact name="Recipe" value={result.recipe.slice(0, 12)} code="value" />
        </Section>
      ) : null}
      {result?.ledger ? (
        <Section title="Every row">
          <LedgerOutput ledger={result.ledger} />
        </Section>
      ) : null}
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={style.section}>
      <h2 className={style.title}>{title}</h2>
      {children}
    </section>
  );
}

function Fact({
  name,
  value,
  code,
  accent,
}: {
  readonly name: string;
  readonly value: string;
  /** Which of the two stands in a notebook as it is written here. */
  readonly code?: "name" | "value";
  readonly accent?: boolean;
}) {
  return (
    <div className={style.fact}>
      <span className={code === "name" ? style.mono : style.soft}>{name}</span>
      <span className={`${code === "value" ? style.mono : ""} ${accent ? style.accent : ""}`}>{value}</span>
    </div>
  );
}

function Links({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  const session = useSession();
  if (names.length === 0) return null;
  return (
    <Section title={title}>
      <div className={style.links}>
        {names.map((name) => (
          <button key={name} type="button" className={style.link} onClick={() => goToBlock(session, `cell:${name}`)}>
            {name}
          </button>
        ))}
      </div>
    </Section>
  );
}
