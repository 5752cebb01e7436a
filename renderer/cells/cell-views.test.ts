import { expect, it } from "vitest";
import { kinds } from "#shared/cells/kinds.ts";
import { cellViews } from "./cell-views.ts";

it("has a view for every kind there is", () => {
  expect([...cellViews.keys()].toSorted()).toEqual([...kinds.keys()].toSorted());
});
