import { describe, expect, it } from "vitest";
import { twinOf } from "#renderer/charts/chart-twin.ts";
import { renderDrawing } from "#renderer/charts/static.tsx";
import { text } from "#shared/data/table.ts";
import { notebookIpynb } from "../notebook-ipynb.ts";
import { notebookMarkdown } from "../notebook-markdown.ts";
import { renderReport } from "../report.tsx";
import { cellStatus, reportCell } from "../testing/report-cells.ts";

const markdown =
  "---\npretty_name: Sums\n---\n\n# Sums\n\n2 examples, asked with `{{ question }}`.\n\n## Splits\n\n| Split | Rows |\n| --- | ---: |\n| train | 2 |\n\n<script>alert(1)</script>\n";
const table = (name: string) => ({ name, columns: [{ name: "markdown", type: text }], rows: [{ markdown }], totalRows: 1 });
const input = (kind: string, name: string) => ({
  fileName: "sums.html",
  title: "Sums",
  at: 0,
  version: "0.1.0",
  blocks: [reportCell({ status: cellStatus({ kind, name: "sft" }), tables: [table(name)] })],
});

describe("a dataset card among a cell's tables", () => {
  const html = renderReport(input("export", "sft_card"), renderDrawing);

  it("is shown as its page, below a quiet header and under headings of its own rank", () => {
    for (const part of [
      '<section class="card" aria-label="Dataset card sft_card">',
      '<pre class="quiet"><code>pretty_name: Sums</code></pre>',
      "<h3>Sums</h3>",
      "<h4>Splits</h4>",
      "asked with <code>{{ question }}</code>.",
    ])
      expect(html).toContain(part);
    expect(html).toMatch(/<td[^>]*>train<\/td>/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
  });

  it("runs nothing that stands in it", () => {
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  it("is Markdown in Markdown and in a Jupyter notebook", () => {
    const page = ["**sft_card** · dataset card", "```yaml\npretty_name: Sums\n```", "### Sums", "2 examples"].join("\n\n");
    expect(notebookMarkdown(input("export", "sft_card"), twinOf)).toContain(page);
    const { cells } = JSON.parse(notebookIpynb(input("export", "sft_card"), { render: renderDrawing, twinOf }));
    const outputs: readonly { readonly data: { readonly "text/markdown"?: readonly string[] } }[] = cells[0].outputs;
    expect(outputs.some(({ data }) => data["text/markdown"]?.join("").includes(page))).toBe(true);
  });

  it("is an ordinary table where no export wrote it", () => {
    for (const [kind, name] of [
      ["sql", "sft_card"],
      ["export", "other_card"],
    ] as const) {
      expect(renderReport(input(kind, name), renderDrawing)).not.toContain('class="card"');
      expect(notebookMarkdown(input(kind, name), twinOf)).toContain("\\# Sums");
    }
  });
});
