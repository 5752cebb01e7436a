import type { ChartBody as CellBody } from "../cells/chart.ts";

/** What of a chart cell's body decides the drawing. */
export type ChartBody = Omit<CellBody, "from" | "note" | "auto" | "freeze" | "budget" | "max_error_rate" | "show">;
