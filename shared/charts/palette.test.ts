import fc from "fast-check";
import { expect, test } from "vitest";
import { areModels, familyColors, paletteOf, paletteSize, seriesPalette } from "./palette.ts";

const distinct = (colors: Iterable<number>) => new Set(colors).size;

test("up to six families wear six colours, whichever they are", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: paletteSize }), (families) => {
      expect(distinct(familyColors(families).values())).toBe(families.length);
    }),
  );
});

test("more families share the six evenly, and every one has a colour", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: paletteSize, maxLength: 30 }), (families) => {
      const colors = [...familyColors(families).values()];
      expect(colors).toHaveLength(families.length);
      const worn = Array.from({ length: paletteSize }, (_, color) => colors.filter((each) => each === color).length);
      expect(Math.max(...worn) - Math.min(...worn)).toBeLessThanOrEqual(1);
    }),
  );
});

test("colours depend on the set of families alone, not on their order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 12 }), (families) => {
      expect(new Map(familyColors([...families].reverse()))).toEqual(new Map(familyColors(families)));
    }),
  );
});

test("the first known families keep their colours when other providers are added", () => {
  const first = ["willow", "basalt", "cedar", "gpt", "claude", "gemini"];
  const others = ["llama", "deepseek", "my-own", "qwen", "another", "mistral"];
  const alone = familyColors(first);
  const together = familyColors([...others, ...first]);
  for (const family of first) expect(together.get(family)).toBe(alone.get(family));
  const few = familyColors(["cedar", "llama"]);
  expect(few.get("cedar")).toBe(alone.get("cedar"));
});

test("models of one family wear one colour; other names take their place in the chart", () => {
  const families = { "sim/willow-large": "willow", "sim/willow-small": "willow", "lab/gpt": "gpt" };
  const color = paletteOf(Object.keys(families), { families });
  expect(color("sim/willow-large")).toBe(color("sim/willow-small"));
  expect(color("lab/gpt")).not.toBe(color("sim/willow-small"));
  expect(areModels(["sim/willow-large", "someone"], { families })).toBe(false);
  expect(["a", "b", "c"].map(paletteOf(["a", "b", "c"], { families }))).toEqual([0, 1, 2]);
});

test("series wear their families' colours where these tell them apart, else those of their places", () => {
  const families = { "sim/a": "willow", "sim/b": "basalt", "sim/c": "basalt" };
  const apart = seriesPalette(["sim/b", "sim/a"], { families });
  expect([apart("sim/a"), apart("sim/b")]).toEqual([0, 1]);
  const alike = seriesPalette(["sim/b", "sim/c"], { families });
  expect([alike("sim/b"), alike("sim/c")]).toEqual([0, 1]);
});
