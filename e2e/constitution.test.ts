import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { cell, chooseTheme, expectState, notebookReady, runCell } from "./workbench.ts";

const notebook = `---
assay: 1
title: By principle
---

\`\`\`dataset tasks
rows:
  - { question: What is 13 × 4? }
  - { question: What is 14 × 5? }
  - { question: What is 15 × 6? }
\`\`\`

\`\`\`teacher answers
from: tasks
prompt: "{{ question }}"
models: [sim/willow-large, sim/basalt-large]
\`\`\`

\`\`\`constitution values
principles:
  # What matters most.
  - { id: right, text: Prefer the response that is right. }
  - { id: brief, text: Prefer the shorter response. }
\`\`\`

\`\`\`judge verdicts
from: answers
constitution: values
judges: [sim/judge-fair, sim/judge-long]
confidence: logprobs
\`\`\`

\`\`\`judge scores
from: answers
mode: pointwise
judges: [sim/judge-fair]
\`\`\`
`;

async function openForm(page: Page, name: string): Promise<Locator> {
  const opened = cell(page, name);
  await opened.click({ position: { x: 200, y: 10 } });
  await opened.getByRole("radio", { name: "Form" }).click();
  return opened;
}

test("principles are edited in the form, and a judge decides by them, clamped", async ({ desk }) => {
  test.setTimeout(120_000);
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
  await expectState(page, "verdicts", "fresh", 60_000);
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

for (const theme of ["Light", "Dark"] as const) {
  test(`the forms of a constitution and a judge have no accessibility faults (${theme.toLowerCase()})`, async ({ desk }) => {
    test.setTimeout(120_000);
    desk.write("values.assay.md", notebook);
    const { page } = await desk.launch("values.assay.md");
    await notebookReady(page);
    await chooseTheme(page, theme);
    await openForm(page, "values");
    await expectAccessible(page, "the principles");
    const verdicts = await openForm(page, "verdicts");
    await verdicts.getByText("Default prompt").click();
    await expectAccessible(page, "a judge's form");
  });
}
