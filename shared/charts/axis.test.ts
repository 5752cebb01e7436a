import fc from "fast-check";
import { expect, test } from "vitest";
import { logAxis, numberAxis } from "./axis.ts";
import { binning, countBins } from "./bins.ts";
import { writeFigure, writeNumber, writeTicks } from "./write-number.ts";

const options = { label: "x", format: "number", withZero: false } as const;

test("ticks are round and their ends hold every value", () => {
  expect(numberAxis([0.13, 0.87], { ...options, withZero: true }).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(numberAxis([3, 47], options).ticks).toEqual([0, 10, 20, 30, 40, 50]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
      const { domain, ticks } = numberAxis(values, options);
      expect(domain[0]).toBeLessThanOrEqual(Math.min(...values) + 1e-8 * (1 + domain[1] - domain[0]));
      expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values) - 1e-8 * (1 + domain[1] - domain[0]));
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }),
  );
});

test("one value, or none, still gives an axis", () => {
  expect(numberAxis([5], options).domain[0]).toBeLessThan(5);
  expect(numberAxis([], options).domain).toEqual([0, 1]);
  expect(numberAxis([0], { ...options, withZero: true }).domain).toEqual([0, 1]);
});

test("a logarithmic axis runs from tick to tick, 1-2-5 or decades, and holds every value above zero", () => {
  const axis = { label: "examples", format: "number" } as const;
  expect(logAxis([3, 47], axis)).toMatchObject({ ticks: [2, 5, 10, 20, 50], scale: "log" });
  expect(logAxis([1000, 1_200_000], axis).ticks).toEqual([1e3, 1e4, 1e5, 1e6, 1e7]);
  expect(logAxis([0.002, 0.011], { ...axis, format: "usd" }).ticks).toEqual([0.002, 0.005, 0.01, 0.02]);
  expect(logAxis([100], axis).ticks).toEqual([100, 200]);
  expect(logAxis([], axis).domain).toEqual([1, 10]);
  expect(logAxis([0, -3, null, 7], axis).domain).toEqual([5, 10]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-9, max: 1e13, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
      const { domain, ticks } = logAxis(values, axis);
      expect(domain[0]).toBeGreaterThan(0);
      expect(domain[0]).toBeLessThanOrEqual(Math.min(...values) * (1 + 1e-8));
      expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-8));
      expect(ticks.length).toBeGreaterThanOrEqual(2);
    }),
  );
});

test("ticks of a logarithmic axis are written short", () => {
  const ticks = [0.01, 0.5, 1, 200, 1000, 20_000, 5e6, 1e9];
  expect(writeTicks({ ticks, format: "number", scale: "log" })).toEqual(["0.01", "0.5", "1", "200", "1,000", "20 k", "5 M", "1 B"]);
  expect(writeTicks({ ticks: [0.002, 5], format: "usd", scale: "log" })).toEqual(["$0.002", "$5"]);
});

test("bins hold every value exactly once, whole numbers in bins of their own", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1 }),
      fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
      (values, wanted) => {
        const bins = countBins(values, binning(values, wanted));
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(bins.length).toBeLessThanOrEqual(62);
      },
    ),
  );
  expect(countBins([1, 2, 2, 3, 3, 3], binning([1, 2, 2, 3, 3, 3], undefined)).map(({ from, count }) => [from, count])).toEqual([
    [0.5, 1],
    [1.5, 2],
    [2.5, 3],
  ]);
});

test("figures are written as people read them", () => {
  expect(writeNumber(12400, "number")).toBe("12,400");
  expect(writeNumber(-0.234, "number")).toBe("−0.23");
  expect(writeNumber(0.223, "percent")).toBe("22 %");
  expect(writeNumber(0.0042, "usd")).toBe("$0.0042");
  expect(writeNumber(1234.5, "usd")).toBe("$1,234.50");
  expect(writeNumber(Date.UTC(2024, 4, 1), "date")).toBe("2024-05-01");
  expect(writeFigure({ value: 0.224, low: 0.155, high: 0.301 }, "percent")).toBe("22 % [16, 30]");
  expect(writeTicks({ ticks: [0, 0.25, 0.5], format: "number" })).toEqual(["0.00", "0.25", "0.50"]);
  expect(writeTicks({ ticks: [-0.2, 0, 0.2], format: "percent" })).toEqual(["−20 %", "0 %", "20 %"]);
});
