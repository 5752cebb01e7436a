import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itemsOf, nextItem, progressOf, sortOut } from "./label-progress.ts";
import { orderFor } from "./label-queue.ts";
import type { LabelRecord } from "./label-record.ts";
import { standingLabels } from "./standing-labels.ts";
import { labelOn, pairItem, queueOf } from "./test-queues.ts";

const items = Array.from({ length: 30 }, (_, at) => pairItem(at));
const stand = (records: readonly LabelRecord[]) => standingLabels({ records, unreadable: [] }).labels;

describe("who is asked what", () => {
  it("gives each item to as many named people as the overlap says, and each of them as many items as the others", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4 }), fc.integer(), (overlap, others, seed) => {
        const annotators = Array.from({ length: overlap + others }, (_, at) => `person ${at}`);
        const queue = queueOf(items, { annotators, overlap, seed });
        const parts = annotators.map((name) => itemsOf(queue, name, []));
        for (const { key } of items) expect(parts.filter((part) => part.includes(key))).toHaveLength(overlap);
        const sizes = parts.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("asks whoever comes where nobody is named, until an item has its labels; a skip is none", () => {
    const [first, second, third] = items;
    if (!first || !second || !third) throw new Error("there are items");
    const queue = queueOf([first, second, third]);
    const labels = stand([labelOn(queue, "ada", first), labelOn(queue, "ada", second, { skipped: true })]);
    expect(itemsOf(queue, "grace", labels)).toEqual([second.key, third.key]);
    expect(nextItem(queue, "grace", labels)).toBe(second.key);
    expect(itemsOf(queue, "Ada", labels)).toEqual([first.key, second.key, third.key]);
    expect(nextItem(queue, "Ada", labels)).toBe(third.key);
    expect(progressOf(queue, labels)).toMatchObject({
      done: 1,
      wanted: 3,
      complete: 1,
      annotators: [{ annotator: "ada", done: 1, skipped: 1, total: 3 }],
    });
  });

  it("does not count more labels of an item than are wanted", () => {
    const queue = queueOf(items.slice(0, 2), { overlap: 2 });
    const labels = stand(["ada", "grace", "edsger"].map((name) => labelOn(queue, name, items[0] ?? pairItem(0))));
    expect(progressOf(queue, labels)).toMatchObject({ done: 2, wanted: 4, complete: 1, overlap: 2 });
  });
});

describe("the order of the sides", () => {
  it("stays for a person and item, differs between them, and is even in the long run", () => {
    const many = Array.from({ length: 400 }, (_, at) => pairItem(at));
    const queue = queueOf(many);
    const orders = (name: string) => many.map((item) => orderFor(queue, name, item));
    expect(orders("ada")).toEqual(orders(" ADA "));
    expect(orders("ada")).not.toEqual(orders("grace"));
    for (const name of ["ada", "grace"]) {
      const share = orders(name).filter((order) => order === "ab").length / many.length;
      expect(Math.abs(share - 0.5)).toBeLessThan(0.08);
    }
  });
});

describe("labels set aside", () => {
  const [item = pairItem(0)] = items;
  const queue = queueOf([item]);
  const reasonOf = (now: Parameters<typeof sortOut>[0], record: LabelRecord) =>
    sortOut(now, stand([record])).setAside.map(({ reason }) => reason);

  it("keeps what still holds and names why other labels do not", () => {
    const label = labelOn(queue, "ada", item);
    expect(reasonOf(queue, label)).toEqual([]);
    expect(reasonOf(queueOf([]), label)).toEqual(["the item is not there any more"]);
    expect(reasonOf(queueOf([pairItem(0, { question: "Another?" })]), label)).toEqual(["the question has changed since"]);
    expect(reasonOf(queueOf([pairItem(0, { b: { model: "blue", family: "blue", text: "new" } })]), label)).toEqual([
      "the text has changed since",
    ]);
    expect(reasonOf(queueOf([item], { ask: "accept" }), label)).toEqual(["given when the cell asked for a comparison"]);
    expect(reasonOf(queueOf([item], { overlap: 3, seed: 9 }), label)).toEqual([]);
  });

  it("does not take a score on another scale for one on this", () => {
    const scored = queueOf([item], { ask: "score", scale: { min: 1, max: 5, levels: {} } });
    const label = labelOn(scored, "ada", item, { score: 5 });
    expect(reasonOf(scored, label)).toEqual([]);
    expect(reasonOf({ ...scored, scale: { min: 1, max: 10, levels: {} } }, label)).toEqual(["given on a scale from 1 to 5"]);
    expect(reasonOf({ ...scored, scale: { min: 1, max: 5, levels: { 1: "poor" } } }, label)).toEqual([]);
  });
});
