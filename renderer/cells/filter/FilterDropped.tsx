import { useState } from "react";
import type { CellResult } from "#shared/journal/entries.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { formatCount } from "../../kit/format.ts";
import { Segments } from "../../kit/Segments.tsx";
import style from "./FilterOutput.module.css";
import { FilterTable } from "./FilterTable.tsx";
import { useStepCounts } from "./use-step-counts.ts";

type FilterDroppedProps = { readonly cell: string; readonly result: CellResult };

/** The dropped rows, of all steps or of one. */
export function FilterDropped({ cell, result }: FilterDroppedProps) {
  const { rows } = useStepCounts(cell);
  const [chosen, setChosen] = useState("");
  const table = `${cell}_dropped`;
  const known = result.tables.find(({ name }) => name === table);
  const steps = rows.filter((row) => Number(row.dropped) + Number(row.undecided) > 0);
  const step = steps.find((row) => String(row.step_index) === chosen);
  if (known === undefined || known.rows === 0) return <EmptyState title="No row was dropped.">Every row passed every step.</EmptyState>;
  return (
    <>
      <div className={style.bar}>
        <Segments
          name={`Steps of ${cell} to show`}
          value={step === undefined ? "" : chosen}
          options={[
            { value: "", label: `All ${formatCount(known.rows)}` },
            ...steps.map((row) => ({
              value: String(row.step_index),
              label: `${row.step_index} ${row.step} ${formatCount(Number(row.dropped))}`,
            })),
          ]}
          onChange={setChosen}
        />
      </div>
      <FilterTable
        cell={cell}
        table={table}
        result={result}
        step={step === undefined ? null : { index: chosen, rows: Number(step.dropped) }}
        firstColumns={["step", "reason"]}
      />
    </>
  );
}
