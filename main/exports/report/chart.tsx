import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { plotTable } from "./plot-table.ts";

type ChartProps = { readonly drawing: ChartDrawing; readonly id: string; readonly renderDrawing: (drawing: ChartDrawing) => string };

/** A chart with its words and the table of its figures. */
export function Chart({ drawing, id, renderDrawing }: ChartProps) {
  return (
    <figure aria-label={drawing.title}>
      <p className="chart-title">
        {drawing.title} {drawing.simulated && <strong className="simulated">simulated</strong>}
      </p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: markup of our own chart components, which escape what they are given. */}
      <div className="drawing" dangerouslySetInnerHTML={{ __html: withOwnNames(renderDrawing(drawing), id) }} />
      <figcaption>
        {drawing.summary} <span className="soft">{drawing.caption}</span>
      </figcaption>
      <details>
        <summary>Figures</summary>
        {drawing.panels.map((panel, index) => {
          const table = plotTable(panel.plot);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page that never changes.
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            <section className="scroll" key={index} aria-label={`Figures of ${panel.title ?? drawing.title}`} tabIndex={0}>
              <table>
                {panel.title !== null && <caption>{panel.title}</caption>}
                <thead>
                  <tr>
                    {table.columns.map((column) => (
                      <th key={column} scope="col">
                        {column}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {table.rows.map((row, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a page that never changes.
                    <tr key={at}>
                      {row.map((text, column) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: a page that never changes.
                        <td key={column}>{text}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          );
        })}
      </details>
    </figure>
  );
}

/** Each drawing names its parts from the start; on one page the names need a prefix of their own. */
function withOwnNames(markup: string, prefix: string): string {
  const named = (value: string) => value.replaceAll(/[^\s]+/g, (name) => `${prefix}-${name}`);
  return markup
    .replaceAll(
      /(<[^>]*?\s)(id|aria-labelledby|aria-describedby)="([^"]*)"/g,
      (_, before: string, attribute: string, value: string) => `${before}${attribute}="${named(value)}"`,
    )
    .replaceAll(
      /(["( ])(url\(#|href="#)([^")]+)/g,
      (_, before: string, start: string, name: string) => `${before}${start}${prefix}-${name}`,
    );
}
