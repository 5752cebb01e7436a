import { expect, it } from "vitest";
import { copyName, pathFor } from "./notebook-path.ts";

it("makes a file name of a title", () => {
  expect(pathFor("Été: 2 judges?")).toBe("ete-2-judges.assay.md");
  expect(pathFor("  ")).toBe("");
});

it("names a copy after its notebook, beside it", () => {
  expect(copyName("pilot/first-look.assay.md")).toBe("first-look-copy.assay.md");
  expect(copyName("notes.md")).toBe("notes-copy.assay.md");
});
