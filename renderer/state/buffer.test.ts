import { describe, expect, it } from "vitest";
import { setCellBody } from "#shared/notebook/change.ts";
import { textOf } from "#shared/notebook/document.ts";
import { applyEdit } from "#shared/notebook/edit.ts";
import { acknowledge, announce, type Buffer, change, isSettled, markSent, nextEdit, openBuffer, rebase } from "./buffer.ts";
import { mergeDocuments } from "./merge.ts";

const text = "# Title\n\n```sql first\nselect 1\n```\n\nWords.\n\n```sql second\nselect 2\n```\n";

const write = (buffer: Buffer, name: string, body: string) => change(buffer, applyEdit(buffer.mine, setCellBody(buffer.mine, name, body)));
const shown = (buffer: Buffer) => textOf(buffer.mine);

describe("a buffer", () => {
  it("has nothing to send until something was written", () => {
    expect(nextEdit(openBuffer(1, text))).toBeNull();
    expect(isSettled(openBuffer(1, text))).toBe(true);
  });

  it("sends one edit at a time, and what was written meanwhile after it", () => {
    const sent = markSent(write(openBuffer(1, text), "first", "select 10\n"));
    expect(nextEdit(sent)).toBeNull();
    const more = write(sent, "second", "select 20\n");
    const answered = acknowledge(more, 2);
    expect(answered.revision).toBe(2);
    const edit = nextEdit(answered);
    expect(edit?.splices).toHaveLength(1);
    expect(textOf(applyEdit(answered.base, edit ?? { splices: [] }))).toBe(shown(more));
  });

  it("takes over what another window wrote, with what was written here still in it", () => {
    const mine = write(openBuffer(1, text), "first", "select 10\n");
    const merged = rebase(mine, 2, text.replace("select 2", "select 20"), mergeDocuments);
    expect(shown(merged)).toContain("select 10");
    expect(shown(merged)).toContain("select 20");
    expect(merged.overwritten).toEqual([]);
    expect(nextEdit(merged)).not.toBeNull();
  });

  it("keeps what was written here when both changed one cell, and names it", () => {
    const mine = write(openBuffer(1, text), "first", "select 10\n");
    const merged = rebase(mine, 2, text.replace("select 1\n", "select 11\n"), mergeDocuments);
    expect(shown(merged)).toContain("select 10\n");
    expect(merged.overwritten).toEqual(["first"]);
  });

  it("follows the engine when nothing was written here", () => {
    const followed = announce(openBuffer(1, text), 2, text.replace("Words", "Other words"), false, mergeDocuments);
    expect(shown(followed)).toContain("Other words");
    expect(isSettled(followed)).toBe(true);
  });

  it("reads the echo of its own edit as the answer, and the answer itself as nothing new", () => {
    const sent = markSent(write(openBuffer(1, text), "first", "select 10\n"));
    const echoed = announce(sent, 2, shown(sent), true, mergeDocuments);
    expect(isSettled(echoed)).toBe(true);
    expect(acknowledge(echoed, 2)).toEqual(echoed);
  });

  it("passes over news that is older than what it knows", () => {
    const buffer = openBuffer(5, text);
    expect(announce(buffer, 4, "old", false, mergeDocuments)).toBe(buffer);
  });
});
