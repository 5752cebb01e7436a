import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTally, leftOver, type ResultLine, readingSentences } from "./batch-tally.ts";
import { createKeySet } from "./key-set.ts";

const [a, b, c, d] = ["a", "b", "c", "d"].map((letter) => letter.repeat(64)) as [string, string, string, string];

const anyLine: fc.Arbitrary<ResultLine> = fc
  .tuple(fc.constantFrom(a, b, c, d, "stranger"), fc.constantFrom("answered", "failed", "undone", "unreadable"))
  .map(([key, type]): ResultLine => {
    if (type === "undone") return { type, key, why: "expired" };
    return type === "unreadable" ? { type, sentence: "no JSON" } : type === "answered" ? { type, key } : { type, key };
  });

describe("a tally of result lines", () => {
  it("keeps one line a key, an answer before anything else, and accounts for every key and line", () => {
    const keys = new Set([a, b, c, d]);
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        const tally = createTally(createKeySet(keys));
        const verdicts = lines.map((line) => tally.take(line));
        const reading = tally.reading();
        expect(tally.missing(2)).toEqual(
          [...keys].filter((key) => lines.every((line) => line.type === "unreadable" || line.key !== key)).slice(0, 2),
        );
        expect(reading.answered + reading.failed + leftOver(reading)).toBe(keys.size);
        const answered = new Set(lines.flatMap((line) => (line.type === "answered" && keys.has(line.key) ? [line.key] : [])));
        expect(reading.answered).toBe(answered.size);
        const kept = lines.filter((line, at) => verdicts[at] === "keep" && line.type === "answered");
        expect(kept).toHaveLength(answered.size);
        expect(reading.unknown).toBe(lines.filter((line) => line.type !== "unreadable" && line.key === "stranger").length);
        expect(reading.unreadable).toBe(lines.filter((line) => line.type === "unreadable").length);
        const known = lines.filter((line) => line.type !== "unreadable" && keys.has(line.key)).length;
        expect(reading.doubled).toBe(known - (keys.size - reading.missing));
      }),
    );
  });

  it("counts reasons that go on and on together", () => {
    const keys = Array.from({ length: 120 }, (_, at) => at.toString(16).padStart(64, "0"));
    const tally = createTally(createKeySet(keys));
    for (const key of keys) tally.take({ type: "undone", key, why: `failed (request ${key})` });
    const { undone, missing } = tally.reading();
    expect(Object.keys(undone)).toHaveLength(51);
    expect(undone["failed for other reasons"]).toBe(70);
    expect(missing).toBe(0);
  });

  it("is told in sentences with counts, and in none where all is well", () => {
    const none = { answered: 3, failed: 0, undone: {}, missing: 0, doubled: 0, unknown: 0, unreadable: 0 };
    expect(readingSentences(none)).toEqual([]);
    expect(readingSentences({ ...none, undone: { "expired before their turn came": 1200 }, missing: 1, doubled: 2, unknown: 1 })).toEqual([
      "1,200 requests expired before their turn came; they can be asked again.",
      "1 request is in no result file; it can be asked again.",
      "2 ids came twice; one answer of each was kept.",
      "1 id was never asked in this batch; it was left out.",
    ]);
  });
});
