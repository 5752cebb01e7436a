import { type KeyboardEvent, useState } from "react";
import type { HeatPlot } from "#shared/charts/drawing.ts";
import type { OnDrill } from "./drill.ts";
import { HeatTable, squaresOf } from "./HeatTable.tsx";
import { nextSquare, type Square } from "./heat-keys.ts";

type LiveHeatProps = { readonly plot: HeatPlot; readonly name: string; readonly onDrill: OnDrill | null };

/** A matrix in the window: squares that lead to rows are buttons, one tab stop for all; arrow keys go from one to the next. */
export function LiveHeat({ plot, name, onDrill }: LiveHeatProps) {
  const [chosen, setChosen] = useState<Square | null>(null);
  const squares = squaresOf(plot);
  const opens = ({ row, column }: Square): boolean => squares[row]?.[column]?.drill !== undefined;
  const all = squares.flatMap((line, row) => line.map((_, column) => ({ row, column })));
  const stop = chosen && opens(chosen) ? chosen : (all.find(opens) ?? null);
  if (onDrill === null || stop === null) return <HeatTable plot={plot} name={name} opening={null} />;
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = nextSquare(event.key, stop, opens, { rows: squares.length, columns: plot.x.categories.length });
    if (!next) return;
    event.preventDefault();
    setChosen(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-square="${next.row} ${next.column}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys for the buttons within
    <div onKeyDown={press}>
      <HeatTable plot={plot} name={name} opening={{ stop, onFocus: setChosen, onDrill }} />
    </div>
  );
}
