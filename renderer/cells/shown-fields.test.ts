import { expect, it } from "vitest";
import type { FormField } from "#shared/cells/cell-kind.ts";
import { exportKind } from "#shared/cells/export.ts";
import { measure } from "#shared/cells/measure.ts";
import { shownFields } from "./shown-fields.ts";

const keys = (values: { readonly [key: string]: unknown }, body: unknown = null) =>
  shownFields(measure.fields, values, body).map(({ key }) => key);

it("shows the options that the chosen method reads, and no others", () => {
  expect(keys({ method: "calibration" })).toEqual(expect.arrayContaining(["method", "bins", "recalibration", "columns.p"]));
  expect(keys({ method: "calibration" })).not.toContain("level");
  expect(keys({ method: "agreement" })).toContain("level");
});

it("keeps the control of a value that is set, so that it can be taken out", () => {
  expect(keys({ method: "agreement", bins: 5 })).toContain("bins");
});

it("goes by the default where the key is left out, and shows all while nothing is known", () => {
  const fields: readonly FormField[] = [
    { key: "scale", label: "Scale", when: { key: "mode", in: ["pointwise"] }, control: { type: "line" } },
  ];
  expect(shownFields(fields, {}, { mode: "pairwise" })).toEqual([]);
  expect(shownFields(fields, {}, { mode: "pointwise" })).toEqual(fields);
  expect(shownFields(fields, {}, null)).toEqual(fields);
});

it("shows how an export is pushed only once it says where to", () => {
  const shown = (values: { readonly [key: string]: unknown }) => shownFields(exportKind.fields, values, null).map(({ key }) => key);
  expect(shown({})).toContain("push.repo");
  expect(shown({}).filter((key) => key === "push.private" || key === "push.update")).toEqual([]);
  expect(shown({ push: { repo: "ada/sums" } })).toEqual(expect.arrayContaining(["push.private", "push.update"]));
  expect(shown({ push: { update: true } })).toContain("push.update");
});
