import { useMemo } from "react";
import type { CellResult } from "#shared/journal/entries.ts";
import { formatCount, formatDuration, formatUsd } from "../../kit/format.ts";
import outputs from "../outputs.module.css";
import { SpendOutput } from "../SpendOutput.tsx";
import { useRows } from "../use-rows.ts";
import style from "./TeacherModels.module.css";
import { spendByModel, spendColumns } from "./teacher-spend.ts";

/** Rows that are added up here; the table has them all. */
const mostRows = 20_000;

/** What the run cost, and what each model's rows took. */
export function TeacherSpend({ cell, result }: { readonly cell: string; readonly result: CellResult }) {
  const table = result.tables.find(({ name }) => name === cell);
  const columns = spendColumns.filter((name) => table?.columns.some((column) => column.name === name));
  const found = useRows({
    table: columns.includes("model") ? cell : null,
    version: `${result.recipe} ${result.at}`,
    columns,
    most: mostRows,
  });
  const models = useMemo(() => spendByModel(found?.rows ?? []), [found]);
  return (
    <>
      <SpendOutput result={result} />
      {models.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        <section className={style.wide} aria-label={`What each model's rows of ${cell} took`} tabIndex={0}>
          <table className={`${outputs.table} ${style.spend}`}>
            <thead>
              <tr>
                <th scope="col">Model</th>
                {["Rows", "Failed", "Prompt tokens", "Completion tokens", "Cost", "Median latency"].map((name) => (
                  <th key={name} scope="col" className={outputs.number}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {models.map((spend) => (
                <tr key={spend.model}>
                  <th scope="row" className={outputs.mono}>
                    {spend.model || "no model"}
                  </th>
                  <td className={outputs.number}>{formatCount(spend.rows)}</td>
                  <td className={outputs.number}>{formatCount(spend.failed)}</td>
                  <td className={outputs.number}>{known(spend.promptTokens, formatCount)}</td>
                  <td className={outputs.number}>{known(spend.completionTokens, formatCount)}</td>
                  <td className={outputs.number}>{known(spend.costUsd, formatUsd)}</td>
                  <td className={outputs.number}>{known(spend.medianLatencyMs, formatDuration)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={style.soft}>
            What the answers in{" "}
            {found !== null && found.total > found.rows.length ? `the first ${formatCount(found.rows.length)} rows` : "these rows"} took
            when they were bought, here or in an earlier run.
          </p>
        </section>
      )}
    </>
  );
}

function known(value: number | null, format: (value: number) => string): string {
  return value === null ? "unknown" : format(value);
}
