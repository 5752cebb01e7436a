import { expect, it } from "vitest";
import { double, text } from "#shared/data/table.ts";
import { keptRowsBody } from "#shared/import/cell-body.ts";
import { provenance } from "./dataset-of-rows.ts";

const kept = {
  table: "verdicts",
  sort: [],
  ranges: [],
  totalRows: 1400,
  columns: [
    { name: "outcome", type: text },
    { name: "p", type: double },
  ],
};

it("says which rows of which table were chosen, and how the view was filtered", () => {
  expect(provenance({ ...kept, filters: [] }, 12)).toBe("12 of 1,400 rows of verdicts, chosen by hand");
  const filters = [
    { column: "outcome", operator: "=" as const, value: "win: both" },
    { column: "p", operator: "<" as const, value: "0.4" },
  ];
  const note = provenance({ ...kept, filters }, 1);
  expect(note).toBe("1 of 1,400 rows of verdicts, chosen by hand where outcome is win: both and p less than 0.4");
  expect(keptRowsBody("data/verdicts_rows.jsonl", note)).toBe(`note: ${JSON.stringify(note)}\npath: data/verdicts_rows.jsonl\n`);
});
