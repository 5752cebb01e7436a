import { expect, it } from "vitest";
import { readNotebookText } from "#shared/notebook/read.ts";
import { outlineOf } from "./outline-of.ts";

it("outlines headings and cells in page order", () => {
  const document = readNotebookText("# *Title*\n\n## Part\n\n```sql a\nselect 1\n```\n");
  expect(outlineOf(document).map(({ label, depth }) => [label, depth])).toEqual([
    ["Title", 0],
    ["Part", 0],
    ["a", 1],
  ]);
});
