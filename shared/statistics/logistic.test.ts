import { expect, it } from "vitest";
import { fitLogistic, type LogisticRows } from "./logistic.ts";
import { randomBits, uniform } from "./random.ts";

it.each([2, 3])("fits %i columns that every row has to the last bit as it fits any", (width) => {
  const bits = randomBits(7);
  const count = 200;
  const x = Float64Array.from({ length: count * width }, (_, entry) => (entry % width === 0 ? 1 : uniform(bits) * 4 - 2));
  const y = Float64Array.from({ length: count }, (_, row) => (uniform(bits) < 1 / (1 + Math.exp(-(x[row * width + 1] ?? 0))) ? 1 : 0));
  const weights = Float64Array.from(y, () => Math.floor(uniform(bits) * 3));
  const offset = Float64Array.from(y, () => uniform(bits) - 0.5);
  const rows: LogisticRows = { width, entries: width, at: Int32Array.from(x, (_, entry) => entry % width), x, y, offset };
  const narrow = fitLogistic({ ...rows, isNarrow: true }, weights);
  expect(narrow).toEqual(fitLogistic(rows, weights));
  expect(narrow?.isSeparated).toBe(false);
  expect(narrow?.beta[1]).toBeGreaterThan(0.3);
});
