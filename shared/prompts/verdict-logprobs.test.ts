import { describe, expect, it } from "vitest";
import type { TokenLogprob } from "../journal/call.ts";
import { verdictProbability } from "./verdict-logprobs.ts";

const plain = (token: string): TokenLogprob => ({ token, logprob: 0, top: [] });
const choice = (masses: { readonly [token: string]: number }): TokenLogprob => {
  const top = Object.entries(masses).map(([token, mass]) => ({ token, logprob: Math.log(mass) }));
  return { token: top[0]?.token ?? "", logprob: top[0]?.logprob ?? 0, top };
};

describe("verdictProbability", () => {
  it("compares the two labels at the verdict, variants summed", () => {
    const tokens = [plain("A"), plain(" is"), plain('{"verdict":'), choice({ ' "A': 0.4, ' "B': 0.2, '"A': 0.2, tie: 0.1 }), plain('"}')];
    const read = verdictProbability(tokens);
    expect(read?.first).toBeCloseTo(0.75);
    expect(read).toMatchObject({ tie: expect.closeTo(0.1) });
    expect(read?.low).toBe(read?.high);
  });

  it("bounds a label that is not among the top tokens by the least of them", () => {
    const read = verdictProbability([plain('{"verdict": "'), choice({ A: 0.9, tie: 0.06 })]);
    expect(read?.low).toBeCloseTo(0.9 / 0.94);
    expect(read?.first).toBeCloseTo(0.9 / 0.92);
    expect(read?.high).toBe(1);
  });

  it("reads double brackets, a bare label, and nothing else", () => {
    expect(verdictProbability([plain("so"), plain(" [["), choice({ B: 0.8, A: 0.2 }), plain("]]")])?.first).toBeCloseTo(0.2);
    expect(verdictProbability([choice({ A: 0.8, B: 0.2 })])?.first).toBeCloseTo(0.8);
    expect(verdictProbability([plain("**"), choice({ B: 0.8, A: 0.2 }), plain("**"), plain("\n")])?.first).toBeCloseTo(0.2);
    expect(verdictProbability([plain("Response"), choice({ " A": 0.8, " B": 0.2 }), plain(".")])?.first).toBeCloseTo(0.8);
    expect(verdictProbability([plain("Response "), choice({ A: 0.8, B: 0.2 }), plain(" is good")])).toBeNull();
    expect(verdictProbability([])).toBeNull();
  });
});
