import { expect, test } from "vitest";
import { renderDrawing } from "./static.tsx";
import { testDrawing, testDrawings } from "./test-drawings.ts";
import { costDrawing, matrixDrawing, rankingDrawing, reliabilityDrawing, routingDrawing } from "./test-measures.ts";

const measureDrawings = {
  ranking: rankingDrawing,
  reliability: reliabilityDrawing,
  routing: routingDrawing,
  cost: costDrawing,
  matrix: matrixDrawing,
};

test.each(
  Object.entries({ ...testDrawings, ...measureDrawings }),
)("a %s stands by itself: no class, no id, no script, colours with a value to fall back on", (_, drawing) => {
  const html = renderDrawing(drawing);
  expect(html).not.toMatch(/ (class|id|onclick)=|<script|NaN|Infinity|undefined[^: ]/);
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

test("lines of one family share a colour and differ by dashes and marks, and are named at their ends", () => {
  const html = renderDrawing(testDrawings.line);
  const worn = [...html.matchAll(/<g color="(var\(--series-\d, #[0-9a-f]{6}\))"><(?:g|polygon|path)/g)].map(([, color]) => color);
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

test("a ranking has a dot and a figure for each defined mark, its interval, and the reason for the undefined one", () => {
  const html = renderDrawing(rankingDrawing);
  expect(html.match(/<circle [^>]*r="4.5"/g)).toHaveLength(5);
  expect(html).toContain("average</text>");
  expect(html).toMatch(/71 %<\/tspan><tspan [^>]*> \[66, 77\]/);
  expect(html).toContain("○ undefined: all verdicts are ties");
  for (const name of ["judge-fair", "judge-first"]) expect(html).toContain(`${name}</li>`);
});

test("a reliability diagram is square, names its diagonal, and has its counts under it on the same axis", () => {
  const html = renderDrawing(reliabilityDrawing);
  const [square, counts] = [...html.matchAll(/<svg [^>]*width="(\d+)" height="([\d.]+)"/g)];
  expect(html).toContain("perfectly calibrated</text>");
  expect(Number(square?.[2])).toBeGreaterThan(2 * Number(counts?.[2]));
  const bottomLines = [
    ...html.matchAll(/<line x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)" y2="\3" stroke="var\(--line, #dedacf\)"><\/line>/g),
  ];
  expect(bottomLines.map(([, from, to]) => [from, to])).toHaveLength(2);
  expect(bottomLines[0]?.slice(1, 3)).toEqual(bottomLines[1]?.slice(1, 3));
});

test("lines to compare with are thin and dashed, without marks, and named at their ends", () => {
  const html = renderDrawing(routingDrawing);
  expect(html.match(/stroke-width="1.25" stroke-dasharray="5 3"/g)).toHaveLength(2);
  // Three points, a ring about the labelled one, and the mark with the name.
  expect(html.match(/<circle /g)).toHaveLength(5);
  for (const name of ["by margin", "random", "oracle", "20 % of labels"]) expect(html).toContain(`>${name}</text>`);
});

test("an outlined square is named in words, an undefined one is a dash with its reason below", () => {
  const html = renderDrawing(matrixDrawing);
  expect(html.match(/outline:2px solid/g)).toHaveLength(2);
  expect(html).toContain("own family</span>");
  expect(html).toContain(">–</span>");
  expect(html).toContain("undefined: no comparison with this family");
  expect(html).not.toContain("<button");
});
