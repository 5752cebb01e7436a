import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BatchEvent, batchEvent, foldBatches, isOpen, openBatches, reservedUsd, unsettledRuns } from "./batch-log.ts";

const planned = (id: string, run = "run-1"): BatchEvent => ({
  ...{ type: "planned", id, at: 1, run, notebook: "n.assay.md", cell: "answers", recipe: "r", retry: false, limitUsd: null },
  ...{ model: "local/a", requests: 10, reservedUsd: 0.5 },
});
const reading = {
  answered: 8,
  failed: 1,
  undone: { "expired before their turn came": 1 },
  missing: 0,
  doubled: 0,
  unknown: 0,
  unreadable: 0,
};
const steps = (id: string): readonly BatchEvent[] => [
  { type: "uploaded", id, at: 2, file: "file-1" },
  { type: "starting", id, at: 3 },
  { type: "started", id, at: 4, batch: "batch-1" },
  { type: "looked", id, at: 5, status: "in_progress", done: 4, failed: 0, total: 10 },
  { type: "read", id, at: 6, reading, costUsd: 0.1, sentences: [] },
];

const anyEvent: fc.Arbitrary<BatchEvent> = fc
  .tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("run-1", "run-2"), fc.nat(8))
  .map(([id, run, kind]): BatchEvent => {
    const all: readonly BatchEvent[] = [
      planned(id, run),
      ...steps(id),
      { type: "gone", id, at: 7, sentence: "gone" },
      { type: "held", run, at: 8, by: "budget", sentence: "the budget is reached" },
      kind % 2 === 0 ? { type: "cancelled", run, at: 8 } : { type: "settled", run, at: 8 },
    ];
    return all[kind] ?? planned(id, run);
  });

describe("the batches of a log", () => {
  it("go through their steps, and hold money back until they are read", () => {
    const events = [planned("a"), ...steps("a")];
    const stages = events.map(
      (_, at) =>
        [
          ...(foldBatches(events.slice(0, at + 1))
            .get("run-1")
            ?.batches.values() ?? []),
        ][0]?.stage,
    );
    expect(stages).toEqual(["planned", "uploaded", "starting", "started", "started", "read"]);
    expect(reservedUsd(foldBatches(events.slice(0, 4)), "n.assay.md")).toBe(0.5);
    expect(reservedUsd(foldBatches(events.slice(0, 4)), "other.assay.md")).toBe(0);
    expect(reservedUsd(foldBatches(events), "n.assay.md")).toBe(0);
    const [run] = unsettledRuns(foldBatches(events), "n.assay.md");
    expect(run && openBatches(run)).toEqual([]);
    expect(unsettledRuns(foldBatches([...events, { type: "settled", run: "run-1", at: 9 }]), "n.assay.md")).toEqual([]);
  });

  it("never open again once they are over, whatever the log says after", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let over = new Set<string>();
        for (const at of events.keys()) {
          const batches = [...foldBatches(events.slice(0, at + 1)).values()].flatMap((run) => [...run.batches.values()]);
          for (const batch of batches) if (over.has(batch.id)) expect(isOpen(batch)).toBe(false);
          expect(new Set(batches.map(({ id }) => id)).size).toBe(batches.length);
          over = new Set(batches.filter((batch) => !isOpen(batch)).map(({ id }) => id));
        }
      }),
    );
  });

  it("are the same when lines were written twice, as by a process that was not sure", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const doubled = events.flatMap((event) => [event, event]);
        expect(foldBatches(doubled)).toEqual(foldBatches(events));
      }),
    );
  });

  it("are read from lines that a stranger may have written: ids never name a path", () => {
    expect(batchEvent.safeParse({ type: "starting", id: "../../etc", at: 1 }).success).toBe(false);
    expect(batchEvent.safeParse(JSON.parse(JSON.stringify(planned("a-1")))).success).toBe(true);
  });
});
