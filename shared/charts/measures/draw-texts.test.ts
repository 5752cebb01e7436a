import { describe, expect, it } from "vitest";
import { measure } from "../../cells/measure.ts";
import { double, integer, type Row, schemaOf, type TableSchema, text } from "../../data/table.ts";
import type { ChartDrawing, ChartPanel, Plot } from "../drawing.ts";
import { measureTables } from "../measure-tables.ts";

const machine = {
  compressedSize: (bytes: Uint8Array) => new Set(bytes).size,
  tokens: { name: "words", count: (said: string) => said.split(" ").length },
};

type Tables = { readonly [table: string]: readonly Row[] };

function measured(tables: Tables, body: object) {
  const reading = measure.read(JSON.stringify({ from: Object.keys(tables), draws: 100, ...body }));
  if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
  const inputs = Object.entries(tables).map(([table, rows]) => ({ table, rows, schema: schemaFor(rows) }));
  return measureTables(reading.body, inputs, { families: {}, simulated: true }, machine);
}

function schemaFor(rows: readonly Row[]): TableSchema {
  const [first = {}] = rows;
  return schemaOf(
    Object.entries(first).map(([name, value]) => [name, typeof value === "number" ? (Number.isInteger(value) ? integer : double) : text]),
  );
}

function plotOf<Type extends Plot["type"]>(panel: ChartPanel | undefined, type: Type): Extract<Plot, { type: Type }> {
  if (panel?.plot.type !== type) throw new Error(`${panel?.title ?? "no panel"} is no ${type}`);
  return panel.plot as Extract<Plot, { type: Type }>;
}

const titles = (drawing: ChartDrawing | null) => drawing?.panels.map(({ title }) => title);
const panel = (drawing: ChartDrawing | null, title: string) => drawing?.panels.find((each) => each.title === title);

const nouns = ["river", "stone", "kite", "lamp", "bread", "owl", "tram", "fern", "coin", "bell", "rope", "glass"];
const item = (index: number) => `i${index}`;
const phrase = (index: number, kinds: number) =>
  Array.from({ length: 8 }, (_, at) => nouns[(index * (at + 1) + at * at) % kinds] ?? "").join(" ");
const answers = ["varied", "plain"].flatMap((model, which) =>
  Array.from({ length: 24 }, (_, index): Row => ({ item: item(index), model, response: phrase(index, which === 0 ? 12 : 3) })),
);

describe("diversity through its tables", () => {
  const { rows, sentence, drawing } = measured({ answers }, { method: "diversity" });

  it("sets groups side by side, a panel a figure, at a budget the caption names", () => {
    expect(sentence).toMatch(/^Of 2 groups by model, varied is the most varied: distinct-2 0\.\d\d \[.+\] against 0\.\d\d \[.+\] of plain/);
    expect(titles(drawing)?.slice(0, 3)).toEqual(["Distinct-1", "Distinct-2", "Distinct-3"]);
    const { series, y } = plotOf(panel(drawing, "Distinct-2"), "dots");
    expect(y.categories).toEqual(["varied", "plain"]);
    const row = rows.find(({ statistic, model }) => statistic === "distinct-2" && model === "plain");
    expect(series[0]?.bars[1]).toMatchObject({ value: row?.estimate, low: row?.low, high: row?.high });
    expect(drawing?.caption).toContain("172 words");
    const length = rows.find(({ statistic }) => statistic === "length drift");
    expect(length).toMatchObject({ model: "plain", estimate: 0 });
    const drift = plotOf(panel(drawing, "Length drift"), "dots");
    expect(drift.series[0]?.bars).toMatchObject([{ category: "plain", value: 0 }]);
  });

  it("leads each dot to its group's texts", () => {
    const [, dot] = plotOf(panel(drawing, "Distinct-2"), "dots").series[0]?.bars ?? [];
    expect(dot?.drill).toEqual([{ column: "model", operator: "=", value: "plain" }]);
    const two = measured({ varied: answers.slice(0, 24), plain: answers.slice(24) }, { method: "diversity" }).drawing;
    const [, ofTable] = plotOf(panel(two, "Distinct-2"), "dots").series[0]?.bars ?? [];
    expect(ofTable).toMatchObject({ drill: [], drillTable: "plain" });
  });

  it("shows one set's shares on one axis, and nothing of no texts", () => {
    const alone = measured({ answers: answers.slice(0, 24) }, { method: "diversity" }).drawing;
    expect(titles(alone)).toEqual([null]);
    expect(measured({ answers: [{ item: "a", response: "" }] }, { method: "diversity" })).toMatchObject({
      drawing: null,
      sentence: "Diversity is undefined: none of 1 row holds a text.",
    });
  });
});

describe("lineage through its tables", () => {
  const chain = [0, 1, 2].flatMap((generation) =>
    Array.from(
      { length: 20 },
      (_, index): Row => ({
        item: `${generation}-${index}`,
        chain: "replace",
        generation,
        origin: generation === 0 ? "real" : "synthetic",
        text: `${phrase(index, 12 - 4 * generation)}${generation === 0 ? ` only${index}` : ""}`,
      }),
    ),
  );
  const { rows, sentence, drawing } = measured({ chain }, { method: "lineage", by: ["chain"] });

  it("loses the words that generation 0 alone holds", () => {
    const survival = rows.filter(({ statistic }) => statistic === "rare-type survival");
    expect(survival.map(({ x, estimate, n }) => [x, estimate, n])).toEqual([
      [0, 1, 20],
      [1, 0, 20],
      [2, 0, 20],
    ]);
    expect(survival[1]?.high).toBeGreaterThan(0);
    expect(sentence).toContain("0 % [0, 16] by generation 2 (replace)");
    const entropy = rows.filter(({ statistic }) => statistic === "1-gram entropy").map(({ estimate }) => estimate ?? 0);
    expect(entropy).toEqual([...entropy].sort((left, right) => right - left));
  });

  it("counts the data a chain began with as real, whoever wrote it", () => {
    const real = rows.filter(({ statistic }) => statistic === "share of real texts");
    expect(real.map(({ estimate }) => estimate)).toEqual([1, 0, 0]);
  });

  it("draws a line a chain over generations, each point leading to its texts", () => {
    expect(titles(drawing)).toEqual([
      "Rare-type survival",
      "Distinct-2",
      "1-gram entropy",
      "Vendi score, n-grams",
      "Words a text",
      "Length drift",
      "Opening drift",
      "Share of real texts",
    ]);
    const { x, series } = plotOf(drawing?.panels[0], "line");
    expect(x.ticks).toEqual([0, 1, 2]);
    expect(series.map(({ name }) => name)).toEqual(["replace"]);
    expect(series[0]?.points[2]?.drill).toEqual([
      { column: "chain", operator: "=", value: "replace" },
      { column: "generation", operator: "=", value: "2" },
    ]);
  });

  it("tells how far lengths and openings drifted from generation 0, and what has none", () => {
    const drift = rows.filter(({ statistic }) => statistic === "length drift");
    expect(drift.map(({ x, estimate }) => [x, estimate])).toEqual([
      [1, -1],
      [2, -1],
    ]);
    expect(drift[0]?.sentence).toMatch(/^Words a text of generation 1 \(replace\), less those of generation 0: −1\.00/);
    const later = measured({ later: chain.filter(({ generation }) => generation !== 0) }, { method: "lineage", by: ["chain"] });
    expect(later.rows.filter(({ statistic }) => statistic.includes("drift"))).toEqual([]);
    expect(later.rows[0]).toMatchObject({ estimate: null, reason: "the chain has no generation 0" });
  });

  it("says why there is nothing to draw without generations", () => {
    const flat = chain.map(({ generation: _, ...row }) => row);
    expect(measured({ flat }, { method: "lineage" })).toMatchObject({
      drawing: null,
      sentence: "Lineage is undefined: no row has a whole number in its generation column.",
    });
  });
});

describe("scale through its tables", () => {
  const votes = ["judge-a", "judge-b", "ann"].flatMap((judge, which) =>
    Array.from(
      { length: 30 },
      (_, index): Row => ({
        item: item(index),
        judge,
        a: "m",
        b: "n",
        verdict: (index * 7 + which) % 3 === 0 ? "b" : "a",
        cost_usd: which === 2 ? null : 0.001 * (which + 1),
      }),
    ),
  );
  const { drawing, sentence } = measured({ answers, votes }, { method: "scale", people: ["ann"] });

  it("places a set beside published ones on logarithmic axes, their sources in the marks", () => {
    const { x, y, series } = plotOf(panel(drawing, "Beside published sets"), "scatter");
    expect([x.scale, y.scale]).toEqual(["log", "log"]);
    expect(series.map(({ name }) => name)).toEqual(["yours", "published", "published, order of magnitude"]);
    expect(series[0]?.points).toMatchObject([{ x: 48, y: 384, label: "answers", drill: [], drillTable: "answers" }]);
    expect(series[1]?.points.find(({ label }) => label === "Alpaca")?.note).toContain("Wang et al. 2023");
    expect(series[2]?.points.find(({ label }) => label === "OpenThoughts 3")?.note).toContain("order of magnitude");
    expect(drawing?.caption).toContain("UltraChat 200k (207,865)");
    expect(sentence).toMatch(/^answers has 48 examples and 384 tokens; AlpaGasus has 192 times as many examples\./);
  });

  it("places the lengths of prompts and responses beside published ones, where both are known", () => {
    const title = "Prompts and responses, mean tokens";
    expect(titles(drawing)).not.toContain(title);
    const asked = answers.map((row) => ({ ...row, question: "which of these" }));
    const { x, y, series } = plotOf(panel(measured({ asked }, { method: "scale" }).drawing, title), "scatter");
    expect([x.scale, y.scale]).toEqual(["log", "log"]);
    expect(series[0]?.points).toMatchObject([{ x: 3, y: 8, label: "asked", drillTable: "asked" }]);
    const alpaca = series[1]?.points.find(({ label }) => label === "Alpaca");
    expect(alpaca).toMatchObject({ x: 27.8, y: 64.6, note: expect.stringContaining("LLaMA tokenizer") });
    expect(series[1]?.points.map(({ label }) => label)).not.toContain("OpenThoughts 3");
  });

  it("draws what more prompts, labels and judges buy, with intervals, counts on a logarithmic axis", () => {
    const labels = plotOf(panel(drawing, "Agreement with people, with fewer labels"), "line");
    expect(labels.x.scale).toBe("log");
    expect(labels.series.map(({ name }) => name)).toEqual(["judge-a", "judge-b"]);
    expect(labels.series[0]?.points.map(({ x }) => x)).toEqual([10, 20, 30]);
    const cost = plotOf(panel(drawing, "What judging costs"), "line");
    expect([cost.x.scale, cost.y.scale, cost.y.format]).toEqual(["log", "log", "usd"]);
    expect(cost.series[0]?.points[0]?.drill).toEqual([]);
    for (const { plot } of drawing?.panels ?? []) {
      if (plot.type !== "line" && plot.type !== "scatter") continue;
      for (const axis of [plot.x, plot.y]) if (axis.scale === "log") expect(Math.min(...axis.ticks)).toBeGreaterThan(0);
    }
  });
});

describe("distillation through its tables", () => {
  const candidates = (chances: { readonly [token: string]: number }) =>
    Object.entries(chances).map(([token, chance]) => ({ token, logprob: Math.log(chance) }));
  const scores = Array.from({ length: 12 }, (_, index) => index).flatMap((index) =>
    [0, 1].map(
      (position): Row => ({
        item: item(index),
        sample: 0,
        model: "t",
        position,
        token: position === 0 ? " one" : "two",
        teacher: candidates({ " one": 0.6, two: 0.3 }),
        student: candidates({ " one": position === 0 ? 0.5 : 0.05 + index / 1000, two: 0.3 }),
        student_logprob: Math.log(0.3),
        student_unlisted_max: 0.1,
      }),
    ),
  );
  const { drawing, rows } = measured({ scores }, { method: "distillation", temperatures: [1, 2.5], vocabulary: 20 });

  it("draws both bounds of both directions against τ, the ground between them a ribbon", () => {
    const { series } = plotOf(drawing?.panels[0], "line");
    expect(series.filter(({ isRibbon }) => !isRibbon).map(({ name }) => name)).toEqual([
      "forward, least",
      "forward, most",
      "reverse, least",
      "reverse, most",
    ]);
    const most = rows.find(({ statistic, x }) => statistic === "forward KL softened, most" && x === 2.5)?.estimate;
    expect(series.find(({ isRibbon }) => isRibbon)?.points[1]).toMatchObject({ x: 2.5, high: most });
  });

  it("offers places to soften, and starts where nothing is softened", () => {
    const frames = drawing?.frames;
    expect(frames?.values).toContain(2.5);
    expect(frames?.values[frames.start]).toBe(1);
    const shown = frames?.panels[frames.start] ?? [];
    expect(shown.map(({ title }) => title?.split(",")[0])).toEqual(["Teacher least sure", "Largest KL", "Median"]);
    expect(shown[1]?.title).toContain("after “ one”");
    const { series, x } = plotOf(shown[1], "bar");
    expect(x.categories).toEqual(["␣one", "two", "everything else"]);
    expect(series[0]?.bars.map(({ value }) => value)).toEqual([0.6, 0.3, 0.1].map((each) => expect.closeTo(each, 10)));
    expect(series[0]?.bars.every(({ low }) => low === null)).toBe(true);
    expect(series[0]?.bars[0]?.drill).toEqual([
      { column: "item", operator: "=", value: "i0" },
      { column: "position", operator: "=", value: "1" },
    ]);
  });

  it("softens to distributions that add up, within bounds where the tail hides something", () => {
    const { frames } = drawing ?? {};
    for (const panels of frames?.panels ?? [])
      for (const each of panels)
        for (const { bars } of plotOf(each, "bar").series) {
          expect(bars.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBeCloseTo(1, 9);
          for (const { value, low, high } of bars) {
            if (low === null || high === null) continue;
            expect(low).toBeLessThanOrEqual(value ?? 0);
            expect(high).toBeGreaterThanOrEqual(value ?? 0);
          }
        }
  });

  it("draws log-probabilities a byte where the two have different tokenizers", () => {
    const written = (...tokens: readonly (readonly [string, number])[]) =>
      Array.from(
        { length: 12 },
        (_, index): Row => ({
          item: item(index),
          sample: 0,
          logprobs: tokens.map(([token, logprob]) => ({ token, logprob, top: [] })),
        }),
      );
    const tables = { teacher: written(["Hello", -1], [" there", -1]), student: written(["Hel", -1], ["lo there", -2]) };
    const found = measured(tables, { method: "distillation" });
    expect(found.sentence).toMatch(/^Token by token, divergence is undefined: the two have different tokenizers: of item i0, /);
    const { y, series } = plotOf(found.drawing?.panels[0], "dots");
    expect(y.categories).toEqual(["teacher", "student"]);
    expect(series[0]?.bars.map(({ value }) => value)).toEqual([-2 / 11, -3 / 11]);
    expect(found.drawing?.frames).toBeUndefined();
  });

  it("refuses tables in which an item has two answers under one number", () => {
    const row = (model: string): Row => ({ item: "i", sample: 0, model, logprobs: [{ token: "a", logprob: -1, top: [] }] });
    expect(() => measured({ teacher: [row("x"), row("y")], student: [row("z")] }, { method: "distillation" })).toThrow(
      '`teacher` has two answers to item "i" under one sample number.',
    );
  });
});
