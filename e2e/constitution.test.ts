import { expect } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { answeredTasks, fence, notebookText } from "./notebook-text.ts";
import { expectState, notebookReady, openForm, runCell } from "./workbench.ts";

const notebook = notebookText(
  "By principle",
  answeredTasks(3, ["sim/willow-large", "sim/basalt-large"]),
  fence(
    "constitution",
    "values",
    `principles:
  # What matters most.
  - { id: right, text: Prefer the response that is right. }
  - { id: brief, text: Prefer the shorter response. }`,
  ),
  fence("judge", "verdicts", "from: answers\nconstitution: values\njudges: [sim/judge-fair, sim/judge-long]\nconfidence: logprobs"),
  fence("judge", "scores", "from: answers\nmode: pointwise\njudges: [sim/judge-fair]"),
);

test("principles are edited in the form, and a judge decides by them, clamped", async ({ desk }) => {
  desk.write("values.assay.md", notebook);
  const { page } = await desk.launch("values.assay.md");
  await notebookReady(page);
  const values = await openForm(page, "values");
  await values.getByRole("textbox", { name: "Text of brief" }).fill("Prefer the response without filler.");
  await page.keyboard.press("Enter");
  await values.getByRole("textbox", { name: "Critique of right" }).fill("Which statement is false?");
  await page.keyboard.press("Enter");
  await values.getByRole("button", { name: "Add principle" }).click();
  await expect(values.getByRole("textbox", { name: "Id of principle_3" })).toBeVisible();
  await values.getByRole("button", { name: "Remove brief" }).click();
  await expect(values).toContainText("2 principles");
  await expect
    .poll(() => desk.read("values.assay.md"))
    .toMatch(/# What matters most\.\n {2}- \{ id: right, .*critique: Which statement is false\? \}/);

  const verdicts = await openForm(page, "verdicts");
  await verdicts.getByRole("textbox", { name: "Clamp p" }).fill("0.4");
  await page.keyboard.press("Enter");
  await verdicts.getByRole("textbox", { name: "Upper end" }).fill("0.6");
  await page.keyboard.press("Enter");
  await verdicts.getByRole("combobox", { name: "Jury" }).selectOption("mean");
  await expect.poll(() => desk.read("values.assay.md")).toMatch(/clamp: \[ ?0\.4, 0\.6 ?\]|clamp:\n\s+- 0\.4\n\s+- 0\.6/);
  await verdicts.getByText("Default prompt").click();
  await expect(verdicts).toContainText("Judge only by the principle.");
  await runCell(page, "verdicts");
  await expectState(page, "verdicts", "fresh");
  await verdicts.getByRole("radio", { name: "Text" }).click();
  await expect(verdicts.getByRole("tab", { name: /^Jury 3$/ })).toBeVisible();
});

test("a judge's form has the keys its mode reads, levels among them", async ({ desk }) => {
  desk.write("values.assay.md", notebook);
  const { page } = await desk.launch("values.assay.md");
  await notebookReady(page);
  const scores = await openForm(page, "scores");
  await expect(scores.getByRole("combobox", { name: "Orders" })).toBeHidden();
  await scores.getByRole("textbox", { name: "Scale from" }).fill("0");
  await page.keyboard.press("Enter");
  await scores.getByRole("textbox", { name: "Scale to" }).fill("1");
  await page.keyboard.press("Enter");
  await scores.getByRole("textbox", { name: "Levels" }).fill("0: wrong\n1: right");
  await page.keyboard.press("Tab");
  await scores.getByRole("switch", { name: "Explains itself" }).click();
  await expect.poll(() => desk.read("values.assay.md")).toContain("explain: false");
  expect(desk.read("values.assay.md")).toMatch(/levels:[^`]*0"?: wrong[^`]*1"?: right/);
  await scores.getByRole("combobox", { name: "Mode" }).selectOption("reference");
  await expect(scores).toContainText("needs `reference:`");
  await scores.getByRole("combobox", { name: "Mode" }).selectOption("pairwise");
  await expect(scores.getByRole("combobox", { name: "Orders" })).toBeVisible();
});

test("the forms of a constitution and a judge have no accessibility faults", async ({ desk }) => {
  desk.write("values.assay.md", notebook);
  const { page } = await desk.launch("values.assay.md");
  await notebookReady(page);
  await openForm(page, "values");
  await expectAccessible(page, "the principles");
  const verdicts = await openForm(page, "verdicts");
  await verdicts.getByText("Default prompt").click();
  await expectAccessible(page, "a judge's form");
});
