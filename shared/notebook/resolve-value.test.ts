import { describe, expect, it } from "vitest";
import { double, integer, type Row, text } from "../data/table.ts";
import type { CellResult, CellStatus } from "../journal/entries.ts";
import { readProse, type ValueReference } from "./prose-values.ts";
import { findValue, valueInRows } from "./resolve-value.ts";

const result = (rows: number, values: Partial<CellResult> = {}): CellResult => ({
  recipe: "r",
  at: 1,
  durationMs: 1,
  costUsd: null,
  estimateUsd: null,
  tables: [
    {
      name: "kappa",
      rows,
      columns: [
        { name: "estimate", type: double },
        { name: "n", type: integer },
        { name: "reason", type: text },
        { name: "share", type: { type: "decimal", precision: 2, scale: 1 } },
      ],
    },
    { name: "kappa_dropped", rows: 1234, columns: [{ name: "item", type: text }] },
  ],
  ledger: null,
  summary: "The judges agree,\nκ 0.71.",
  simulated: false,
  triedRows: null,
  ...values,
});

const cells = (values: Partial<CellStatus> = {}) => ({
  kappa: { name: "kappa", kind: "sql", state: "fresh", reasons: [], result: result(1), ...values } as const,
  tasks: { name: "tasks", kind: "dataset", state: "new", reasons: [], result: null } as const,
});

const reference = (inside: string): ValueReference => {
  const [part] = readProse(`{{ ${inside} }}`);
  if (part?.type !== "value") throw new Error(`${inside} is no value`);
  return part.reference;
};
const shown = (
  inside: string,
  given: ReturnType<typeof cells> = cells(),
  rows: readonly Row[] = [{ estimate: 0.71337, n: 12480, reason: null }],
) => {
  const found = findValue(reference(inside), given);
  return found.type === "row" ? valueInRows(found, rows, reference(inside)) : found;
};
const textOf = (...given: Parameters<typeof shown>): string | undefined => {
  const value = shown(...given);
  return value.type === "value" ? value.text : undefined;
};

describe("a value in a text", () => {
  it("is the number of rows, the sentence, or a column of the one row", () => {
    expect(textOf("kappa_dropped.rows")).toBe("1,234");
    expect(textOf("kappa.sentence")).toBe("The judges agree, κ 0.71.");
    expect(textOf("kappa.estimate")).toBe("0.7134");
    expect(textOf("KAPPA.Estimate | 2")).toBe("0.71");
    expect(textOf("kappa.estimate | 1%")).toBe("71.3 %");
    expect(textOf("kappa.n")).toBe("12,480");
    expect(textOf("kappa.share | 0%", cells(), [{ share: "0.5" }])).toBe("50 %");
    expect(textOf("kappa.n", cells(), [{ n: 9_007_199_254_740_993n }])).toBe("9,007,199,254,740,993");
  });

  it("has the decimals of its interval, and the interval its", () => {
    const columns = ["estimate", "low", "high"].map((name) => ({ name, type: double }));
    const given = cells({ result: result(1, { tables: [{ name: "kappa", rows: 1, columns }] }) });
    const figures = (estimate: number, low: number | null, high: number | null) =>
      ["estimate", "low", "high"].map((name) => textOf(`kappa.${name}`, given, [{ estimate, low, high }]));
    expect(figures(0.5, 0.42, 0.6)).toEqual(["0.50", "0.42", "0.60"]);
    expect(figures(1, 0.41666, 1)).toEqual(["1.000", "0.417", "1.000"]);
    expect(figures(2, 1, 3)).toEqual(["2", "1", "3"]);
    expect(figures(0.71337, null, null)).toEqual(["0.7134", "no value", "no value"]);
    expect(textOf("kappa.low | 0 %", given, [{ estimate: 0.5, low: 0.425, high: 0.6 }])).toBe("43 %");
  });

  it("of a measure is of the row its sentence is about", () => {
    const given = cells({ kind: "measure", result: result(2, { summary: "They agree, 0.70." }) });
    const rows: readonly Row[] = [
      { estimate: 0.2, n: 3, sentence: "Others do, 0.20." },
      { estimate: 0.7, n: 9, sentence: "They agree, 0.70." },
    ];
    expect(textOf("kappa.n", given, rows)).toBe("9");
    const none = cells({ kind: "measure", result: result(2, { summary: "Nothing to say." }) });
    expect(shown("kappa.n", none, rows)).toMatchObject({
      type: "problem",
      sentence: "`kappa` has 2 rows, and a value in a text is of one.",
    });
  });

  it("that is undefined says why, and long texts say how long they are", () => {
    expect(textOf("kappa.estimate", cells(), [{ estimate: null, reason: "one class" }])).toBe("undefined, because one class");
    expect(textOf("kappa.estimate", cells(), [{ estimate: null }])).toBe("no value");
    expect(textOf("kappa.reason", cells(), [{ reason: "long ".repeat(100) }])).toMatch(/^long .* … \(499 characters\)$/);
  });

  it.each([
    ["stale", { state: "stale", reasons: ["prompt edited"] }, "stale"],
    ["frozen", { state: "frozen" }, "frozen"],
    ["run again", { state: "running" }, "running"],
    ["tried", { state: "stale", result: result(1, { triedRows: 8 }) }, "tried on 8 rows"],
    ["fresh", {}, null],
  ] as const)("is marked when its cell is %s", (_, values, mark) => {
    expect(shown("kappa.rows", cells(values))).toMatchObject({ type: "value", text: "1", mark });
  });

  it("says that its cell has not run, also of tables that cell will have", () => {
    expect(shown("tasks.rows")).toEqual({ type: "missing", cell: "tasks" });
    expect(shown("tasks_dropped.rows")).toEqual({ type: "missing", cell: "tasks" });
  });

  it.each([
    ["kapa.rows", "No cell or table is called `kapa`.", "Did you mean `kappa`?"],
    ["zebra.rows", "No cell or table is called `zebra`.", "Put it between backticks to show it as it is written."],
    ["kappa.estimat", "`kappa` has no column `estimat`.", "Did you mean `estimate`?"],
    ["kappa_dropped.item", "`kappa_dropped` has 1,234 rows, and a value in a text is of one.", "SELECT item FROM kappa_dropped"],
    ["kappa", "`kappa` has several values.", "{{ kappa.rows }}"],
    ["kappa.a.b", "`kappa` has several values.", "{{ kappa.rows }}"],
  ])("that can't be told says what is wrong and what to do: %s", (inside, sentence, hint) => {
    expect(shown(inside)).toMatchObject({ type: "problem", sentence, hint: expect.stringContaining(hint) });
  });

  it("is a problem where a table has no row, or a cell no table", () => {
    expect(shown("kappa.n", cells({ result: result(0) }))).toMatchObject({ sentence: "`kappa` has no row." });
    expect(shown("kappa.n", cells({ result: result(1, { tables: [] }) }))).toMatchObject({ sentence: "`kappa` yields no table." });
  });

  it("is left as text where no cell goes by the name and no member is asked for", () => {
    expect(shown("question")).toEqual({ type: "text" });
  });
});
