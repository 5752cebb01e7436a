import { CopyPlus } from "lucide-react";
import { useState } from "react";
import { type MeasureMethod, measureMethods } from "#shared/statistics/measure-methods.ts";
import { Button } from "../kit/Button.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { Segments } from "../kit/Segments.tsx";
import { useSession } from "../state/hooks.ts";
import { DrilledChart } from "./DrilledChart.tsx";
import { FindingGroups } from "./FindingGroups.tsx";
import { Headline } from "./Headline.tsx";
import { insertMeasureCell } from "./insert-cell.ts";
import style from "./MeasuresOutput.module.css";
import { useTableMeasure } from "./use-table-measure.ts";

/** One measure of a table, under a name when it stands beside others. */
export type ShownMeasure = { readonly method: MeasureMethod; readonly label: string; readonly table: string };

type MeasuresOutputProps = {
  readonly cell: string;
  readonly name: string;
  readonly measures: readonly ShownMeasure[];
  readonly version: string;
};

/** Measures of a cell's own tables: one at a time, each with its finding, its chart and its figures. */
export function MeasuresOutput({ cell, name, measures, version }: MeasuresOutputProps) {
  const session = useSession();
  const [chosen, setChosen] = useState<MeasureMethod | null>(null);
  const shown = measures.find(({ method }) => method === chosen) ?? measures[0];
  if (!shown) return null;
  return (
    <>
      <div className={style.bar}>
        {measures.length > 1 ? (
          <Segments
            name={name}
            value={shown.method}
            options={measures.map(({ method, label }) => ({ value: method, label }))}
            onChange={setChosen}
          />
        ) : null}
        <span className={style.question}>{measureMethods[shown.method].sentence}</span>
        <Button
          size="small"
          icon={<CopyPlus />}
          title={`Adds a measure cell below, method ${shown.method}, from ${shown.table}`}
          onClick={() => insertMeasureCell(session, cell, shown.table, shown.method)}
        >
          Keep as cell
        </Button>
      </div>
      <Measure key={shown.method} cell={cell} shown={shown} version={version} />
    </>
  );
}

type MeasureProps = { readonly cell: string; readonly shown: ShownMeasure; readonly version: string };

function Measure({ cell, shown: { table, method }, version }: MeasureProps) {
  const state = useTableMeasure(table, method, version);
  if (state.type === "measuring")
    return (
      <p className={style.waiting} role="status">
        Measuring …
      </p>
    );
  if (state.type === "failed") return <EmptyState title={state.sentence}>{state.hint}</EmptyState>;
  const { rows, sentence, drawing } = state.measure;
  return (
    <>
      <Headline rows={rows} sentence={sentence} />
      {drawing === null ? null : (
        <div className={style.chart}>
          <DrilledChart drawing={drawing} cell={cell} />
        </div>
      )}
      <FindingGroups rows={rows} total={rows.length} told={sentence} />
    </>
  );
}
