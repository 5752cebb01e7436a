import { describe, expect, it } from "vitest";
import type { TablePage } from "#shared/contract/contract.ts";
import { integer } from "#shared/data/table.ts";
import { pageRows } from "./page-cache.ts";
import { createRowSource, type ReadPage, type RowQuery } from "./row-source.ts";

const plain: RowQuery = { version: "1", filters: [], sort: [] };
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A table of whole numbers that answers when it is told to. */
function heldTable(rows: number) {
  const asked: {
    readonly offset: number;
    readonly signal: AbortSignal;
    readonly answer: () => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const read: ReadPage = (query, signal) =>
    new Promise<TablePage>((resolve, reject) => {
      const length = Math.max(0, Math.min(query.limit, rows - query.offset));
      const sign = query.sort.some((clause) => clause.descending) ? -1 : 1;
      const answer = () =>
        resolve({
          columns: [{ name: "id", type: integer }],
          rows: Array.from({ length }, (_, index) => ({ id: sign * (query.offset + index) })),
          offset: query.offset,
          filteredRows: rows,
          totalRows: rows,
          sql: "SELECT *",
        });
      asked.push({ offset: query.offset, signal, answer, fail: reject });
    });
  return { asked, read };
}

describe("reading a table in windows", () => {
  it("asks only for pages in sight, and for each once", async () => {
    const { asked, read } = heldTable(1000);
    const source = createRowSource(read);
    source.ask(plain);
    source.want(150, 250);
    source.want(151, 251);
    expect(asked.map((each) => each.offset)).toEqual([0, pageRows]);
    for (const each of asked) each.answer();
    await settled();
    expect(source.state().row(250)).toEqual({ id: 250 });
    source.want(0, 20);
    expect(asked).toHaveLength(2);
  });

  it("takes back requests for rows that are out of sight again", () => {
    const { asked, read } = heldTable(100_000);
    const source = createRowSource(read);
    source.ask(plain);
    source.want(50_000, 50_010);
    source.want(90_000, 90_010);
    expect(asked.map((each) => each.signal.aborted)).toEqual([true, true, false]);
  });

  it("shows the old rows until another order's first rows are here", async () => {
    const { asked, read } = heldTable(300);
    const source = createRowSource(read);
    source.ask(plain);
    asked[0]?.answer();
    await settled();
    source.ask({ ...plain, sort: [{ column: "id", descending: true }] });
    expect(source.state().waiting).toBe(true);
    expect(source.state().row(7)).toEqual({ id: 7 });
    asked[1]?.answer();
    await settled();
    expect(source.state()).toMatchObject({ waiting: false });
    expect(source.state().row(7)).toEqual({ id: -7 });
  });

  it("reads another result under the same name anew", async () => {
    const { asked, read } = heldTable(10);
    const source = createRowSource(read);
    source.ask(plain);
    asked[0]?.answer();
    await settled();
    source.ask({ ...plain });
    expect(asked).toHaveLength(1);
    source.ask({ ...plain, version: "2" });
    expect(asked).toHaveLength(2);
  });

  it("says what failed, and tries again when told", async () => {
    const { asked, read } = heldTable(10);
    const source = createRowSource(read);
    source.ask(plain);
    asked[0]?.fail(new Error("The engine is gone."));
    await settled();
    expect(source.state().failure?.message).toBe("The engine is gone.");
    source.retry();
    asked[1]?.answer();
    await settled();
    expect(source.state()).toMatchObject({ failure: null, waiting: false, totalRows: 10 });
  });
});
