import { describe, expect, it } from "vitest";
import { insertBlock } from "#shared/notebook/change.ts";
import { applyEdit } from "#shared/notebook/edit.ts";
import { readNotebookText } from "#shared/notebook/read.ts";
import { blockBeside, placedBlocks, walkable } from "./blocks.ts";

const document = readNotebookText(
  "---\nassay: 1\n---\n\nIntro.\n\n```sql a\nselect 1\n```\n\n```sql b\nselect 2\n```\n\n```sql a\nselect 3\n```\n",
);
const keys = (list: readonly { readonly key: string }[]) => list.map((each) => each.key);

describe("block keys", () => {
  it("name cells, and text by the cell before it; a name used twice gets a number", () => {
    expect(keys(placedBlocks(document))).toEqual(["front-matter", "prose:top", "cell:a", "prose:a", "cell:b", "prose:b", "cell:a#2"]);
  });

  it("stay the same when a cell is put in front", () => {
    const longer = applyEdit(document, insertBlock(document, 1, { type: "cell", kind: "sql", name: "new", body: "select 0\n" }));
    expect(keys(placedBlocks(longer))).toEqual(expect.arrayContaining(["cell:a", "cell:b", "cell:a#2"]));
  });

  it("are counted once per document, so that selectors return stored references", () => {
    expect(placedBlocks(document)).toBe(placedBlocks(document));
  });
});

describe("walking", () => {
  it("passes over front matter and the blank stretches between cells", () => {
    expect(keys(walkable(document))).toEqual(["prose:top", "cell:a", "cell:b", "cell:a#2"]);
  });

  it("stops at both ends and begins at the top", () => {
    expect(blockBeside(document, "cell:a#2", 1)?.key).toBe("cell:a#2");
    expect(blockBeside(document, "prose:top", -1)?.key).toBe("prose:top");
    expect(blockBeside(document, null, 1)?.key).toBe("prose:top");
  });
});
