import { expect, it } from "vitest";
import { double, integer, text } from "#shared/data/table.ts";
import { lookOf } from "./column-look.ts";
import { jsonText, nestedToken, plainText, shownText } from "./value-text.ts";

const lookOfDoubles = (name: string, values: readonly (number | null)[]) =>
  lookOf(
    { name, type: double },
    values.map((value) => ({ [name]: value })),
  );

it("keeps one number of decimals down a column", () => {
  const look = lookOfDoubles("score", [0.5, 0.125, null, 3]);
  expect([0.5, 0.125, 3].map((value) => shownText(value, look))).toEqual(["0.500", "0.125", "3.000"]);
});

it("rounds long fractions to four places and never shows something as nothing", () => {
  const look = lookOfDoubles("p", [1 / 3, 0.9]);
  expect(shownText(1 / 3, look)).toBe("0.3333");
  expect(shownText(0.00001, look)).toBe("1.0e-5");
  expect(shownText(0, look)).toBe("0.0000");
});

it("gives a figure and its interval the same places", () => {
  const rows = [{ estimate: 0.5, low: 0.42, high: 0.6 }];
  const shown = (["estimate", "low", "high"] as const).map((name) =>
    shownText(rows[0]?.[name] ?? null, lookOf({ name, type: double }, rows)),
  );
  expect(shown).toEqual(["0.50", "0.42", "0.60"]);
});

it("groups counts but not identifiers", () => {
  expect(shownText(12_400, lookOf({ name: "tokens", type: integer }, []))).toBe("12,400");
  expect(shownText(12_400, lookOf({ name: "seed", type: integer }, []))).toBe("12400");
  expect(shownText(9_007_199_254_740_993n, lookOf({ name: "tokens", type: integer }, []))).toBe("9,007,199,254,740,993");
});

it("writes money and milliseconds by the column's name", () => {
  expect(shownText(0.0042, lookOfDoubles("cost_usd", [0.0042, 0.01]))).toBe("$0.0042");
  expect(lookOfDoubles("latency_ms", [812.4])).toMatchObject({ unit: "ms", decimals: 0 });
});

it("knows outcome columns by their values", () => {
  const look = (values: readonly string[]) =>
    lookOf(
      { name: "x", type: text },
      values.map((x) => ({ x })),
    ).type;
  expect(look(["win", "tie", "unscored"])).toBe("outcome");
  expect(look(["win", "draw"])).toBe("text");
  expect(look([])).toBe("text");
});

it("names nested values by their size and writes them as JSON", () => {
  expect(nestedToken([1, 2, 3])).toBe("[3]");
  expect(nestedToken({ a: 1, b: null })).toBe("{2}");
  expect(nestedToken("text")).toBeNull();
  expect(jsonText({ a: 10n, b: [null] })).toBe('{"a":"10","b":[null]}');
  expect(plainText(null)).toBe("");
});
