import { expect, test } from "vitest";
import { chart } from "./chart.ts";

const read = (source: string) => chart.read(source, {});

test("a heatmap needs its two sides and the value in its squares, unless it counts rows", () => {
  const problems = JSON.stringify(read("from: verdicts\ntype: heatmap\nx: judge\ny: kind\n"));
  expect(problems).toContain("a heatmap needs `color`, the column of the value in each square; `agg: count` counts rows instead");
  expect(JSON.stringify(read("from: verdicts\ntype: heatmap\nx: judge\nagg: count\n"))).toContain("a heatmap chart needs `y`");
  for (const rest of ["color: p", "agg: count"]) {
    expect(read(`from: verdicts\ntype: heatmap\nx: judge\ny: kind\n${rest}\n`)).toMatchObject({ ok: true });
  }
});

test("a card says what a matrix shows", () => {
  expect(chart.summary({ from: "verdicts", type: "heatmap", x: "judge", y: "kind", color: "p" })).toBe("heatmap of p by judge and kind");
  expect(chart.summary({ from: "verdicts", type: "heatmap", x: "judge", y: "kind", agg: "count" })).toBe(
    "heatmap of count by judge and kind",
  );
  expect(chart.summary({ from: "verdicts", type: "bar", x: "judge", agg: "count" })).toBe("bar of count by judge");
});
