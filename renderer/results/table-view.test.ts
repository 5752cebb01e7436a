import { expect, it } from "vitest";
import { text } from "#shared/data/table.ts";
import {
  clausesFor,
  dropFilter,
  moveColumn,
  namedColumns,
  plainView,
  resetColumns,
  setFilter,
  shownColumns,
  sortBy,
  toggleHidden,
  togglePinned,
} from "./table-view.ts";

const columns = ["a", "b", "c", "d"].map((name) => ({ name, type: text }));
const names = (view: typeof plainView) => shownColumns(view, columns).map((column) => column.name);

it("sorts up, down and not at all by one column", () => {
  const up = sortBy(plainView, "a", { adding: false });
  const down = sortBy(up, "a", { adding: false });
  expect(up.sort).toEqual([{ column: "a", descending: false }]);
  expect(down.sort).toEqual([{ column: "a", descending: true }]);
  expect(sortBy(down, "a", { adding: false }).sort).toEqual([]);
});

it("adds keys after those there are, and replaces them without Shift", () => {
  const two = sortBy(sortBy(plainView, "a", { adding: true }), "b", { adding: true });
  expect(two.sort.map((clause) => clause.column)).toEqual(["a", "b"]);
  expect(sortBy(two, "a", { adding: true }).sort).toEqual([
    { column: "a", descending: true },
    { column: "b", descending: false },
  ]);
  expect(sortBy(two, "c", { adding: false }).sort).toEqual([{ column: "c", descending: false }]);
});

it("keeps one filter a column and drops clauses on columns that are gone", () => {
  const view = setFilter(setFilter(plainView, { column: "a", operator: "=", value: "1" }), { column: "a", operator: "=", value: "2" });
  expect(view.filters).toEqual([{ column: "a", operator: "=", value: "2" }]);
  expect(clausesFor({ ...view, sort: [{ column: "z", descending: false }] }, columns)).toEqual({ filters: view.filters, sort: [] });
});

it("shows pinned columns first and moves columns among their own side", () => {
  expect(names(togglePinned(toggleHidden(plainView, "b"), "d"))).toEqual(["d", "a", "c"]);
  expect(names(moveColumn(plainView, columns, "a", 1))).toEqual(["b", "a", "c", "d"]);
  expect(names(moveColumn(plainView, columns, "a", -1))).toEqual(["a", "b", "c", "d"]);
  expect(names(moveColumn(togglePinned(plainView, "d"), columns, "a", -1))).toEqual(["d", "a", "b", "c"]);
  expect(names(moveColumn(toggleHidden(plainView, "b"), columns, "a", 1))).toEqual(["c", "a", "d"]);
});

it("names columns in SQL only when the table does not stand as it is", () => {
  expect(namedColumns(plainView, columns)).toEqual([]);
  expect(namedColumns(toggleHidden(plainView, "b"), columns)).toEqual(["a", "c", "d"]);
});

it("keeps two filters of one column and takes away the one that is meant", () => {
  const [from, to] = [
    { column: "a", operator: ">=", value: "1" },
    { column: "a", operator: "<", value: "2" },
  ] as const;
  const view = { ...plainView, filters: [from, to] };
  expect(dropFilter(view, from).filters).toEqual([to]);
  expect(setFilter(view, { column: "a", operator: ">", value: "0" }).filters).toEqual([{ column: "a", operator: ">", value: "0" }, to]);
});

it("drops a filter whose other column is gone", () => {
  const view = setFilter(plainView, { column: "a", orColumn: "z", operator: "=", value: "1" });
  expect(clausesFor(view, columns).filters).toEqual([]);
});

it("puts the caller's columns first until the reader moves one, and again after a reset", () => {
  const view = { ...plainView, first: ["c", "gone", "b"] };
  expect(names(view)).toEqual(["c", "b", "a", "d"]);
  expect(namedColumns(view, columns)).toEqual(["c", "b", "a", "d"]);
  const moved = moveColumn(view, columns, "a", -1);
  expect(names(moved)).toEqual(["c", "a", "b", "d"]);
  expect(names(resetColumns(moved))).toEqual(["c", "b", "a", "d"]);
});
