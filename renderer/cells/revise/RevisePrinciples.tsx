import { useMemo, useState } from "react";
import { principleUses } from "#shared/constitution/principle-uses.ts";
import type { CellResult } from "#shared/journal/entries.ts";
import { figure } from "#shared/statistics/tidy-row.ts";
import type { Drilled } from "../../charts/drill.ts";
import { Coded } from "../../kit/Coded.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { formatCount } from "../../kit/format.ts";
import { RowsBehind } from "../RowsBehind.tsx";
import { useRows } from "../use-rows.ts";
import style from "./RevisePrinciples.module.css";

type RevisePrinciplesProps = { readonly cell: string; readonly result: CellResult };

const mostRounds = 5_000;
const columns = ["item", "principle", "principle_text", "found_nothing", "changed", "critique", "error"];

/** How often each principle was drawn, found a fault and changed the text. */
export function RevisePrinciples({ cell, result }: RevisePrinciplesProps) {
  const rounds = useRows({ table: cell, version: `${result.recipe} ${result.at}`, columns, most: mostRounds });
  const uses = useMemo(() => principleUses(rounds?.rows ?? []), [rounds]);
  const [opened, setOpened] = useState<Drilled | null>(null);
  if (rounds === null) return <p role="status">Reading …</p>;
  if (uses.length === 0) return <EmptyState title="No principle was used.">No answer came as far as a critique.</EmptyState>;
  const [hasUnsaid, hasFailed] = [uses.some(({ unsaid }) => unsaid > 0), uses.some(({ failed }) => failed > 0)];
  return (
    <>
      <table className={style.table}>
        <caption className={style.caption}>
          Found a fault: of the critiques that say what they found, the share that name a fault, with a 95 % interval over prompts.
        </caption>
        <thead>
          <tr>
            <th scope="col">Principle</th>
            <th scope="col">Drawn</th>
            <th scope="col">Found a fault</th>
            <th scope="col">Changed the text</th>
            {hasUnsaid ? <th scope="col">Finding not said</th> : null}
            {hasFailed ? <th scope="col">Failed</th> : null}
          </tr>
        </thead>
        <tbody>
          {uses.map(({ principle, text, rounds: drawn, faults, changed, unsaid, failed }) => (
            <tr key={principle}>
              <th scope="row">
                <span className={style.id}>{principle}</span>
                <span className={style.text}>{text}</span>
              </th>
              <td>
                <RowsButton principle={principle} what="rounds" count={drawn} onOpen={setOpened} />
              </td>
              <td>
                {faults.value === null ? "not said" : figure(faults, "percent")}
                {faults.value !== null && faults.low === null ? (
                  <span className={style.reason}>
                    <Coded>{faults.intervalReason ?? "no interval"}</Coded>
                  </span>
                ) : null}
              </td>
              <td>
                <RowsButton principle={principle} what="changes" count={changed} onOpen={setOpened} />
              </td>
              {hasUnsaid ? <td>{formatCount(unsaid)}</td> : null}
              {hasFailed ? <td>{formatCount(failed)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      {opened === null ? null : (
        <RowsBehind key={opened.name} cell={cell} drawing={{ drillTable: cell }} drilled={opened} onClose={() => setOpened(null)} />
      )}
      {rounds.total > rounds.rows.length ? (
        <p className={style.caption}>
          From the first {formatCount(rounds.rows.length)} of {formatCount(rounds.total)} rounds.
        </p>
      ) : null}
    </>
  );
}

type RowsButtonProps = {
  readonly principle: string;
  readonly what: "rounds" | "changes";
  readonly count: number;
  readonly onOpen: (drilled: Drilled) => void;
};

/** A count that opens the rows it was counted from. */
function RowsButton({ principle, what, count, onOpen }: RowsButtonProps) {
  if (count === 0) return formatCount(count);
  const drill: Drilled["drill"] = [
    { column: "principle", operator: "=", value: principle },
    ...(what === "changes" ? [{ column: "changed", operator: "=" as const, value: "true" }] : []),
  ];
  const name = `${what === "rounds" ? "rounds of" : "changes by"} ${principle}`;
  return (
    <button
      type="button"
      className={style.rows}
      aria-label={`${formatCount(count)}: rows of the ${name}`}
      onClick={() => onOpen({ name, drill })}
    >
      {formatCount(count)}
    </button>
  );
}
