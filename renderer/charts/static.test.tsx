import { expect, test } from "vitest";
import { renderDrawing } from "./static.tsx";
import { testDrawing, testDrawings } from "./test-drawings.ts";

test.each(
  Object.entries(testDrawings),
)("a %s stands by itself: no class, no id, no script, colours with a value to fall back on", (_, drawing) => {
  const html = renderDrawing(drawing);
  expect(html).not.toMatch(/ (class|id|onclick)=|<script|NaN|Infinity|undefined/);
  for (const [, variable] of html.matchAll(/var\((--[a-z0-9-]+)(?!, )[^,]*\)/g))
    throw new Error(`${variable} has no value to fall back on`);
  expect(html).toContain(drawing.caption.replaceAll("'", "&#x27;"));
  expect(html).toContain("Simulated models.");
});

test.each(["bar", "line", "scatter", "histogram"] as const)("a %s is an SVG whose name and description say what it shows", (type) => {
  const html = renderDrawing(testDrawings[type]);
  const escaped = (words: string) => words.replaceAll("&", "&amp;").replaceAll("'", "&#x27;");
  expect(html).toMatch(/<svg [^>]*role="img"/);
  expect(html).toContain(`<title>${escaped(testDrawings[type].title)}</title>`);
  expect(html).toContain(`<desc>${escaped(testDrawings[type].summary)}</desc>`);
});

test("a matrix is a table with a header for every row and column", () => {
  const html = renderDrawing(testDrawings.heatmap);
  expect(html).not.toContain("<svg");
  expect(html.match(/<th scope="row"/g)).toHaveLength(3);
  expect(html).toContain("light-dark(");
});

test("bars draw their interval, write their figure and name the neutral line", () => {
  const html = renderDrawing(testDrawings.bar);
  expect(html.match(/<rect /g)).toHaveLength(3);
  expect(html).toContain("coin toss");
  expect(html.match(/ %<\/tspan><tspan [^>]*> \[\d+, \d+\]/g)).toHaveLength(3);
});

test("lines of one family share a colour and differ by dashes, and are named at their ends", () => {
  const html = renderDrawing(testDrawings.line);
  const worn = [...html.matchAll(/ color="(var\(--series-\d, #[0-9a-f]{6}\))"/g)].map(([, color]) => color);
  expect(worn).toHaveLength(3);
  expect(new Set(worn).size).toBe(2);
  expect(html).toContain('stroke-dasharray="6 4"');
  for (const name of ["sim/oak-large", "sim/oak-small", "sim/elm"]) expect(html).toContain(`>${name}</text>`);
});

test("what stands in the data is text, never markup", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const html = renderDrawing(testDrawing({ type: "bar", x: "model", agg: "count", title: hostile }, [{ model: hostile }]));
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;img");
});

test("an undefined bar says why, an empty table that there is nothing", () => {
  expect(renderDrawing(testDrawing({ type: "bar", x: "model", y: "score", agg: "mean" }, [{ model: "x", score: null }]))).toContain(
    "undefined: no row has a number",
  );
  expect(renderDrawing(testDrawing({ type: "scatter", x: "length", y: "score" }, []))).toContain("Nothing to draw");
});
