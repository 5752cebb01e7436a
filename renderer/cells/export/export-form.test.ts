import { expect, it } from "vitest";
import { exportKind } from "#shared/cells/export.ts";
import { exportFields } from "#shared/cells/export-fields.ts";
import { fieldProblems } from "../field-problems.ts";
import { shownFields } from "../shown-fields.ts";
import { yamlValues } from "../yaml-values.ts";

const base = "from: answers\npath: out\n";

function formOf(source: string) {
  const reading = exportKind.read(source);
  const shown = shownFields(exportFields, yamlValues(source) ?? {}, reading.ok ? reading.body : null).map(({ key }) => key);
  return { shown, problems: fieldProblems(reading.ok ? [] : reading.problems, shown) };
}

const conditional = exportFields.flatMap(({ key, when }) => (when === undefined ? [] : [key]));

/** Each key under a format or trainer it does not go with. */
const strays: { readonly [key: string]: string } = {
  trainer: "format: rewards\ntrainer: trl\n",
  layout: "format: all\nlayout: messages\n",
  reasoning: "format: preference\nreasoning: thinking\n",
  pairs: "format: sft\npairs: all\n",
  min_margin: "format: sft\nmin_margin: 1\n",
  threshold: "format: sft\nthreshold: 1\n",
  criteria: "format: sft\ncriteria: verdicts\n",
  rubric: "format: sft\nrubric: house\n",
  scores: "format: sft\nscores: [verdicts]\n",
  upload: "format: sft\ntrainer: trl\nupload: lab\n",
  "push.private": "format: sft\npush: { private: false }\n",
  "push.update": "format: sft\npush: { update: true }\n",
};

it("knows every conditional control", () => expect(Object.keys(strays)).toEqual(conditional));

it.each(Object.entries(strays))("%s stays in the form while it is set, whatever it goes with", (key, given) => {
  expect(formOf(`${base}${given}`).shown).toContain(key);
});

it.each([
  "trainer",
  "layout",
  "reasoning",
  "criteria",
  "rubric",
  "scores",
  "upload",
])("what is wrong with %s is told at its control", (key) => {
  expect(formOf(`${base}${strays[key]}`).problems.get(key)).toMatch(/\w+/);
});

it.each([
  ["files", "format: sft\ntrainer: openai\nfiles: [parquet]\n"],
  ["card", "format: sft\ntrainer: trl\ncard: false\n"],
  ["rubric", "format: prompts-rubric\n"],
])("a problem of %s has a control to stand at", (key, given) => {
  expect(formOf(`${base}${given}`).problems.get(key)).toMatch(/\w+/);
});
