import type { ReportBlock, ReportCell, ReportInput } from "#main/engine/parts/report.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { cellOutputs, type TwinOf } from "./notebook-outputs.ts";
import { proseText } from "./prose-text.ts";
import { withoutHomes, writableText } from "./report/clean-text.ts";

export type Drawing = {
  readonly twinOf: TwinOf;
  /** A chart's markup: its pictures are taken out of it. */
  readonly render: (drawing: ChartDrawing) => string;
};

/** The notebook with its results as a Jupyter notebook (nbformat 4.5), to read and to comment: no kernel runs its cells. */
export function notebookIpynb(input: ReportInput, drawing: Drawing): string {
  const notebook = {
    cells: input.blocks.flatMap((block, at) => (isBlank(block) ? [] : [jupyterCell(block, at, drawing)])),
    metadata: { title: input.title, language_info: { name: "yaml" }, assay: { version: input.version } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function isBlank(block: ReportBlock): boolean {
  return block.type === "prose" && block.markdown.trim() === "";
}

function jupyterCell(block: ReportBlock, at: number, drawing: Drawing): object {
  if (block.type === "prose") return { cell_type: "markdown", id: `text-${at}`, metadata: {}, source: lines(proseText(block).trim()) };
  const { kind, name } = block.status;
  return {
    cell_type: "code",
    execution_count: null,
    // A name may stand twice, and ids end at 64 characters.
    id: `${at}-${name}`.replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(0, 64),
    metadata: { assay: { kind, name, state: block.status.state } },
    outputs: outputs(block, drawing),
    source: lines(`${header(block)}\n${block.source.replace(/\n$/, "")}`),
  };
}

/** What the fence said, as a comment in the cell's own language. */
function header({ status: { kind, name } }: ReportCell): string {
  if (kind === "sql") return `-- ${kind} ${name}`;
  return kind === "prompt" ? `{# ${kind} ${name} #}` : `# ${kind} ${name}`;
}

function outputs(cell: ReportCell, drawing: Drawing): readonly object[] {
  const pictures =
    cell.drawing === null
      ? []
      : svgsIn(drawing.render(cell.drawing)).map((svg) =>
          display({ "image/svg+xml": lines(svg), "text/plain": lines(cell.drawing?.summary ?? "") }),
        );
  const texts = cellOutputs(cell, drawing.twinOf).map((text) => display({ "text/markdown": lines(text), "text/plain": lines(text) }));
  return [...pictures, ...texts];
}

function display(data: { readonly [type: string]: readonly string[] }): object {
  return { output_type: "display_data", data, metadata: {} };
}

function svgsIn(markup: string): readonly string[] {
  return [...markup.matchAll(/<svg[\s\S]*?<\/svg>/g)].map(([svg]) =>
    svg.includes("xmlns=") ? svg : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'),
  );
}

/** Lines that keep their ends, as the format has them. */
function lines(text: string): readonly string[] {
  return writableText(withoutHomes(text)).match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
