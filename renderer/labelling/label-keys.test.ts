import { describe, expect, it } from "vitest";
import { actionOf, keyOfScore } from "./label-keys.ts";

const item = { key: "k", check: "c", place: 1, question: "q", texts: [], rubric: [], given: null, note: null };
const met = { id: "right", text: "Is right.", type: "rule", levels: null } as const;
const graded = { id: "plain", text: "Is plain.", type: "principle", levels: ["no", "partly", "yes"] } as const;

describe("keys of the queue", () => {
  it("names positions in a comparison: 1, 2, 3 for a tie, 0 for neither", () => {
    const said = (key: string) => actionOf(key, { ask: "pairwise", scale: null, item }, null);
    expect(["1", "2", "3", "0"].map((key) => said(key))).toEqual(
      ["first", "second", "tie", "neither"].map((choice) => ({ type: "answer", answer: { type: "choice", choice } })),
    );
    expect(said("4")).toBeNull();
    expect(said("N")).toEqual({ type: "note" });
    expect(said("s")).toEqual({ type: "answer", answer: { type: "skip" } });
  });

  it("gives scores by digits, and ten by 0 where the scale begins above it", () => {
    const said = (key: string, min: number, max: number) => actionOf(key, { ask: "score", scale: { min, max, levels: {} }, item }, null);
    expect(said("7", 1, 10)).toEqual({ type: "answer", answer: { type: "score", score: 7 } });
    expect(said("0", 1, 10)).toEqual({ type: "answer", answer: { type: "score", score: 10 } });
    expect(said("0", 0, 5)).toEqual({ type: "answer", answer: { type: "score", score: 0 } });
    expect(said("6", 1, 5)).toBeNull();
    expect(said("0", 1, 5)).toBeNull();
    expect([keyOfScore(10, { min: 1 }), keyOfScore(0, { min: 0 }), keyOfScore(11, { min: 1 })]).toEqual(["0", "0", null]);
  });

  it("answers one criterion at a time: Y and N, or a level's digit, and ? where it can't be told", () => {
    const said = (key: string, criterion: typeof met | typeof graded) => actionOf(key, { ask: "rubric", scale: null, item }, criterion);
    expect([said("y", met), said("n", met), said("?", met)]).toEqual([1, 0, null].map((value) => ({ type: "criterion", value })));
    expect(said("2", graded)).toEqual({ type: "criterion", value: 2 });
    expect([said("3", graded), said("y", graded)]).toEqual([null, null]);
    expect([said("m", met), said("Enter", met)]).toEqual([{ type: "note" }, { type: "record" }]);
  });

  it("still undoes and goes back when nothing is left", () => {
    const asked = { ask: "accept", scale: null, item: null } as const;
    expect(["u", "ArrowLeft", "a"].map((key) => actionOf(key, asked, null))).toEqual([{ type: "undo" }, { type: "before" }, null]);
  });
});
