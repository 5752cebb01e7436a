import { renderToStaticMarkup } from "react-dom/server";
import type { ReportInput } from "#main/engine/parts/report.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { Cell } from "./report/cell.tsx";
import { withoutHomes, writableText } from "./report/clean-text.ts";
import { Prose } from "./report/prose.tsx";
import { reportStyle } from "./report/style.ts";

// What the page may load: nothing but its own style and pictures it carries itself.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * The notebook with its results as one HTML file: no script, no request, light and dark, printable. Everything a model wrote is
 * escaped, and paths of anyone's home are shortened. `renderDrawing` gives a chart's markup.
 */
export function renderReport(input: ReportInput, renderDrawing: (drawing: ChartDrawing) => string): string {
  const markup = renderToStaticMarkup(<Page input={input} renderDrawing={renderDrawing} />);
  return `<!doctype html>\n${writableText(withoutHomes(markup))}\n`;
}

type PageProps = { readonly input: ReportInput; readonly renderDrawing: (drawing: ChartDrawing) => string };

function Page({ input, renderDrawing }: PageProps) {
  const isSimulated = input.blocks.some((block) => block.type === "cell" && block.status.result?.simulated);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content={`Assay ${input.version}`} />
        <title>{input.title}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; React would escape its quotes. */}
        <style dangerouslySetInnerHTML={{ __html: reportStyle }} />
      </head>
      <body>
        <header className="page">
          {!beginsWithTitle(input) && <h1>{input.title}</h1>}
          <p className="soft">
            {writtenDate(input.at)} · Assay {input.version}
            {isSimulated && (
              <>
                {" "}
                · some results are <strong className="simulated">simulated</strong>
              </>
            )}
          </p>
        </header>
        <main className="page">
          {input.blocks.map((block, index) =>
            block.type === "prose" ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a page that never changes.
              <Prose key={index} prose={block} name={`text-${index}`} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: a page that never changes; a name may stand twice.
              <Cell key={index} cell={block} id={`cell-${index}`} renderDrawing={renderDrawing} />
            ),
          )}
        </main>
      </body>
    </html>
  );
}

function beginsWithTitle({ blocks }: ReportInput): boolean {
  const [first] = blocks;
  return first?.type === "prose" && /^\s*#[ \t]+\S/.test(first.markdown);
}

function writtenDate(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
