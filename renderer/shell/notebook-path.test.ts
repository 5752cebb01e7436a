import { expect, it } from "vitest";
import { pathFor } from "./notebook-path.ts";

it("makes a file name of a title", () => {
  expect(pathFor("Été: 2 judges?")).toBe("ete-2-judges.assay.md");
  expect(pathFor("  ")).toBe("");
});
