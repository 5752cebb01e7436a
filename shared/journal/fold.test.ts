import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellStatus, SessionEntry, SessionEvent } from "./entries.ts";
import { emptySession, fold } from "./fold.ts";

const status = (name: string, sentence: string): CellStatus => ({
  name,
  kind: "sql",
  costClass: "free",
  state: "new",
  sentence,
  reasons: [],
  problems: [],
  upstream: [],
  downstream: [],
  plan: null,
  progress: null,
  result: null,
});

const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({
    type: fc.constant("document" as const),
    revision: fc.nat(),
    text: fc.string(),
    by: fc.constant("edit" as const),
    client: fc.constant(null),
  }),
  fc.uniqueArray(fc.constantFrom("a", "b", "c")).chain((order) =>
    fc.record({
      type: fc.constant("cells" as const),
      order: fc.constant(order),
      statuses: fc.constant(order.slice(0, 1).map((name) => status(name, "said"))),
    }),
  ),
  fc.record({
    type: fc.constant("progress" as const),
    cell: fc.constantFrom("a", "b", "z"),
    sentence: fc.string(),
    progress: fc.constant({ done: 1, total: 2, cached: 0, failed: 0, callsPerSecond: null, etaMs: null, spentUsd: 0 }),
  }),
);

describe("fold", () => {
  it("gives the same picture however a stream is cut, repeated or resumed", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), fc.nat(20), fc.nat(20), (events, cut, back) => {
        const entries: SessionEntry[] = events.map((each, index) => ({ seq: index + 1, at: 0, event: each }));
        const whole = fold(emptySession, entries);
        const resumed = fold(fold(emptySession, entries.slice(0, cut)), entries.slice(Math.max(0, cut - back)));
        expect(resumed).toEqual(whole);
      }),
    );
  });

  it("forgets cells that left the order and keeps what is known of the others", () => {
    const entries: SessionEntry[] = [
      { seq: 1, at: 0, event: { type: "cells", order: ["a", "b"], statuses: [status("a", "one"), status("b", "two")] } },
      { seq: 2, at: 0, event: { type: "cells", order: ["b"], statuses: [] } },
    ];
    const state = fold(emptySession, entries);
    expect(Object.keys(state.cells)).toEqual(["b"]);
    expect(state.cells.b?.sentence).toBe("two");
  });
});
