import { expect, it } from "vitest";
import { addCalls, callRange, callWords, mayCall } from "./call-words.ts";

it.each([
  [{ calls: 375, mostCalls: 375 }, "375 calls", "375"],
  [{ calls: 1, mostCalls: 1 }, "1 call", "1"],
  [{ calls: 0, mostCalls: 0 }, "0 calls", "0"],
  [{ calls: 25, mostCalls: 1_200 }, "25 to 1,200 calls", "25–1,200"],
  [{ calls: 0, mostCalls: 40 }, "at most 40 calls", "≤ 40"],
  [{ calls: 12, mostCalls: null }, "at least 12 calls", "≥ 12"],
])("says how many calls %j are", (planned, words, short) => {
  expect([callWords(planned), callRange(planned)]).toEqual([words, short]);
});

it("adds up calls, and knows no most where one has none", () => {
  const [some, open] = [
    { calls: 2, mostCalls: 5 },
    { calls: 1, mostCalls: null },
  ];
  expect(addCalls([some, some])).toEqual({ calls: 4, mostCalls: 10 });
  expect(addCalls([some, open])).toEqual({ calls: 3, mostCalls: null });
  expect([some, open, addCalls([])].map(mayCall)).toEqual([true, true, false]);
});
