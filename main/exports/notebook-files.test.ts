import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ReportBlock, ReportInput } from "#main/engine/parts/report.ts";
import { twinOf } from "#renderer/charts/chart-twin.ts";
import { renderDrawing } from "#renderer/charts/static.tsx";
import { messages, text } from "#shared/data/table.ts";
import { notebookIpynb } from "./notebook-ipynb.ts";
import { notebookMarkdown } from "./notebook-markdown.ts";
import { agreementDrawing, cellStatus, reportCell } from "./testing/report-cells.ts";

const hostile = `<script>alert(1)</script> | [x](javascript:alert(1)) \`\`\` # /home/ann/keys \u0007 \ud83d`;

const table = {
  name: "answers",
  columns: [
    { name: "response", type: text },
    { name: "messages", type: messages },
  ],
  rows: [{ response: hostile, messages: [{ role: "user", content: "two\nlines" }] }],
  totalRows: 12,
};

const blocks: readonly ReportBlock[] = [
  { type: "prose", markdown: "# Sums\n\nWhat we asked.\n", values: [] },
  reportCell({ tables: [table], drawing: agreementDrawing }),
  { type: "prose", markdown: "\n", values: [] },
  reportCell({
    status: cellStatus({ kind: "sql", name: "tally", state: "stale", reasons: ["answers edited"] }),
    source: "SELECT '```' AS fence\n",
  }),
  // Two cells of one name clash, and both are in the file.
  reportCell({
    status: cellStatus({ kind: "prompt", name: "x".repeat(63), state: "clash", result: null }),
    source: "[user]\n{{ question }}\n",
  }),
  reportCell({ status: cellStatus({ kind: "prompt", name: "x".repeat(63), state: "clash", result: null }), source: "" }),
];

const input: ReportInput = { fileName: "sums.html", title: "Sums", at: Date.UTC(2026, 10, 22, 14, 2), version: "0.1.0", blocks };

/** nbformat.v4.5.schema.json of jupyter/nbformat, the parts we write: anything else is an error, as its `additionalProperties: false` says. */
const multiline = z.array(z.string());
const id = z
  .string()
  .regex(/^[a-zA-Z0-9-_]+$/)
  .max(64);
const output = z.strictObject({
  output_type: z.literal("display_data"),
  data: z.record(z.enum(["text/plain", "text/markdown", "image/svg+xml"]), multiline.optional()),
  metadata: z.object({}),
});
const nbformat = z.strictObject({
  nbformat: z.literal(4),
  nbformat_minor: z.literal(5),
  metadata: z.looseObject({ language_info: z.object({ name: z.string() }) }),
  cells: z.array(
    z.union([
      z.strictObject({ cell_type: z.literal("markdown"), id, metadata: z.object({}), source: multiline }),
      z.strictObject({
        cell_type: z.literal("code"),
        id,
        metadata: z.looseObject({}),
        source: multiline,
        outputs: z.array(output),
        execution_count: z.null(),
      }),
    ]),
  ),
});

describe("notebookIpynb", () => {
  const written = notebookIpynb(input, { render: renderDrawing, twinOf });
  const notebook = nbformat.parse(JSON.parse(written));

  it("is what nbformat 4.5 describes, with ids that stand once", () => {
    expect(notebook.cells.map((each) => each.cell_type)).toEqual(["markdown", "code", "code", "code", "code"]);
    expect(new Set(notebook.cells.map((each) => each.id)).size).toBe(notebook.cells.length);
    for (const { source } of notebook.cells) for (const line of source.slice(0, -1)) expect(line.endsWith("\n")).toBe(true);
  });

  it("says what each cell is in the cell's own comments, and shows its chart as a picture with words beside it", () => {
    expect(notebook.cells.map(({ source }) => source[0])).toEqual([
      "# Sums\n",
      "# teacher answers\n",
      "-- sql tally\n",
      expect.stringMatching(/^\{# prompt x+ #\}\n$/),
      expect.stringMatching(/^\{# prompt x+ #\}\n$/),
    ]);
    const [, answers] = notebook.cells;
    const pictures = answers?.cell_type === "code" ? answers.outputs.filter(({ data }) => data["image/svg+xml"] !== undefined) : [];
    expect(pictures).toHaveLength(1);
    expect(pictures[0]?.data["image/svg+xml"]?.join("")).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(pictures[0]?.data["text/plain"]?.join("")).toBe("The judges agree well.");
  });

  it("holds no half characters and no path of anyone's home", () => {
    expect(written).not.toContain("/home/ann");
    expect(JSON.parse(written)).toEqual(JSON.parse(Buffer.from(written).toString()));
    expect(/\p{Surrogate}/u.test(written)).toBe(false);
  });
});

describe("notebookMarkdown", () => {
  const written = notebookMarkdown(input, twinOf);

  it("has prose as it stands, then each cell with its source and what came out of it", () => {
    expect(
      written.startsWith(
        "# Sums\n\nWhat we asked.\n\n**teacher** `answers`\n\n```yaml\nfrom: tasks\n```\n\n✓ fresh · 8/10 answers · 2 models · **simulated**",
      ),
    ).toBe(true);
    expect(written).toContain("| Judge | Kappa | low | high | n | note |\n| --- | --- | --- | --- | --- | --- |\n| one | 0.71 |");
    expect(written).toContain("**answers** · first 1 of 12 rows · simulated");
    expect(written).toContain("10 rows asked for: 8 kept · 1 failed (timeout) · 1 unscored (refused)");
    expect(written).toContain("> This result is older than the notebook: answers edited.");
  });

  it("keeps what a model wrote inside its table cell, and a fence longer than any in the source", () => {
    expect(written).toContain("\\<script\\>alert(1)\\</script\\> \\| \\[x\\](javascript:alert(1))");
    expect(written).toContain("````sql\nSELECT '```' AS fence\n````");
    expect(written).not.toContain("/home/ann");
    expect(/\p{Surrogate}/u.test(written)).toBe(false);
  });
});
