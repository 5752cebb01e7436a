import { describe, expect, it } from "vitest";
import { batchWords } from "./batch-words.ts";

const plan = { waiting: 0, priceShare: 0.5, windowHours: 24 };

describe("the words for a batch", () => {
  it("say how many requests go, at what price and within which time", () => {
    expect(batchWords(1000, plan)).toEqual({ what: "As a batch: 1,000 requests", terms: "half price, within 24 h" });
    expect(batchWords(1, { ...plan, priceShare: null, waiting: 30 })).toEqual({
      what: "As a batch: 1 request",
      terms: "within 24 h; 30 more are on their way",
    });
    expect(batchWords(2, { ...plan, priceShare: 0.8 }).terms).toBe("80 % of the price, within 24 h");
  });

  it("say that a look asks nothing", () => {
    expect(batchWords(0, { ...plan, waiting: 30 })).toEqual({ what: "Look at 30 requests in a batch", terms: "nothing new is asked" });
  });
});
