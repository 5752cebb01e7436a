import fc from "fast-check";
import { expect, test } from "vitest";
import { quantile, quantileOf } from "./quantile.ts";

test("a quantile is the same of sorted and of unsorted numbers, many of them equal", () => {
  const numbers = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })), { minLength: 1 });
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      // 0 and -0 are equal and sorted apart.
      const [plain, sorted] = [Float64Array.from(values, (value) => value + 0), Float64Array.from(values, (value) => value + 0).sort()];
      expect(quantileOf(plain, share)).toBeCloseTo(quantile(sorted, share), 9);
      expect(plain.sort()).toEqual(sorted);
    }),
  );
  expect(quantileOf(new Float64Array(0), 0.5)).toBeNaN();
});
