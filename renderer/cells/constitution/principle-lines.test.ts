import { expect, it } from "vitest";
import { freePrincipleId, principleLines } from "./principle-lines.ts";

it("shows principles as they are written, half-written ones too", () => {
  const lines = principleLines({ principles: [{ id: 7, text: "Be brief.", critique: "Too long?" }, "no map", null] });
  const empty = { id: "", text: "", critique: "", revision: "" };
  expect(lines).toEqual([{ id: "7", text: "Be brief.", critique: "Too long?", revision: "" }, empty, empty]);
  expect(principleLines({})).toEqual([]);
  expect(principleLines({ principles: "one" })).toBeNull();
});

it("finds an id nobody has", () => {
  const lines = principleLines({ principles: [{ id: "principle_3" }, { id: "principle_2" }] }) ?? [];
  expect(freePrincipleId(lines)).toBe("principle_4");
});
