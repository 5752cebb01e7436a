import { expect, it } from "vitest";
import { compareConstitutions } from "./compare.ts";
import { constitutionHash } from "./principle.ts";

const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => ({ id, text: `Be ${id}.` })) as [
  { id: string; text: string },
  { id: string; text: string },
  { id: string; text: string },
  { id: string; text: string },
];
const told = (before: Parameters<typeof compareConstitutions>[0], after: Parameters<typeof compareConstitutions>[1]) =>
  compareConstitutions(before, after).map(
    ({ type, before: was, after: is, moved }) => `${type} ${was?.id ?? ""}→${is?.id ?? ""}${moved ? " moved" : ""}`,
  );

it("tells what was added, taken out, changed, renamed and moved", () => {
  expect(told([a, b, c], [a, b, c])).toEqual(["same a→a", "same b→b", "same c→c"]);
  expect(told([a, b, c], [a, { ...b, critique: "Why?" }, d])).toEqual(["same a→a", "changed b→b", "added →d", "removed c→"]);
  expect(told([a, b], [{ ...a, id: "alpha" }, b])).toEqual(["changed a→alpha", "same b→b"]);
  expect(told([a, b, c], [c, a, b])).toEqual(["same c→c moved", "same a→a", "same b→b"]);
  expect(told([], [a])).toEqual(["added →a"]);
  // An id that both have keeps its principle, although another has the same text now.
  expect(told([a, b], [{ ...a, id: "b" }, b])).toEqual(["changed b→b", "added →b", "removed a→"]);
});

it("names a version by its content and nothing else", () => {
  expect(constitutionHash([a, b])).toMatch(/^[0-9a-f]{12}$/);
  expect(constitutionHash([{ ...a, critique: undefined }, b])).toBe(constitutionHash([a, b]));
  expect(new Set([[a, b], [b, a], [a], [{ ...a, critique: "Why?" }, b], [{ ...a, text: "Be A." }, b]].map(constitutionHash)).size).toBe(5);
});
