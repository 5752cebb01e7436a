import { CopyPlus } from "lucide-react";
import { useMemo, useState } from "react";
import { type MeasureMethod, measureMethods, readingOf } from "#shared/statistics/measure-methods.ts";
import { Button } from "../../kit/Button.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Segments } from "../../kit/Segments.tsx";
import { useSession, useSessionView } from "../../state/hooks.ts";
import { DrilledChart } from "../DrilledChart.tsx";
import { Headline } from "../Headline.tsx";
import { labelTablesFor } from "../human/label-tables.ts";
import { insertMeasureCell } from "../insert-cell.ts";
import { useTableMeasure } from "../use-table-measure.ts";
import { FindingGroups } from "./FindingGroups.tsx";
import style from "./MeasuresOutput.module.css";

/** One measure of a table, under a name when it stands beside others. */
export type ShownMeasure = { readonly method: MeasureMethod; readonly label: string; readonly table: string };

type MeasuresOutputProps = {
  readonly cell: string;
  readonly name: string;
  readonly measures: readonly ShownMeasure[];
  readonly version: string;
};

/** Measures of a cell's own tables, people's labels beside them where there are any: one at a time, each with its finding, its chart and its figures. */
export function MeasuresOutput({ cell, name, measures, version }: MeasuresOutputProps) {
  const session = useSession();
  const [chosen, setChosen] = useState<MeasureMethod | null>(null);
  const shown = measures.find(({ method }) => method === chosen) ?? measures[0];
  const cells = useSessionView((view) => view.remote.cells);
  // Labels say nothing of texts: beside them they would be measured as texts of their own.
  const judged = shown !== undefined && readingOf(shown.method) === "judgements" ? shown.table : "";
  const labels = useMemo(() => labelTablesFor(cells, cell, judged), [cells, cell, judged]);
  if (!shown) return null;
  const tables = [shown.table, ...labels.tables];
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
          title={`Adds a measure cell below, method ${shown.method}, from ${tables.join(" and ")}`}
          onClick={() => insertMeasureCell(session, cell, tables, shown.method)}
        >
          Keep as cell
        </Button>
      </div>
      <Measure key={shown.method} cell={cell} shown={shown} beside={labels.tables} version={`${version} ${labels.version}`} />
    </>
  );
}

type MeasureProps = {
  readonly cell: string;
  readonly shown: ShownMeasure;
  readonly beside: readonly string[];
  readonly version: string;
};

function Measure({ cell, shown: { table, method }, beside, version }: MeasureProps) {
  const state = useTableMeasure(table, beside, method, version);
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
          <DrilledChart drawing={drawing} cell={cell} isTold />
        </div>
      )}
      <FindingGroups rows={rows} total={rows.length} told={sentence} />
    </>
  );
}
