import { formatCount } from "../kit/format.ts";
import { ChartOutput } from "./ChartOutput.tsx";
import type { OutputProps, OutputTab } from "./cell-view.ts";
import { judgeMeasures } from "./judge/judge-measures.ts";
import { LedgerOutput } from "./LedgerOutput.tsx";
import { FindingOutput } from "./measure/FindingOutput.tsx";
import { MeasuresOutput } from "./measure/MeasuresOutput.tsx";
import { RowErrors } from "./RowErrors.tsx";
import { SpendOutput } from "./SpendOutput.tsx";
import { TableOutput } from "./TableOutput.tsx";
import { textMeasures } from "./text-measures.ts";

/** A tab a table; the first carries `label`, the others their own names. */
export function tableTabs({ result, cell }: OutputProps, label: string): readonly OutputTab[] {
  return result.tables.map((table, index) => ({
    id: `table:${table.name}`,
    label: `${index === 0 ? label : sentenceCase(table.name.replace(`${cell}_`, ""))} ${formatCount(table.rows)}`,
    rows: table.rows,
    content: <TableOutput cell={cell} table={table.name} result={result} />,
  }));
}

/** What is measured of a judge's own tables. */
export function measureTabs({ cell, result }: OutputProps): readonly OutputTab[] {
  return judgeMeasures(cell, result.tables).map(
    (tab): OutputTab => ({
      id: tab.id,
      label: tab.label,
      flows: true,
      content: (
        <MeasuresOutput cell={cell} name={`${tab.label} of ${cell}`} measures={tab.measures} version={`${result.recipe} ${result.at}`} />
      ),
    }),
  );
}

/** How varied the texts of one of the cell's tables are, and how large it is beside published sets. */
export function textTabs({ cell, result }: OutputProps, table: string): readonly OutputTab[] {
  const measures = textMeasures(result.tables.find(({ name }) => name === table));
  return textTabNames.flatMap(({ method, label }): readonly OutputTab[] => {
    const measure = measures.find((each) => each.method === method);
    if (measure === undefined) return [];
    const version = `${result.recipe} ${result.at}`;
    return [
      {
        id: method,
        label,
        flows: true,
        content: <MeasuresOutput cell={cell} name={`${label} of ${table}`} measures={[measure]} version={version} />,
      },
    ];
  });
}

const textTabNames = [
  { method: "diversity", label: "Diversity" },
  { method: "scale", label: "Scale" },
] as const;

/** The finding in words, for cells that measure. */
export function findingTabs({ result }: OutputProps): readonly OutputTab[] {
  const [table] = result.tables;
  return table ? [{ id: "finding", label: "Finding", flows: true, content: <FindingOutput table={table.name} result={result} /> }] : [];
}

export function chartTab({ cell, result }: OutputProps): OutputTab {
  return { id: "chart", label: "Chart", flows: true, content: <ChartOutput cell={cell} recipe={result.recipe} /> };
}

export function errorTabs({ cell, result }: OutputProps): readonly OutputTab[] {
  const failed = countIn(result.ledger?.failed) + countIn(result.ledger?.unscored);
  if (failed === 0) return [];
  return [{ id: "errors", label: `Errors ${formatCount(failed)}`, flows: true, content: <RowErrors cell={cell} recipe={result.recipe} /> }];
}

export function spendTab(props: OutputProps): OutputTab {
  return { id: "spend", label: "Spend", flows: true, content: <SpendOutput result={props.result} /> };
}

export function ledgerTabs({ result }: OutputProps): readonly OutputTab[] {
  return result.ledger ? [{ id: "ledger", label: "Ledger", flows: true, content: <LedgerOutput ledger={result.ledger} /> }] : [];
}

function countIn(counts: { readonly [name: string]: number } | undefined): number {
  return Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);
}

function sentenceCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
}
