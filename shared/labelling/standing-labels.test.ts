import fc from "fast-check";
import { expect, it } from "vitest";
import type { GivenLabel, LabelRecord } from "./label-record.ts";
import { parseLabelFile } from "./label-record.ts";
import { standingLabels } from "./standing-labels.ts";

const label = (id: string, at: number, more: Partial<GivenLabel> = {}): GivenLabel => ({
  type: "label",
  id,
  at,
  annotator: "Ada",
  key: "k1",
  item: "1",
  verdict: "a",
  shown: { order: "ab", question: { sha256: "q", chars: 1 }, texts: [] },
  selection_p: 1,
  ms: 1000,
  ...more,
});
const stand = (records: readonly LabelRecord[], unreadable: readonly number[] = []) => standingLabels({ records, unreadable });

it("lets go of what its giver undid, and of nothing that someone else would undo", () => {
  const records: LabelRecord[] = [
    label("1", 1),
    label("2", 2, { key: "k2" }),
    { type: "undo", id: "3", at: 3, annotator: "ADA ", undoes: "2" },
    { type: "undo", id: "4", at: 4, annotator: "Grace", undoes: "1" },
  ];
  expect(stand(records).labels.map(({ label: { id } }) => id)).toEqual(["1"]);
});

it("counts a person's last label of an item, and says how many were given twice", () => {
  const { labels, problems } = stand([label("2", 9, { verdict: "b" }), label("1", 1)]);
  expect(labels.map(({ label: { id } }) => id)).toEqual(["2"]);
  expect(problems).toEqual(["1 label was given again by the same person without an undo; the last one counts."]);
  expect(stand([label("1", 1), label("2", 2, { undoes: "1" })]).problems).toEqual([]);
});

it("takes names that differ by capitals and spaces for one person, and says so", () => {
  const { labels, problems } = stand([label("1", 1), label("2", 2, { annotator: " ada ", key: "k2" })]);
  expect(labels.map(({ annotator }) => annotator)).toEqual(["Ada", "Ada"]);
  expect(problems).toEqual(["“Ada” and “ada” are taken for one person."]);
});

it("counts a record once that a merge doubled", () => {
  expect(stand([label("1", 1), label("1", 1)])).toMatchObject({ labels: [{ label: { id: "1" } }], problems: [] });
});

it("puts a later note beside the label and takes it away with an empty one", () => {
  const note = (id: string, at: number, text: string): LabelRecord => ({ type: "note", id, at, annotator: "Ada", key: "k1", note: text });
  expect(stand([label("1", 1, { note: "first" }), note("2", 2, "later")]).labels[0]?.note).toBe("later");
  expect(stand([label("1", 1, { note: "first" }), note("2", 2, " ")]).labels[0]?.note).toBeNull();
});

it("does not mind the order in which branches were merged", () => {
  const records: LabelRecord[] = [
    label("1", 1),
    label("2", 2, { verdict: "b", undoes: "1" }),
    label("3", 3, { key: "k2" }),
    label("4", 4, { annotator: "Grace" }),
    { type: "undo", id: "5", at: 5, annotator: "Ada", undoes: "3" },
  ];
  const expected = stand(records).labels.map(({ label: { id } }) => id);
  fc.assert(
    fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
      expect(stand(shuffled).labels.map(({ label: { id } }) => id)).toEqual(expected);
    }),
  );
});

it("reads a file with torn lines, conflict marks and foreign keys, and names the lines it can't read", () => {
  const text = `${JSON.stringify({ ...label("1", 1), later_version: 2 })}\r\n\n<<<<<<< mine\n{"type":"label","id":"2"`;
  const file = parseLabelFile(text);
  expect(file).toMatchObject({ records: [{ id: "1", later_version: 2 }], unreadable: [3, 4] });
  expect(standingLabels(file).problems).toEqual(["Lines 3, 4 of the label file can't be read and are left as they are."]);
});
