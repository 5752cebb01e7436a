import { useState } from "react";
import type { CellResult } from "#shared/journal/entries.ts";
import { formatCount } from "../../kit/format.ts";
import { Segments } from "../../kit/Segments.tsx";
import style from "../outputs.module.css";
import { TableOutput } from "../TableOutput.tsx";

const names = new Map([
  ["queue", "Chosen"],
  ["criteria", "Criteria"],
  ["judgements", "People and judges"],
  ["set_aside", "Set aside"],
]);

type TablesOutputProps = { readonly cell: string; readonly result: CellResult; readonly tables: CellResult["tables"] };

/** What a human cell yields beside the labels: one table at a time. */
export function TablesOutput({ cell, result, tables }: TablesOutputProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = tables.find(({ name }) => name === chosen) ?? tables[0];
  if (!shown) return null;
  return (
    <>
      <div className={style.choose}>
        <Segments
          name={`Tables of ${cell}`}
          value={shown.name}
          options={tables.map(({ name, rows }) => ({
            value: name,
            label: `${names.get(name.slice(cell.length + 1)) ?? name} ${formatCount(rows)}`,
          }))}
          onChange={setChosen}
        />
      </div>
      <TableOutput key={shown.name} cell={cell} table={shown.name} result={result} />
    </>
  );
}
