import { expect, type Locator } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { fence, notebookText } from "./notebook-text.ts";
import { startSimulation } from "./simulated-models.ts";
import { cell, expectState, goToCell, notebookReady, openForm, runCell } from "./workbench.ts";

const questions = [
  "What is 12 + 30?",
  "Convert 4 hours to minutes.",
  "What is the capital of Peru?",
  "Sort these words alphabetically: plum, apple, fig.",
  "Explain gravity in one sentence.",
  "A box holds 12 apples. How many apples are in 4 boxes?",
];
const seeds = fence(
  "dataset",
  "seeds",
  `rows:\n${questions.map((question) => `  - { question: ${JSON.stringify(question)} }`).join("\n")}`,
);
const notebook = notebookText(
  "Teaching",
  seeds,
  fence("teacher", "written", "method: self-instruct\nfrom: seeds\nmodels: [sim/willow-large]\nuntil: 16"),
  fence("teacher", "drafts", 'from: seeds\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/cedar-small]'),
  fence(
    "teacher",
    "edited",
    "method: edit\nfrom: drafts\nmodels: [sim/basalt-large]\nedit:\n  stages:\n    - {}\n    - { prompt: continue, model: sim/cedar-large }",
  ),
);

/** Its results stand far below a form. */
async function showText(opened: Locator): Promise<void> {
  await opened.getByRole("radio", { name: "Text", exact: true }).click();
}

test("a method of teaching is chosen, read, run and looked into in the workbench", async ({ desk }) => {
  desk.write("teaching.assay.md", notebook);
  const { page } = await desk.launch("teaching.assay.md");
  await notebookReady(page);

  await goToCell(page, "written");
  const written = await openForm(page, "written");
  // What the method is, where it was published, and what it sends, in full.
  await expect(written).toContainText("From a few seed tasks, models write new ones");
  await expect(written.getByRole("link", { name: "arxiv.org/abs/2212.10560" })).toBeVisible();
  await written.getByText("Default prompt tasks").click();
  await expect(written).toContainText("{% for example in examples %}");
  await runCell(page, "written");
  await expectState(page, "written", "fresh");
  await expect(written).toContainText(/1\d new tasks from 6 seeds · 1 model · 1\d of \d+ accepted, \d+ %/);
  await showText(written);
  await written.getByRole("tab", { name: /^Rejected/ }).click();
  await expect(written.getByRole("grid")).toContainText("ROUGE-L");
  await written.getByRole("tab", { name: "Compare" }).click();
  await expect(written.getByRole("region", { name: /ROUGE-L/ })).toBeVisible();
  await written.getByRole("radio", { name: "Differences" }).click();
  await expect(written.locator("ins").first()).toBeVisible();
  await expectAccessible(page, "a teacher's method");

  // Its prompt becomes the notebook's own, and an option of another method is refused.
  await openForm(page, "written");
  await written.getByText("Default prompt tasks").click();
  await written.getByRole("button", { name: "Write my own from this" }).click();
  await expect.poll(() => desk.read("teaching.assay.md")).toContain("prompts:\n  tasks: ");
  await expectState(page, "written", "stale");
  await written.getByLabel("Method", { exact: true }).selectOption("magpie");
  await expect(written).toContainText("magpie starts from no table; leave this out");
  await written.getByLabel("Method", { exact: true }).selectOption("self-instruct");

  await goToCell(page, "drafts");
  await runCell(page, "drafts");
  await expectState(page, "drafts", "fresh");
  await cell(page, "drafts").getByRole("tab", { name: "By model" }).click();
  await expect(cell(page, "drafts").getByRole("columnheader", { name: "sim/cedar-small" })).toBeVisible();

  await goToCell(page, "edited");
  const edited = await openForm(page, "edited");
  await expect(edited.getByRole("list", { name: "stages of edited" }).getByRole("listitem")).toHaveCount(2);
  await runCell(page, "edited");
  await expectState(page, "edited", "fresh");
  await showText(edited);
  await edited.getByRole("tab", { name: /^Stages 24/ }).click();
  await expect(edited.getByRole("grid")).toContainText("sim/basalt-large");
  await edited.getByRole("tab", { name: "Compare" }).click();
  await edited.getByLabel("Second text").selectOption({ label: "Stage 2 · sim/cedar-large" });
  await openForm(page, "edited");
  await edited.getByRole("button", { name: "Add stage" }).click();
  await expectState(page, "edited", "stale");
  await expect.poll(() => desk.read("teaching.assay.md")).toContain("model: sim/cedar-large }\n    - {}");
});

test("a run until enough rows are accepted states its range beforehand, and while it goes on how many are", async ({ desk }) => {
  const simulation = await startSimulation("--latency", "300");
  try {
    desk.connect({ id: "slow", baseUrl: `${simulation.origin}/v1`, models: ["willow-small"] });
    const body = `from: seeds\nprompt: "{{ question }}"\nmodels: [slow/willow-small]\naccept: "'Good question' in response"\nuntil: 20\ncandidates: 200`;
    desk.write("until.assay.md", notebookText("Until", seeds, fence("teacher", "few", body)));
    const { page } = await desk.launch("until.assay.md");
    await notebookReady(page);
    const few = cell(page, "few");
    await few.getByRole("button", { name: /^Run 20–200 calls.*\(few\)$/ }).click();
    const plan = page.getByRole("group", { name: "Plan for few" });
    await expect(plan).toContainText("Run 20 to 200 calls");
    await plan.getByRole("button", { name: "Run", exact: true }).click();
    await expect(page.locator('article[data-state="running"]')).toContainText(/\d+ of 20 accepted · \d+ % of \d+ candidates/);
    await expectState(page, "few", "fresh");
    await expect(few).toContainText(/20 of \d+ accepted, \d+ %/);
  } finally {
    await simulation.stop();
  }
});
