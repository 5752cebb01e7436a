import type { ChartDrawing } from "#shared/charts/drawing.ts";

type ChartProps = { readonly drawing: ChartDrawing; readonly id: string; readonly renderDrawing: (drawing: ChartDrawing) => string };

/** A chart: its heading, picture, words and table twin come drawn. */
export function Chart({ drawing, id, renderDrawing }: ChartProps) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: markup of our own chart components, which escape what they are given.
  return <div className="drawing" dangerouslySetInnerHTML={{ __html: withOwnNames(renderDrawing(drawing), id) }} />;
}

const names = /(\s)(id|aria-labelledby|aria-describedby)="([^"<>]*)"(?=[^<>]*>)/g;
const references = /(url\(#|\shref="#)([^")]+)/g;

/** Each drawing names its parts from the start; on one page the names need a prefix of their own. */
function withOwnNames(markup: string, prefix: string): string {
  return markup
    .replaceAll(names, (_, space: string, attribute: string, value: string) => {
      const own = value.replaceAll(/\S+/g, (name) => `${prefix}-${name}`);
      return `${space}${attribute}="${own}"`;
    })
    .replaceAll(references, (_, start: string, name: string) => `${start}${prefix}-${name}`);
}
