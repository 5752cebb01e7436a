import { describe, expect, it } from "vitest";
import { measure } from "../cells/measure.ts";
import { double, type Row, schemaOf, text } from "../data/table.ts";
import { measureTables } from "./measure-tables.ts";

const known = { families: {}, simulated: false };

const machine = {
  compressedSize: (bytes: Uint8Array) => bytes.length,
  tokens: { name: "words", count: (said: string) => said.split(" ").length },
};

function measured(tables: { readonly [table: string]: readonly Row[] }, body: object) {
  const reading = measure.read(JSON.stringify({ method: "agreement", from: Object.keys(tables), draws: 100, ...body }));
  if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
  const inputs = Object.entries(tables).map(([table, rows]) => {
    const columns = Object.keys(rows[0] ?? { item: "", judge: "", verdict: "" });
    return { table, rows, schema: schemaOf(columns.map((name) => [name, typeof rows[0]?.[name] === "number" ? double : text])) };
  });
  return measureTables(reading.body, inputs, known, machine);
}

const items = Array.from({ length: 24 }, (_, index) => `i${index}`);
const verdictOf = (index: number, judge: string): string => ((index * 7 + judge.length) % 3 === 0 ? "b" : "a");
const votes = (judge: string, extra: (index: number) => Row = () => ({})): readonly Row[] =>
  items.map((item, index) => ({ item, judge, a: "m", b: "n", verdict: verdictOf(index, judge), ...extra(index) }));

describe("names in a measure", () => {
  const tables = { verdicts: votes("sim/judge-fair"), labels: votes("ada") };

  it("that no judgement bears stop it, with the nearest one that some does", () => {
    expect(() => measured(tables, { people: ["ade"] })).toThrow(
      expect.objectContaining({
        code: "name-unknown",
        message: "No judgement is by `ade`.",
        hint: "Did you mean `ada`?",
        place: { key: "people" },
      }),
    );
    expect(() => measured(tables, { people: ["ada", "nobody at all"] })).toThrow(
      expect.objectContaining({ hint: "There are `ada`, `sim/judge-fair`.", place: { key: "people.1" } }),
    );
    expect(() => measured(tables, { reference: "ghost-writer" })).toThrow(expect.objectContaining({ place: { key: "reference" } }));
    expect(() => measured(tables, { method: "ranking", baseline: "oak-model" })).toThrow("No judgement compares `oak-model`.");
    expect(() => measured(tables, { people: ["ada"], reference: "sim/judge-fair" })).not.toThrow();
    expect(() => measured(tables, { method: "ranking", baseline: "n" })).not.toThrow();
  });

  it("may be anybody while there are no judgements", () => {
    expect(measured({ labels: [] }, { people: ["ada"], reference: "bo" }).rows[0]).toMatchObject({
      estimate: null,
      reason: "there are no judgements",
    });
  });
});

describe("an item's prompt", () => {
  const prompt = (index: number): Row => ({ prompt_id: `p${index % 12}` });
  const clusters = (tables: { readonly [table: string]: readonly Row[] }) =>
    measured(tables, {}).rows.find(({ statistic }) => statistic === "percent agreement")?.clusters;

  it("holds for every table once one names it, whichever comes first", () => {
    const [named, plain] = [votes("sim/judge-fair", prompt), votes("ada")];
    expect(clusters({ named, plain })).toBe(12);
    expect(clusters({ plain, named })).toBe(12);
    expect(clusters({ plain, other: votes("sim/judge-fair") })).toBe(24);
  });

  it("can't be two", () => {
    const other = votes("ada", (index) => ({ prompt_id: `q${index}` }));
    expect(() => measured({ verdicts: votes("sim/judge-fair", prompt), labels: other }, {})).toThrow(
      'In `labels` item ["i0","m","n"] comes from two prompts, "p0" and "q0".',
    );
  });
});
