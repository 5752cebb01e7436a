import { describe, expect, it } from "vitest";
import { poolVerdicts } from "./pool-verdicts.ts";

describe("poolVerdicts", () => {
  const vote = (judge: string, outcome: "win" | "loss" | "tie" | "inconsistent" | "unscored", margin: number | null = null) => ({
    judge,
    outcome,
    margin,
    reason: null,
  });

  it("gives a judge one vote however often it was asked", () => {
    const votes = [vote("j1", "win"), vote("j1", "win"), vote("j1", "win"), vote("j2", "loss"), vote("j3", "loss")];
    expect(poolVerdicts(votes)).toMatchObject({ type: "decided", winner: "b" });
  });

  it("counts a judge without a majority among its repeats as inconsistent", () => {
    expect(poolVerdicts([vote("j1", "win"), vote("j1", "loss")])).toEqual({ type: "undecided", reason: "inconsistent" });
  });

  it("takes the mean margin of the judges that agree", () => {
    expect(poolVerdicts([vote("j1", "win", 0.4), vote("j2", "win", 0.6), vote("j3", "loss", 1)])).toMatchObject({ margin: 0.5 });
  });

  it("says so when no judge gave a verdict", () => {
    expect(poolVerdicts([{ ...vote("j1", "unscored"), reason: "refused" }])).toEqual({ type: "unscored", reason: "refused" });
  });
});
