import { describe, expect, it } from "vitest";
import { batchWords } from "./batch-words.ts";

const calls = (count: number) => ({ calls: count, mostCalls: count });
const plan = { waiting: 0, priceShare: 0.5, windowHours: 24, rounds: 1 };

describe("the words for a batch", () => {
  it("say how many requests go, at what price and within which time", () => {
    expect(batchWords(calls(1000), plan)).toEqual({ what: "As a batch: 1,000 requests", terms: "half price, within 24 h" });
    expect(batchWords(calls(1), { ...plan, priceShare: null, waiting: 30 })).toEqual({
      what: "As a batch: 1 request",
      terms: "within 24 h; 30 more are on their way",
    });
    expect(batchWords(calls(2), { ...plan, priceShare: 0.8 }).terms).toBe("80 % of the price, within 24 h");
  });

  it("say how many batches follow one another, where later requests depend on earlier answers", () => {
    expect(batchWords(calls(40), { ...plan, rounds: 12 }).terms).toBe(
      "half price, at most 12 rounds one after the other, each within 24 h",
    );
    expect(batchWords(calls(40), { ...plan, priceShare: 1, rounds: null }).terms).toBe("one round or several, each within 24 h");
    expect(batchWords(calls(0), { ...plan, waiting: 30, rounds: 2 }).terms).toBe("at most 1 further round follows, each within 24 h");
    expect(batchWords(calls(0), { ...plan, waiting: 30, rounds: null }).terms).toBe("further rounds may follow, each within 24 h");
  });

  it("say that a look asks nothing", () => {
    expect(batchWords(calls(0), { ...plan, waiting: 30 })).toEqual({
      what: "Look at 30 requests in a batch",
      terms: "nothing new is asked",
    });
  });
});
