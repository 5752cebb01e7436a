import { expect, test } from "vitest";
import { writeFigure, writeNumber, writerFor } from "./write-number.ts";

test("figures that stand together have the same number of decimals", () => {
  const written = (...values: readonly number[]) => values.map(writerFor(values, "number"));
  expect(written(0.5, -0.0012, 1)).toEqual(["0.50", "0.00", "1.00"]);
  expect(written(0.0042, -0.0012)).toEqual(["0.0042", "−0.0012"]);
  expect(written(1031.2, -12, 0.6)).toEqual(["1,031", "−12", "1"]);
  expect(written(1031.2, 0.25)).toEqual(["1,031.20", "0.25"]);
  expect(written(250.25, 3)).toEqual(["250.3", "3.0"]);
  expect(written(12_400, 3, 0)).toEqual(["12,400", "3", "0"]);
});

test("an estimate that rounds to zero is zero, and a bound keeps its sign", () => {
  expect(writeFigure({ value: -0.0012, low: -0.0041, high: 0.01 }, "number")).toBe("0.00 [−0.00, 0.01]");
  expect(writeFigure({ value: -0.25, low: -0.5, high: 0 }, "number")).toBe("−0.25 [−0.50, 0.00]");
  expect(writeFigure({ value: 0.22, low: 0.17, high: 0.26 }, "percent")).toBe("22 % [17, 26]");
});

test("a figure alone is as short as may be", () => {
  expect([12_400, 0.5, 0.0012, -3].map((value) => writeNumber(value, "number"))).toEqual(["12,400", "0.50", "0.0012", "−3"]);
});
