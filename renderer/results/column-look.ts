import type { Column, Row, Value } from "#shared/data/table.ts";
import { type Outcome, outcomeLooks } from "./outcomes.ts";

/** How the values of a column are written; one for the whole column, so that they stay comparable down the page. */
export type Look =
  | { readonly type: "text" }
  | { readonly type: "boolean" }
  | { readonly type: "outcome" }
  | { readonly type: "nested" }
  | { readonly type: "time" }
  | { readonly type: "number"; readonly decimals: number; readonly groups: boolean; readonly unit: "" | "$" | "ms" };

const mostDecimals = 4;

/** Chooses by the column's type and name and, where that leaves a choice, by its first rows. */
export function lookOf(column: Column, sample: readonly Row[]): Look {
  const { name, type } = column;
  const values = sample.map((row) => row[name] ?? null).filter((value) => value !== null);
  switch (type.type) {
    case "boolean":
      return { type: "boolean" };
    case "date":
    case "timestamp":
      return { type: "time" };
    case "list":
    case "struct":
    case "bytes":
      return { type: "nested" };
    case "text":
      return values.length > 0 && values.every(isOutcome) ? { type: "outcome" } : { type: "text" };
    case "integer":
      return { type: "number", decimals: 0, groups: !/(^|_)(id|index|seed|year|item|hash)$/i.test(name), unit: unitOf(name) };
    case "decimal":
      return { type: "number", decimals: type.scale, groups: true, unit: unitOf(name) };
    case "double":
      return { type: "number", decimals: decimalsOf(name, valuesBeside(name, sample) ?? values), groups: true, unit: unitOf(name) };
  }
}

const ends: readonly string[] = ["estimate", "low", "high"];

/** A figure and its interval are one thing to read: their columns have the same places. Null for any other column. */
function valuesBeside(name: string, sample: readonly Row[]): readonly Value[] | null {
  if (!ends.includes(name)) return null;
  return sample.flatMap((row) => ends.map((each) => row[each] ?? null));
}

function isOutcome(value: Value): value is Outcome {
  return typeof value === "string" && Object.hasOwn(outcomeLooks, value);
}

function unitOf(name: string): "" | "$" | "ms" {
  if (/(^|_)usd$/i.test(name)) return "$";
  return /_ms$/i.test(name) ? "ms" : "";
}

/** As many places as the sample needs, up to four; small numbers keep two significant digits. */
function decimalsOf(name: string, values: readonly Value[]): number {
  const numbers = values.filter((value) => typeof value === "number").filter(Number.isFinite);
  if (unitOf(name) === "ms") return 0;
  const largest = Math.max(0, ...numbers.map(Math.abs));
  const needed = Math.max(0, ...numbers.map((value) => placesOf(value)));
  if (largest === 0) return 0;
  const most = largest < 0.1 ? Math.min(8, Math.ceil(-Math.log10(largest)) + 2) : largest >= 1000 ? 2 : mostDecimals;
  return Math.min(needed, most);
}

function placesOf(value: number): number {
  const [mantissa = "", exponent = "0"] = String(Number(value.toPrecision(8))).split("e");
  return Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}
