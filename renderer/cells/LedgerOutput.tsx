import type { RowLedger } from "#shared/journal/entries.ts";
import { Coded } from "../kit/Coded.tsx";
import { formatCount } from "../kit/format.ts";
import { ledgerLines } from "./ledger-lines.ts";
import style from "./outputs.module.css";

/** Where every requested row ended; the lines add up to the first. */
export function LedgerOutput({ ledger }: { readonly ledger: RowLedger }) {
  return (
    <table className={style.facts}>
      <tbody>
        <tr>
          <th scope="row">Requested</th>
          <td>{formatCount(ledger.requested)}</td>
        </tr>
        {ledgerLines(ledger).map((line) => (
          <tr key={line.name}>
            <th scope="row">
              <Coded>{line.name}</Coded>
            </th>
            <td>{formatCount(line.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
