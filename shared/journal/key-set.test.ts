import fc from "fast-check";
import { expect, it } from "vitest";
import { createKeySet } from "./key-set.ts";

const hexKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex"));

it("knows the keys that were added, each once and in their order, and no other", () => {
  fc.assert(
    fc.property(fc.array(hexKey, { maxLength: 300 }), fc.array(hexKey, { maxLength: 20 }), (added, others) => {
      const keys = createKeySet();
      const isNew = added.map((key) => keys.add(key));
      const distinct = [...new Set(added)];
      expect(isNew.filter(Boolean)).toHaveLength(distinct.length);
      expect(keys.size()).toBe(distinct.length);
      expect(distinct.map((_, number) => keys.keyAt(number))).toEqual(distinct);
      expect(distinct.map(keys.numberOf)).toEqual([...distinct.keys()]);
      for (const key of others) expect(keys.numberOf(key)).toBe(distinct.indexOf(key));
    }),
  );
});

it("tells keys apart that differ in any one digit, and takes nothing for a key that is none", () => {
  const zeros = "0".repeat(64);
  const keys = createKeySet([zeros]);
  for (let at = 0; at < 64; at += 1) expect(keys.add(`${"0".repeat(at)}f${"0".repeat(63 - at)}`)).toBe(true);
  expect(keys.size()).toBe(65);
  for (const none of ["", "stranger", zeros.slice(1), `${zeros}0`, "A".repeat(64), "g".repeat(64)]) expect(keys.numberOf(none)).toBe(-1);
  expect(() => keys.add("stranger")).toThrow(RangeError);
  expect(() => keys.keyAt(65)).toThrow(RangeError);
});
