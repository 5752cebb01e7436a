import { expect, test } from "vitest";
import { text } from "#shared/data/table.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import { labelTablesFor } from "./label-tables.ts";

const table = (name: string, columns: readonly string[], rows = 3) => ({
  name,
  rows,
  columns: columns.map((column) => ({ name: column, type: text })),
});

function status(name: string, upstream: readonly string[], tables: readonly object[]): CellStatus {
  return { name, upstream, result: { recipe: `r-${name}`, at: 1, tables } } as unknown as CellStatus;
}

test("people's labels of the same answers or verdicts stand beside a judge's table, in the same form and once there are any", () => {
  const pairs = ["item", "judge", "verdict", "a", "b"];
  const cells = {
    verdicts: status("verdicts", ["answers"], [table("verdicts", pairs)]),
    labels: status("labels", ["verdicts"], [table("labels", [...pairs, "judge_kind"])]),
    others: status("others", ["answers"], [table("others", [...pairs, "judge_kind"])]),
    scores: status("scores", ["answers"], [table("scores", ["item", "judge", "score", "judge_kind"])]),
    elsewhere: status("elsewhere", ["more"], [table("elsewhere", [...pairs, "judge_kind"])]),
    empty: status("empty", ["verdicts"], [table("empty", [...pairs, "judge_kind"], 0)]),
  };
  expect(labelTablesFor(cells, "verdicts", "verdicts")).toEqual({ tables: ["labels", "others"], version: "r-labels 1,r-others 1" });
  expect(labelTablesFor(cells, "labels", "labels").tables).toEqual([]);
});
