import { expect } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { cell, expectState, goToCell, notebookReady, runCell, runStaleUnasked } from "./workbench.ts";

const fence = (kind: string, name: string, body: string) => `\`\`\`${kind} ${name}\n${body}\n\`\`\`\n\n`;

const notebook =
  "---\nassay: 1\ntitle: Rubrics\n---\n\n" +
  fence("dataset", "tasks", "rows:\n  - { question: What is 12 × 17? }\n  - { question: Convert 15 kilometres to metres. }") +
  fence("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]') +
  fence(
    "rubric",
    "quality",
    [
      "criteria:",
      "  - { id: right, text: The response gives the right answer., type: principle, weight: 1 }",
      "  - { id: brief, text: The response is at most 12 words long., type: principle, weight: 0.5, check: { type: length, unit: words, max: 12 } }",
    ].join("\n"),
  ) +
  fence("judge", "graded", "from: answers\nmode: rubric\nrubric: quality\njudges: [sim/judge-fair]") +
  fence(
    "rubric",
    "own",
    "base: quality\ncriteria:\n  - { id: polite, text: The response is polite., type: principle, priority: optional }\nper_prompt: { from: tasks, model: sim/cedar-large }",
  ) +
  fence("judge", "graded_own", "from: answers\nmode: rubric\nrubric: own\njudges: [sim/judge-fair]");

test("criteria written for each prompt are looked at and approved before any judge reads them", async ({ desk }) => {
  test.setTimeout(120_000);
  desk.write("rubrics.assay.md", notebook);
  const { page } = await desk.launch("rubrics.assay.md");
  await notebookReady(page);
  await runStaleUnasked(page);
  await expectState(page, "graded", "fresh", 60_000);
  await expectState(page, "own", "fresh", 60_000);

  await goToCell(page, "graded_own");
  await expectState(page, "graded_own", "error");
  await expect(cell(page, "graded_own")).toContainText("approve", { ignoreCase: true });

  await goToCell(page, "own");
  const own = cell(page, "own");
  await own.getByRole("tab", { name: /^Per prompt/ }).click();
  await expectAccessible(page, "a rubric for each prompt");
  await own.getByRole("button", { name: /^Approve \d+ criteria/ }).click();
  await expect.poll(() => desk.read("rubrics.assay.md")).toMatch(/approved: \S{8,}/);
  await expect(own).toContainText("approved");

  await goToCell(page, "graded_own");
  await runCell(page, "graded_own");
  await expectState(page, "graded_own", "fresh", 60_000);
  await expect(cell(page, "graded_own").getByRole("tab", { name: /^Criteria/ })).toBeVisible();
});

test("a weight is changed in the form, and what it does to the ranking is seen before", async ({ desk }) => {
  test.setTimeout(120_000);
  desk.write("rubrics.assay.md", notebook);
  const { page } = await desk.launch("rubrics.assay.md");
  await notebookReady(page);
  await runStaleUnasked(page);
  await expectState(page, "graded", "fresh", 60_000);
  await goToCell(page, "quality");
  const quality = cell(page, "quality");
  await quality.getByRole("radio", { name: "Form", exact: true }).click();
  const weight = quality.getByRole("slider", { name: /brief/ });
  await weight.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await expect.poll(() => desk.read("rubrics.assay.md")).toMatch(/id: brief.*weight: 0\.[6-9]/);
  await expectState(page, "graded", "stale");
  await expectAccessible(page, "a rubric's form");
});
