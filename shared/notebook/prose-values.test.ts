import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HtmlNode, markProse, placeMarks } from "./prose-marks.ts";
import { readProse } from "./prose-values.ts";

/** What a text names, each as it is written. */
const named = (markdown: string): readonly string[] =>
  readProse(markdown).flatMap((part) => (part.type === "value" ? [part.reference.raw] : []));
const only = (markdown: string) => readProse(markdown).flatMap((part) => (part.type === "value" ? [part.reference] : []))[0];

describe("values in a text", () => {
  it("are read with their cell, member and format", () => {
    expect(only("Of {{ answers.rows }} rows")).toEqual({
      raw: "{{ answers.rows }}",
      name: "answers",
      member: "rows",
      decimals: null,
      isPercent: false,
    });
    expect(only("{{agreement.estimate|2}}")).toMatchObject({ name: "agreement", member: "estimate", decimals: 2, isPercent: false });
    expect(only("{{ a . estimate | 1 % }}")).toMatchObject({ member: "estimate", decimals: 1, isPercent: true });
    expect(only('{{ totals."mean length" }}')).toMatchObject({ name: "totals", member: "mean length" });
    expect(only("{{ totals.größe }}")).toMatchObject({ member: "größe" });
  });

  it("are told from what only looks like them", () => {
    expect(only("{{ question }}")).toMatchObject({ name: "question", member: null });
    expect(only("{{ answers.a.b }}")).toMatchObject({ name: "answers", member: null });
    expect(named("{{ }} {{1}} {{ {a.b} }} {{ a.b } }} { { a.b }} {{% if %}}")).toEqual([]);
  });

  it.each([
    ["a code span", "say `{{ a.b }}` or `` ` {{ a.b }} ` ``"],
    ["a code span over two lines", "say `one\n{{ a.b }}` two"],
    ["a fence", "```\n{{ a.b }}\n```\n"],
    ["a fence of waves that never ends", "~~~ jinja\n{{ a.b }}\n\n{{ a.b }}"],
    ["a fence in a list", "- so:\n\n  ```\n  {{ a.b }}\n  ```\n"],
    ["a fence in a quotation", "> ```\n> {{ a.b }}\n> ```\n"],
    ["an indented block", "so:\n\n    {{ a.b }}\n\n    {{ a.b }}\n"],
    ["a formula", "so $\\kappa_{{ a.b }}$, and $$ x_{{ a.b }} $$ too"],
    ["a formula over two lines", "so $x\n{{ a.b }}$ too"],
    ["a formula on lines of its own", "so\n\n$$\nx_{{ a.b }}\n\n{{ a.b }}\n$$\n"],
    ["a formula that never ends", "$$\n{{ a.b }}\n\n{{ a.b }}"],
    ["a formula in a quotation", "> $$\n> {{ a.b }}\n> $$\n"],
    ["an escape", "\\{{ a.b }} and \\\\\\{{ a.b }}"],
    ["the address of a link", "[x](https://example.org/{{ a.b }}) and [y](<{{ a.b }}>)"],
    ["a definition of a link", "[x]: {{ a.b }}\n"],
    ["an HTML tag", '<a href="{{ a.b }}">x</a>'],
  ])("stay text in %s", (_, markdown) => {
    expect(named(markdown)).toEqual([]);
  });

  it.each([
    ["behind a code span", "`code` {{ a.b }}"],
    ["behind a backtick that is alone", "5` long, {{ a.b }}"],
    ["in a paragraph behind a lone backtick", "a ` b\n\n{{ a.b }} ` c"],
    ["in the words of a link, a heading, a table and a list", "[{{ a.b }}](https://example.org)"],
    ["beside a formula", "$x$ {{ a.b }} $y$"],
    ["behind a dollar that is alone", "$5 for {{ a.b }}"],
    ["between escaped dollars", "\\$5 for {{ a.b }} and \\$6"],
    ["behind a formula on lines of its own", "$$\nx\n$$\n{{ a.b }}"],
    ["in a paragraph behind a lone dollar", "a $ b\n\n{{ a.b }} $ c"],
    ["behind a fence", "```\ncode\n```\n{{ a.b }}"],
    ["in a list, however far in", "- one\n\n    {{ a.b }}"],
    ["behind an escaped backslash", "\\\\{{ a.b }}"],
    ["in a line that goes on an indented one", "text\n    {{ a.b }}"],
  ])("stand %s", (_, markdown) => {
    expect(named(markdown)).toEqual(["{{ a.b }}"]);
  });

  it("and the texts between them, joined, are what was written", () => {
    const piece = fc.constantFrom(
      "{{ a.b }}",
      "{{",
      "}}",
      "`",
      "``",
      "```\n",
      "\n",
      "\n\n",
      "\\",
      "    ",
      "> ",
      "- ",
      "](",
      ")",
      "<",
      ">",
      "word ",
      "é",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        const parts = readProse(text);
        expect(parts.map((part) => (part.type === "text" ? part.text : part.reference.raw)).join("")).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("marks for values", () => {
  const tree = (...children: readonly HtmlNode[]): HtmlNode => ({ type: "root", children: [...children] });
  const element = (tagName: string, value: string, properties: HtmlNode["properties"] = {}): HtmlNode => ({
    type: "element",
    tagName,
    properties,
    children: [{ type: "text", value }],
  });

  it("become elements in running text, and what was written in code and attributes", () => {
    const { markdown, references } = markProse("**{{ a.b }}** of {{ c.d }}.");
    expect(markdown).not.toContain("{{");
    const [first = "", second = ""] = markdown.match(/\uFDD0\d+\uFDD1/g) ?? [];
    const given = tree(element("p", `${first} of ${second}.`, { title: `see ${second}` }), element("code", first));
    placeMarks(references)()(given);
    expect(given.children?.[0]).toEqual({
      type: "element",
      tagName: "p",
      properties: { title: "see {{ c.d }}" },
      children: [
        { type: "text", value: "" },
        { type: "element", tagName: "data", properties: { value: "0" }, children: [] },
        { type: "text", value: " of " },
        { type: "element", tagName: "data", properties: { value: "1" }, children: [] },
        { type: "text", value: "." },
      ],
    });
    expect(given.children?.[1]?.children).toEqual([{ type: "text", value: "{{ a.b }}" }]);
  });
});
