import { expect, it } from "vitest";
import { lineOfKey } from "./read-yaml.ts";

const source = "# Where it lies.\nfrom: answers\njudges:\n  - sim/judge-fair\n  - sim/judge-first\nscale: { min: 1, max: 5 }\n";

it("finds the line of a key, of a value in a list, and of what holds a key that is not written", () => {
  expect(["from", "judges.1", "scale.max", "judges.7", "prompt"].map((key) => lineOfKey(source, key))).toEqual([2, 5, 6, 3, 1]);
});

it("is the first line of what is no YAML", () => {
  expect(lineOfKey("from: [", "judges")).toBe(1);
});
