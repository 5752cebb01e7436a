import { expect, test } from "vitest";
import { bytesSentence } from "./bytes-words.ts";

test("says how much of a file is there in the unit of the whole, and never more than all of it", () => {
  expect(bytesSentence(0, 2_147_483_831)).toBe("0 of 2,147 MB");
  expect(bytesSentence(1_249_400_000, 2_147_483_831)).toBe("1,249 of 2,147 MB");
  expect(bytesSentence(41_940_000, 42_000_000)).toBe("41.9 of 42.0 MB");
  expect(bytesSentence(512, 2_048)).toBe("0.5 of 2.0 kB");
  expect(bytesSentence(9_999, 2_048)).toBe("2.0 of 2.0 kB");
});
