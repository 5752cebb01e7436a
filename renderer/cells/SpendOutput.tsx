import type { CellResult } from "#shared/journal/entries.ts";
import { formatCostRange, formatDuration, formatUsd } from "../kit/format.ts";
import style from "./outputs.module.css";

/** What the result cost beside what was expected. */
export function SpendOutput({ result }: { readonly result: CellResult }) {
  const rows = [
    ["Spent", result.costUsd === null ? "unknown: a price is missing" : formatUsd(result.costUsd)],
    ["Estimated", result.estimateUsd === null ? "unknown: a price is missing" : formatCostRange(result.estimateUsd)],
    ["Took", formatDuration(result.durationMs)],
  ] as const;
  return (
    <table className={style.facts}>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
