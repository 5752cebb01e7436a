import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ledgerAddsUp } from "../data/row-ledger.ts";
import { type LedgerStep, ledgerOfStep, stepRows } from "./ledger-steps.ts";

const none = { filtered: {}, failed: {}, unscored: {}, waiting: 0 };
const steps: readonly LedgerStep[] = [
  {
    cell: "tasks",
    kind: "teacher",
    read: [{ table: "seeds", rows: 18 }],
    ledger: { ...none, requested: 150, kept: 80, filtered: { near: 70 } },
    handedOn: [{ table: "tasks", rows: 80 }],
  },
  { cell: "right", kind: "sql", read: [{ table: "tasks", rows: 80 }], ledger: null, handedOn: [{ table: "right", rows: 75 }] },
  { cell: "sft", kind: "export", read: [{ table: "right", rows: 75 }], ledger: { ...none, requested: 75, kept: 75 }, handedOn: [] },
];

describe("stepRows", () => {
  it("leads from the first row asked for to the last exported, without a gap", () => {
    const rows = stepRows(steps);
    expect(rows.map(({ cell, ending, reason, table, rows: count }) => [cell, ending, reason ?? table, count])).toEqual([
      ["tasks", "read", "seeds", 18],
      ["tasks", "kept", null, 80],
      ["tasks", "filtered", "near", 70],
      ["tasks", "requested", null, 150],
      ["tasks", "handed on", "tasks", 80],
      ["right", "read", "tasks", 80],
      ["right", "kept", null, 75],
      ["right", "filtered", "not in its result", 5],
      ["right", "requested", null, 80],
      ["right", "handed on", "right", 75],
      ["sft", "read", "right", 75],
      ["sft", "kept", null, 75],
      ["sft", "requested", null, 75],
    ]);
  });

  it("counts rows that were mixed in apart", () => {
    const [first] = steps;
    const mixed = first === undefined ? [] : [{ ...first, ledger: { ...none, requested: 4, kept: 4, added: { humans: 2 } } }];
    expect(stepRows(mixed)).toContainEqual({ cell: "tasks", kind: "teacher", ending: "added", reason: null, rows: 2, table: "humans" });
  });
});

describe("ledgerOfStep", () => {
  it("adds up for a query of one table, whatever it leaves out or adds", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (from, to) => {
        const ledger = ledgerOfStep({ read: [{ table: "a", rows: from }], ledger: null, handedOn: [{ table: "b", rows: to }] });
        if (ledger === null) throw new Error("it has one table to follow from");
        expect([ledgerAddsUp(ledger), ledger.requested]).toEqual([true, from]);
        expect(ledger.kept + (ledger.added?.["its own rows"] ?? 0)).toBe(to);
      }),
    );
  });

  it("claims nothing where a query combines tables", () => {
    const read = ["a", "b"].map((table) => ({ table, rows: 3 }));
    expect(ledgerOfStep({ read, ledger: null, handedOn: [{ table: "c", rows: 3 }] })).toBeNull();
  });
});
