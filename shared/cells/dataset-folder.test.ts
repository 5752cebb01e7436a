import { expect, test } from "vitest";
import { datasetParts, isDataFile } from "./dataset-folder.ts";

const files = (...paths: string[]) => paths.map((path) => ({ path, bytes: 10 }));

test("a card's configurations and splits are the parts, also where a split is given as text or list", () => {
  const readme = `---
license: mit
configs:
- config_name: a
  data_files: a/*.csv
- config_name: b
  data_files:
  - split: train
    path: [b/1.jsonl, b/2.jsonl]
  - split: gone
    path: b/3.jsonl
  - split: outside
    path: ../secret.jsonl
---
text`;
  expect(datasetParts(files("README.md", "a/x.csv", "a/y.csv", "b/1.jsonl", "b/2.jsonl"), readme)).toEqual([
    { label: "a · train", path: "a/*.csv", files: 2, bytes: 20 },
    { label: "b · train · b/1.jsonl", path: "b/1.jsonl", files: 1, bytes: 10 },
    { label: "b · train · b/2.jsonl", path: "b/2.jsonl", files: 1, bytes: 10 },
  ]);
});

test("without a card, files that one split was cut into stand together", () => {
  const listing = files(
    "data/train-00000-of-00002.parquet",
    "data/train-00001-of-00002.parquet",
    "test.jsonl",
    "dataset_infos.json",
    "x.py",
  );
  expect(datasetParts(listing, null)).toEqual([
    { label: "data/train-*.parquet", path: "data/train-*.parquet", files: 2, bytes: 20 },
    { label: "test.jsonl", path: "test.jsonl", files: 1, bytes: 10 },
  ]);
});

test.each([
  "---\nconfigs: [\n---\n",
  "---\nconfigs: 3\n---\n",
  "no header",
  "---\na: &a [1]\nb: [*a, *a]\nconfigs: !!js/function x\n---\n",
])("a card that says nothing readable is passed over (%j)", (readme) => {
  expect(datasetParts(files("a.jsonl"), readme)).toHaveLength(1);
});

test("hidden files and a dataset's own notes are no data", () => {
  expect(["a.jsonl", "b/c.PARQUET", ".git/x.json", "dataset_infos.json", "a.md"].filter(isDataFile)).toEqual(["a.jsonl", "b/c.PARQUET"]);
});
