import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { answeredTasks, fence, notebookText } from "./notebook-text.ts";
import { cell, expectState, notebookReady, openForm, runCell } from "./workbench.ts";

const notebook = notebookText(
  "By rubric",
  answeredTasks(4, ["sim/willow-large", "sim/basalt-large"]),
  fence(
    "rubric",
    "house",
    `criteria:
  - { id: right, text: States the right result., weight: 1 }
  # Nobody reads long answers.
  - { id: brief, text: Uses at most 8 words., weight: 0.05 }
  - { id: full, text: Is written in full sentences., weight: 1 }`,
  ),
  fence("judge", "scores", 'from: answers\nmode: rubric\nrubric: house\njudges: ["sim/judge:noise=0,sight=1"]\ntemperature: 0'),
  fence("rubric", "fitted", "base: house\nper_prompt: { from: tasks, model: sim/willow-large }"),
  fence("judge", "fitted_scores", "from: answers\nmode: rubric\nrubric: fitted\njudges: [sim/judge-fair]"),
);

async function begin(page: Page): Promise<void> {
  await notebookReady(page);
  await runCell(page, "scores");
  await expectState(page, "scores", "fresh");
}

test("a weight turns the ranking round while it moves, and criteria change places by keys", async ({ desk }) => {
  desk.write("rubric.assay.md", notebook);
  const { page } = await desk.launch("rubric.assay.md");
  await begin(page);
  const house = await openForm(page, "house");
  const models = house.getByRole("figure").getByRole("rowheader");
  await expect(models).toHaveText(["sim/willow-large", "sim/basalt-large"]);
  const slider = house.getByRole("slider", { name: "Weight of brief" });
  await slider.focus();
  for (let step = 0; step < 39; step += 1) await page.keyboard.down("ArrowRight");
  await expect(models).toHaveText(["sim/basalt-large", "sim/willow-large"]);
  await page.keyboard.up("ArrowRight");
  await expect.poll(() => desk.read("rubric.assay.md")).toContain("{ id: brief, text: Uses at most 8 words., weight: 2 }");
  await expectState(page, "house", "fresh");
  await expectState(page, "scores", "stale");

  await house.getByRole("button", { name: /^Move brief, 2 of 3/ }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(house.getByRole("button", { name: /^Move brief, 1 of 3/ })).toBeFocused();
  await expect.poll(() => desk.read("rubric.assay.md")).toMatch(/criteria:\n {2}# Nobody reads long answers\.\n {2}- \{ id: brief/);

  await house.getByRole("textbox", { name: "Text of right" }).fill("States the right number.");
  await page.keyboard.press("Enter");
  await house.getByRole("button", { name: "Add criterion" }).click();
  await house.getByRole("combobox", { name: "Type of criterion_4" }).selectOption("pitfall");
  await house.getByRole("button", { name: "Remove full" }).click();
  await expect(house).toContainText("2 principles · 1 pitfall");
  await expect.poll(() => desk.read("rubric.assay.md")).toContain("States the right number.");

  await expect(house.getByRole("figure").first()).toContainText("without criterion_4, not judged yet");
  await expectState(page, "house", "fresh");
  await house.getByRole("tab", { name: "Discrimination" }).click();
  await expect(house.getByRole("tabpanel")).toContainText("What each criterion tells");
});

test("criteria a model wrote count once a person has approved them", async ({ desk }) => {
  desk.write("rubric.assay.md", notebook);
  const { page } = await desk.launch("rubric.assay.md");
  await begin(page);
  const fitted = cell(page, "fitted");
  await runCell(page, "fitted");
  await expectState(page, "fitted", "fresh");
  await fitted.getByRole("tab", { name: /^Per prompt/ }).click();
  await expect(fitted.getByRole("region", { name: "Item 1" })).toContainText("States that the result is 52.");
  await expect(fitted).toContainText("not approved");
  await fitted.getByRole("button", { name: /^Approve \d+ criteria$/ }).click();
  await expectState(page, "fitted", "frozen");
  await expect.poll(() => desk.read("rubric.assay.md")).toMatch(/approved: r[0-9a-f]{15}/);
  await runCell(page, "fitted_scores");
  await expectState(page, "fitted_scores", "fresh");
  await fitted.getByRole("button", { name: "Take back" }).click();
  await expectState(page, "fitted", "fresh");
});

test("a rubric's form and its tabs have no accessibility faults", async ({ desk }) => {
  desk.write("rubric.assay.md", notebook);
  const { page } = await desk.launch("rubric.assay.md");
  await begin(page);
  const house = await openForm(page, "house");
  await expect(house.getByRole("figure").getByRole("rowheader").first()).toBeVisible();
  await expectAccessible(page, "the criteria");
  await runCell(page, "fitted");
  const fitted = cell(page, "fitted");
  await expectState(page, "fitted", "fresh");
  await fitted.getByRole("tab", { name: /^Per prompt/ }).click();
  await expect(fitted.getByRole("region", { name: "Item 1" })).toBeVisible();
  await expectAccessible(page, "criteria for each prompt");
});
