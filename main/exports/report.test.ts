import { describe, expect, it } from "vitest";
import type { ReportBlock, ReportInput } from "#main/engine/parts/report.ts";
import { renderDrawing } from "#renderer/charts/static.tsx";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { integer, text } from "#shared/data/table.ts";
import type { ProseValue } from "#shared/notebook/resolve-value.ts";
import { renderReport } from "./report.tsx";
import { agreementDrawing, cellStatus, reportCell } from "./testing/report-cells.ts";

const script = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;

const drawing: ChartDrawing = { ...agreementDrawing, title: `Agreement of ${script}` };

const report = (blocks: readonly ReportBlock[], values: Partial<ReportInput> = {}) =>
  renderReport(
    { fileName: "x.html", title: "First look", at: Date.UTC(2026, 10, 22, 14, 2), version: "0.1.0", blocks, ...values },
    renderDrawing,
  );

/** Elements with their attributes; our own markup escapes `<` and `>` in attribute values. */
function elements(html: string): { readonly name: string; readonly attributes: ReadonlyMap<string, string> }[] {
  const body = html.replace(/<style>[\s\S]*?<\/style>/, "");
  return [...body.matchAll(/<([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(([, name = "", rest = ""]) => ({
    name: name.toLowerCase(),
    attributes: new Map([...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = "", value = ""]) => [key.toLowerCase(), value])),
  }));
}

const prose = (markdown: string, ...values: readonly ProseValue[]): ReportBlock => ({ type: "prose", markdown, values });

const hostile: readonly ReportBlock[] = [
  prose(`# Title ${script}\n\n${script}\n\n<iframe src="https://evil.example"></iframe>\n\n<!-- kept back -->\n`),
  prose(
    "![pixel](https://evil.example/p.png) ![local](file:///etc/passwd) ![svg](data:image/svg+xml;base64,PHN2Zz4=) ![ok](data:image/png;base64,iVBORw0KGgo=)\n",
  ),
  prose(
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](vbscript:x) [e](//evil.example) [f](./x.html) [g](https://ok.example/a) [h](mailto:a@b.c)\n",
  ),
  prose(
    "$\\href{javascript:alert(1)}{x}$ $\\includegraphics{https://evil.example/x}$ $\\unknown$ $$\\kappa = \\frac{p_o - p_e}{1 - p_e}$$\n",
  ),
  prose("<style>@import 'https://evil.example/x.css'</style>\n\n<a href='javascript:alert(1)' onclick='x()'>t</a>\n"),
  reportCell({
    title: script,
    source: `note: "${script}"\n`,
    status: cellStatus({
      name: script,
      kind: script,
      state: "error",
      sentence: `Could not read /home/ann/secret/x.jsonl ${script}`,
      problems: [
        { code: "sql", severity: "error", sentence: `C:\\Users\\Ann\\x.csv ${script}`, hint: "/Users/ann/y.csv", place: { line: 3 } },
      ],
    }),
    tables: [
      {
        name: script,
        columns: [
          { name: script, type: text },
          { name: "n", type: integer },
        ],
        rows: [
          { [script]: script, n: 12345n },
          { [script]: "a\u0000b\u001bc\ud800d\u202ee", n: null },
        ],
        totalRows: 2,
      },
    ],
    drawing,
    rowErrors: [{ cause: script, sentence: script, count: 2, rows: [script] }],
    files: [{ path: script, rows: 1, bytes: 2, sha256: "ab" }],
  }),
];

describe("a report on hostile content", () => {
  const html = report(hostile, { title: `Title ${script}` });
  const found = elements(html);

  it("runs nothing: no script, frame, form, handler or foreign element", () => {
    const allowed = new Set(
      "html head meta title style body header main section p h1 h2 b strong span div ul li details summary pre code figure figcaption table caption thead tbody tr th td a img svg g path line text tspan circle desc rect math semantics mrow mi mo mn mfrac msub mtext mstyle annotation".split(
        " ",
      ),
    );
    expect(found.map((element) => element.name).filter((name) => !allowed.has(name))).toEqual([]);
    for (const { attributes } of found) for (const name of attributes.keys()) expect(name).not.toMatch(/^on/);
    expect(html).not.toMatch(/<script|<iframe|<link/i);
  });

  it("asks for nothing: every address is a link to the web or mail, or a picture carried along", () => {
    const links = found.flatMap(({ name, attributes }) => (name === "a" ? [attributes.get("href")] : []));
    expect(links).toEqual(["https://ok.example/a", "mailto:a@b.c"]);
    const pictures = found.flatMap(({ name, attributes }) => (name === "img" ? [attributes.get("src")] : []));
    expect(pictures).toEqual(["data:image/png;base64,iVBORw0KGgo="]);
    for (const { name, attributes } of found) {
      if (name !== "img") expect(attributes.has("src")).toBe(false);
      for (const other of ["srcset", "action", "formaction", "poster", "background", "xlink:href", "http-equiv"]) {
        if (name !== "meta") expect(attributes.has(other)).toBe(false);
      }
      expect(attributes.get("style") ?? "").not.toMatch(/url\(|@import/);
    }
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? "";
    expect(style).toContain("prefers-color-scheme: dark");
    expect(style).toContain("@media print");
    expect(style).not.toMatch(/url\(|@import|@font-face|https?:/);
    expect(html).toContain(
      `http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;; img-src data:; base-uri &#x27;none&#x27;; form-action &#x27;none&#x27;"`,
    );
  });

  it("has a language, a title and one h1", () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain("<title>Title &lt;script&gt;");
    expect(found.filter((element) => element.name === "h1")).toHaveLength(1);
  });

  it("shows what was written as text, and leaves out comments", () => {
    expect(html.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)?.length).toBeGreaterThan(10);
    expect(html).not.toContain("kept back");
    expect(html).toContain("[picture: pixel]");
    expect(html).toContain("&lt;iframe");
  });

  it("names nobody's home folder", () => {
    expect(html).not.toMatch(/\/home\/ann|Users\/ann|Users\\Ann/);
    expect(html).toContain("~/secret/x.jsonl");
    expect(html).toContain("~\\x.csv");
  });

  it("holds only characters a file can hold", () => {
    expect(html).toContain("a␀b␛c\ufffdd");
    expect(html).not.toMatch(/\p{Surrogate}/u);
  });

  it("draws formulas without fonts of their own", () => {
    expect(html).toContain("<mfrac>");
    expect(html).not.toContain("katex-html");
  });
});

describe("a report", () => {
  it("shows a cell's kind, name, result, state and source", () => {
    const html = report([reportCell({ title: "Answers of two families" })]);
    for (const part of [
      "teacher",
      "<b>answers</b>",
      "Answers of two families",
      "8/10 answers · 2 models",
      "✓</span> fresh",
      "<summary>Source</summary>",
      "from: tasks",
    ]) {
      expect(html).toContain(part);
    }
    expect(html).toContain("10 rows asked for</b>: 8 kept · 1 failed (timeout) · 1 unscored (refused)");
    expect(html).toContain("2026-11-22 14:02 UTC");
  });

  it("prints the first ten telling columns of a wide table, and says how many stay on screen", () => {
    const columns = Array.from({ length: 14 }, (_, index) => ({ name: `c${index}`, type: integer }));
    const rows = [0, 1].map((number) => Object.fromEntries(columns.map(({ name }, index) => [name, index === 3 ? 7 : number])));
    const html = report([reportCell({ tables: [{ name: "wide", columns, rows, totalRows: 2 }] })]);
    expect(html).toContain('<span class="on-paper"> · 4 more columns on screen</span>');
    const offPaper = [...html.matchAll(/<th scope="col" class="number off-paper">(c\d+)</g)].map(([, name]) => name);
    expect(offPaper).toEqual(["c3", "c11", "c12", "c13"]);
  });

  it("gives a finding told in a sentence a line of its own", () => {
    const result = cellStatus().result;
    const summary = "sim/judge-first changes its verdict with the order in 53 % [41, 65] of 60 comparisons.";
    const html = report([reportCell({ status: cellStatus({ kind: "measure", result: result && { ...result, summary } }) })]);
    expect(html).toContain(`<p class="finding">${summary}</p>`);
    expect(html.split(summary)).toHaveLength(2);
  });

  it("marks what is simulated: the page, the cell, its tables and charts", () => {
    const table = { name: "answers", columns: [{ name: "n", type: integer }], rows: [{ n: 1 }], totalRows: 1 };
    const html = report([reportCell({ tables: [table], drawing })]);
    expect(html.match(/<strong class="simulated">simulated<\/strong>/g)).toHaveLength(2);
    expect(html).toContain("1 row · simulated");
    expect(html).toContain("Simulated models");
    const result = cellStatus().result;
    const real = report([reportCell({ status: cellStatus({ result: result && { ...result, simulated: false } }) })]);
    expect(real).not.toContain(">simulated<");
  });

  it("marks a stale cell and says why", () => {
    expect(
      report([reportCell({ status: cellStatus({ state: "stale", sentence: "prompt ask edited", reasons: ["prompt ask edited"] }) })]),
    ).toContain("This result is older than the notebook: prompt ask edited.");
  });

  it("caps tables and long texts, and says so", () => {
    const rows = Array.from({ length: 150 }, (_, index) => ({ t: index === 0 ? "😀".repeat(2134) : "x" }));
    const html = report([reportCell({ tables: [{ name: "answers", columns: [{ name: "t", type: text }], rows, totalRows: 12400 }] })]);
    expect(html).toContain("first 100 of 12,400 rows");
    expect(html.match(/<tr>/g)).toHaveLength(101);
    expect(html).toContain("… 2,134 characters");
  });

  it("writes nested values, null and empty texts so that they can be told apart", () => {
    const columns = ["a", "b", "c", "d", "e"].map((name) => ({ name, type: text }));
    const rows = [
      {
        a: null,
        b: "",
        c: [
          { role: "user", content: "hi" },
          { role: "assistant", content: "yo" },
        ],
        d: { x: [1n, null] },
        e: 0.123456789,
      },
    ];
    const html = report([reportCell({ tables: [{ name: "t", columns, rows, totalRows: 1 }] })]);
    for (const part of [">null</span>", ">empty</span>", "user: hi\nassistant: yo", "{&quot;x&quot;:[&quot;1&quot;,null]}", ">0.123457<"])
      expect(html).toContain(part);
  });

  it("gives a chart its picture, summary, caption and the table of its figures", () => {
    const html = report([reportCell({ drawing })]);
    for (const part of ["<svg", "The judges agree well.", "Cohen&#x27;s kappa, n 480", "<svg", "0.71", "no two judges scored it", ">480<"])
      expect(html).toContain(part);
  });

  it("keeps the names inside two charts apart", () => {
    const named = `<svg role="img" aria-labelledby="a-name a-text"><title id="a-name">Agreement of id="x"</title><desc id="a-text">d</desc><rect fill="url(#g)"/></svg>`;
    const input = { fileName: "x.html", title: "x", at: 0, version: "0.1.0", blocks: [reportCell({ drawing }), reportCell({ drawing })] };
    const html = renderReport(input, () => named);
    const found = elements(html);
    const ids = found.flatMap(({ attributes }) => attributes.get("id") ?? []);
    expect(ids).toEqual(["cell-0", "cell-0-chart-a-name", "cell-0-chart-a-text", "cell-1", "cell-1-chart-a-name", "cell-1-chart-a-text"]);
    for (const { attributes } of found) for (const id of attributes.get("aria-labelledby")?.split(" ") ?? []) expect(ids).toContain(id);
    expect(html).toContain('fill="url(#cell-1-chart-g)"');
    expect(html).toContain('Agreement of id="x"');
  });

  it("takes its heading from the notebook's own, or else from the title", () => {
    const headings = (blocks: readonly ReportBlock[]) => [...report(blocks).matchAll(/<h1>(.*?)<\/h1>/g)].map(([, words]) => words);
    expect(headings([prose("# My own\n")])).toEqual(["My own"]);
    expect(headings([prose("Text.\n")])).toEqual(["First look"]);
  });
});

describe("values in a text", () => {
  const value = (text: string, more: Partial<Extract<ProseValue, { readonly type: "value" }>> = {}): ProseValue => ({
    type: "value",
    text,
    mark: null,
    reason: "",
    isSimulated: false,
    ...more,
  });

  it("stand where they are named, marked where they are old or simulated; in code nothing is named", () => {
    const html = report([
      prose(
        "Of {{ answers.rows }} answers, {{ kappa.estimate | 2 }} agree; `{{ answers.rows }}` is code.",
        value("1,000"),
        value("0.71", { mark: "stale", isSimulated: true }),
      ),
      prose(
        "{{ later.rows }}, {{ nobody.rows }} and {{ question }}",
        { type: "missing", cell: "later" },
        { type: "problem", sentence: "No cell is called `nobody`.", hint: "Did you mean `body`?" },
        { type: "text" },
      ),
    ]);
    expect(html).toContain(
      '<p>Of 1,000 answers, <span class="value warn">0.71<small> (stale, simulated)</small></span> agree; <code>{{ answers.rows }}</code> is code.</p>',
    );
    expect(html).toContain('<span class="missing">(not run yet)</span>');
    expect(html).toContain(
      '<span class="wrong"><code>{{ nobody.rows }}</code><small> No cell is called nobody. Did you mean body?</small></span> and {{ question }}',
    );
  });

  it("are words, whatever a model wrote into them", () => {
    const html = report([
      prose(
        `**{{ answers.response }}** and [x]({{ answers.response }})`,
        value(`${script} **bold** [a](javascript:alert(1)) {{ answers.rows }}`),
      ),
    ]);
    expect(elements(html).filter(({ name }) => ["script", "img", "a"].includes(name))).toEqual([]);
    expect(html).toContain("**bold** [a](javascript:alert(1)) {{ answers.rows }}");
    expect(html).toContain("&lt;script&gt;");
  });
});
