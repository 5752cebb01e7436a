import { expect, type Page } from "@playwright/test";
import { measureMethodNames } from "#shared/statistics/measure-methods.ts";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { fence, notebookText } from "./notebook-text.ts";
import { cell, expectState, goToCell, notebookReady, openForm, runCell, runStale } from "./workbench.ts";

const people = ["sim/person-ada", "sim/person-bo", "sim/person-cy"];
const tasks = Array.from({ length: 14 }, (_, at) => `  - { question: "What is ${at + 13} × ${at + 4}?", answer: ${(at + 13) * (at + 4)} }`);

const answers = [
  fence("dataset", "tasks", `rows:\n${tasks.join("\n")}`),
  fence("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]\nkeep: [answer]'),
];

const judgesAndMeasures = [
  fence(
    "judge",
    "verdicts",
    "from: answers\njudges: [sim/judge-fair, sim/judge-willow, sim/judge-first]\nconfidence: logprobs\nrepeats: 2\ncriteria: Prefer the right answer.",
  ),
  fence("judge", "people", `from: answers\njudges: [${people.join(", ")}]\norders: random\ncriteria: Which would you rather have got?`),
  fence("judge", "scores", "from: answers\nmode: pointwise\njudges: [sim/judge-fair, sim/judge-long]\nscale: { min: 1, max: 5 }"),
  fence(
    "rubric",
    "quality",
    "criteria:\n  - { id: right, text: The response gives the right answer., type: principle, priority: essential }\n  - { id: brief, text: The response is at most 12 words long., type: principle, check: { type: length, unit: words, max: 12 } }",
  ),
  fence("judge", "graded", "from: answers\nmode: rubric\nrubric: quality\njudges: [sim/judge-fair, sim/judge-careless]"),
  fence("measure", "finding", `method: agreement\nfrom: [verdicts, people]\npeople: [${people.join(", ")}]\ndraws: 200`),
  fence("measure", "of_scores", "method: scores\nfrom: scores\ndraws: 200"),
  fence("measure", "of_criteria", "method: rubric\nfrom: graded_criteria\ndraws: 200"),
];

/** Read from tables of their own; those of texts and next tokens in data-measures.test.ts. */
const ofOtherTables = ["scores", "rubric", "diversity", "lineage", "distillation"];

async function findingOf(page: Page, name: string, method: string): Promise<void> {
  await expectState(page, name, "fresh");
  await goToCell(page, name);
  await cell(page, name).getByRole("tab", { name: "Finding" }).click();
  const finding = cell(page, name).getByRole("tabpanel", { name: "Finding" });
  // A figure with what it is counted from, or that it is undefined and why.
  await expect(finding, method).toContainText(/\d.*\bn [\d,]+|undefined: \w.{10,}/s);
}

test("every method of a measure is chosen in its form, and says what it found in words, a chart and a table", async ({ desk }) => {
  desk.write("methods.assay.md", notebookText("Every method", ...answers, ...judgesAndMeasures));
  const { page } = await desk.launch("methods.assay.md");
  await notebookReady(page);
  await expectState(page, "tasks", "fresh");
  await runStale(page);
  for (const name of ["verdicts", "people", "scores", "graded"]) await expectState(page, name, "fresh");
  await findingOf(page, "of_scores", "scores");
  await findingOf(page, "of_criteria", "rubric");

  const measure = await openForm(page, "finding");
  for (const method of measureMethodNames.filter((each) => !ofOtherTables.includes(each))) {
    await measure.getByLabel("Method", { exact: true }).selectOption(method);
    await expect.poll(() => desk.read("methods.assay.md")).toContain(`method: ${method}\nfrom: [verdicts, people]`);
    await findingOf(page, "finding", method);
    await measure.getByRole("tab", { name: "Chart" }).click();
    await expect(measure.getByRole("figure").or(measure.getByText("Nothing to draw")).first(), method).toBeVisible();
    await measure.getByRole("tab", { name: /^Table/ }).click();
    await expect(measure.getByRole("grid"), method).toBeVisible();
  }
  await expectAccessible(page, "a measure");
});

test("every mode of a judge runs from its form", async ({ desk }) => {
  const judge = fence("judge", "opinions", "from: answers\njudges: [sim/judge-fair]\ncriteria: Prefer the right answer.");
  desk.write("modes.assay.md", notebookText("Every mode", ...answers, judge));
  const { page } = await desk.launch("modes.assay.md");
  await notebookReady(page);
  await runStale(page);
  const opinions = cell(page, "opinions");
  await expectState(page, "opinions", "fresh");
  await opinions.click();
  await opinions.getByRole("radio", { name: "Form", exact: true }).click();

  await opinions.getByLabel("Mode", { exact: true }).selectOption("pointwise");
  await expectState(page, "opinions", "stale");
  await runCell(page, "opinions");
  await expectState(page, "opinions", "fresh");
  await expect(opinions.getByRole("tab", { name: /^Scores/ })).toBeVisible();

  await opinions.getByLabel("Mode", { exact: true }).selectOption("reference");
  await expect(opinions).toContainText("needs reference:");
  await opinions.getByLabel("Reference column").fill("answer");
  await page.keyboard.press("Enter");
  await expectState(page, "opinions", "stale");
  await runCell(page, "opinions");
  await expectState(page, "opinions", "fresh");

  await opinions.getByLabel("Reference column").fill("");
  await page.keyboard.press("Enter");
  await opinions.getByLabel("Mode", { exact: true }).selectOption("tournament");
  await opinions.getByLabel("Scheme", { exact: true }).selectOption("knockout");
  await opinions.getByLabel("Players", { exact: true }).selectOption("answers");
  await runCell(page, "opinions");
  await expectState(page, "opinions", "fresh");
  await opinions.getByRole("tab", { name: /^Standings/ }).click();
  await expect(opinions.getByRole("grid")).toBeVisible();
});
