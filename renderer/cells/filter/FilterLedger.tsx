import type { CellResult, RowLedger } from "#shared/journal/entries.ts";
import { Coded } from "../../kit/Coded.tsx";
import { formatCount } from "../../kit/format.ts";
import outputs from "../outputs.module.css";
import style from "./FilterOutput.module.css";
import { useStepCounts } from "./use-step-counts.ts";

type FilterLedgerProps = { readonly cell: string; readonly result: CellResult; readonly ledger: RowLedger };

/** What each step took in and left, and the sum that every requested row stands in. */
export function FilterLedger({ cell, ledger }: FilterLedgerProps) {
  const { rows } = useStepCounts(cell);
  const hasUndecided = rows.some((row) => Number(row.undecided) > 0);
  const hasMixed = rows.some((row) => Number(row.mixed_in) > 0);
  return (
    <>
      <p className={style.sum}>{sumOf(ledger)}</p>
      {addedWords(ledger).map((sentence) => (
        <p key={sentence} className={outputs.soft}>
          <Coded>{sentence}</Coded>
        </p>
      ))}
      <table className={`${outputs.table} ${style.steps}`}>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col" className={outputs.number}>
              Came in
            </th>
            <th scope="col" className={outputs.number}>
              Dropped
            </th>
            {hasUndecided ? (
              <th scope="col" className={outputs.number}>
                Undecided
              </th>
            ) : null}
            {hasMixed ? (
              <th scope="col" className={outputs.number}>
                Mixed in
              </th>
            ) : null}
            <th scope="col" className={outputs.number}>
              Left
            </th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row.step_index)}>
              <th scope="row">
                {String(row.step_index)} {String(row.step)}
              </th>
              <td className={outputs.number}>{formatCount(Number(row.entered))}</td>
              <td className={outputs.number}>{formatCount(Number(row.dropped))}</td>
              {hasUndecided ? <td className={outputs.number}>{formatCount(Number(row.undecided))}</td> : null}
              {hasMixed ? <td className={outputs.number}>{formatCount(Number(row.mixed_in))}</td> : null}
              <td className={outputs.number}>{formatCount(Number(row.remaining))}</td>
              <td className={style.note}>
                <Coded>{typeof row.note === "string" ? row.note : ""}</Coded>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function total(counts: { readonly [name: string]: number }): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** "12,400 requested = 9,120 kept + 3,280 filtered". */
function sumOf(ledger: RowLedger): string {
  const parts = [
    `${formatCount(ledger.kept)} kept`,
    `${formatCount(total(ledger.filtered))} filtered`,
    ...(total(ledger.failed) > 0 ? [`${formatCount(total(ledger.failed))} failed`] : []),
    ...(ledger.waiting > 0 ? [`${formatCount(ledger.waiting)} waiting`] : []),
  ];
  return `${formatCount(ledger.requested)} requested = ${parts.join(" + ")}`;
}

function addedWords({ added = {}, kept }: RowLedger): readonly string[] {
  const tables = Object.entries(added);
  if (tables.length === 0) return [];
  const words = tables.map(([table, rows]) => `${formatCount(rows)} of ${table}`).join(" and ");
  return [`Beside them stand ${words}, mixed in: ${formatCount(kept + total(added))} rows in the result.`];
}
