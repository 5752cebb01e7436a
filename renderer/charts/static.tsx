import { renderToStaticMarkup } from "react-dom/server";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { StaticDrawing } from "./StaticDrawing.tsx";

const defaultWidth = 720;

/**
 * A drawing as HTML that stands by itself: SVG (a matrix is a table), caption and table twin. Colours are theme
 * variables with their light values to fall back on, so a page that sets them gets its own theme.
 */
export function renderDrawing(drawing: ChartDrawing, width = defaultWidth): string {
  return renderToStaticMarkup(<StaticDrawing drawing={drawing} width={width} />);
}
