import { expect, it } from "vitest";
import { principleUses } from "./principle-uses.ts";

const round = (item: string, principle: string, found: boolean | null, rest: object = {}) => ({
  item,
  principle,
  principle_text: `Be ${principle}.`,
  found_nothing: found,
  critique: "…",
  changed: found === false,
  error: null,
  ...rest,
});

it("counts what each principle found, changed and left unsaid, with an interval", () => {
  const rounds = Array.from({ length: 20 }, (_, at) => round(`t${at}`, "brief", at % 4 === 0));
  const [brief, fair] = principleUses([
    ...rounds,
    round("t1", "fair", true),
    round("t2", "fair", null),
    round("t3", "fair", null, { critique: null, error: "timeout: …" }),
  ]);
  expect(brief).toMatchObject({
    principle: "brief",
    text: "Be brief.",
    rounds: 20,
    unsaid: 0,
    failed: 0,
    changed: 15,
    faults: { value: 0.75, n: 20, interval: "wilson" },
  });
  expect(brief?.faults.low).toBeCloseTo(0.531, 3);
  expect(fair).toMatchObject({ rounds: 3, unsaid: 1, failed: 1, changed: 0, faults: { value: 0, n: 1, nulls: 2 } });
  expect(principleUses([round("t1", "odd", null)])[0]?.faults).toMatchObject({
    value: null,
    reason: expect.stringContaining("no critique"),
  });
});
