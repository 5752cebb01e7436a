import { describe, expect, it } from "vitest";
import type { TokenLogprob } from "../journal/call.ts";
import { expectedScore } from "./score-logprobs.ts";

const scale = { min: 1, max: 10 };
const plain = (token: string): TokenLogprob => ({ token, logprob: 0, top: [] });
const choice = (masses: { readonly [token: string]: number }): TokenLogprob => {
  const top = Object.entries(masses).map(([token, mass]) => ({ token, logprob: Math.log(mass) }));
  return { token: top[0]?.token ?? "", logprob: top[0]?.logprob ?? 0, top };
};

describe("expectedScore", () => {
  it("weighs the scores at the verdict by their probabilities, and leaves out what is no score", () => {
    const read = expectedScore(
      [plain("Good 3 points."), plain('{"score":'), choice({ " 8": 0.5, "9": 0.25, " high": 0.2, "11": 0.05 })],
      scale,
    );
    expect(read).toEqual({ ok: true, expected: expect.closeTo((8 * 0.5 + 9 * 0.25) / 0.75), mass: expect.closeTo(0.75) });
  });

  it("reads a reply that is nothing but the score, negative ones too", () => {
    expect(expectedScore([choice({ "7": 0.6, "6": 0.4 })], scale)).toMatchObject({ expected: expect.closeTo(6.6) });
    expect(expectedScore([choice({ "-2": 0.5, "-1": 0.5 }), plain("\n")], { min: -2, max: 2 })).toMatchObject({
      expected: expect.closeTo(-1.5),
    });
  });

  it("refuses digits that may begin a higher score", () => {
    const digits = choice({ "7": 0.7, "1": 0.3 });
    expect(expectedScore([digits], scale)).toEqual({ ok: false, reason: "its tokens are digits, so a 1 may be the beginning of 10" });
    expect(expectedScore([digits], { min: 1, max: 9 })).toMatchObject({ ok: true, expected: expect.closeTo(5.2) });
    expect(expectedScore([choice({ "7": 0.7, "1": 0.2, "10": 0.1 })], scale)).toMatchObject({ ok: true, expected: expect.closeTo(6.1) });
  });

  it("says why there is none where the score is written in several tokens, or nowhere", () => {
    const several = { ok: false, reason: "the score is written in several tokens" };
    expect(expectedScore([plain('{"score": '), choice({ "1": 0.9, "2": 0.1 }), plain("0"), plain("}")], scale)).toEqual(several);
    expect(expectedScore([plain("Score: "), choice({ "2": 1 }), plain("."), plain("5")], scale)).toEqual(several);
    expect(expectedScore([plain("Score: "), choice({ "2": 1 }), plain(".")], scale)).toMatchObject({ ok: true, expected: 2 });
    expect(expectedScore([plain("It has "), choice({ "3": 1 }), plain(" good points")], scale)).toMatchObject({ ok: false });
    expect(expectedScore([], scale)).toMatchObject({ ok: false });
  });
});
