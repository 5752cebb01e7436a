import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { cell, chooseTheme, expectState, notebookReady, runCell } from "./workbench.ts";

const notebook = `---
assay: 1
title: Cleaning
---

\`\`\`dataset answers
rows:
  - { item: q1, question: "Name the largest planet of our solar system, please.", response: "Jupiter is the largest planet." }
  - { item: q2, question: "Which planet is it?", response: "JUPITER is the largest planet." }
  - { item: q3, question: "Say no.", response: "I'm sorry, but I can't help with that." }
  - { item: q4, question: "Name two moons.", response: "Europa and Io are moons of Jupiter." }
  - { item: q5, question: "Is it near?", response: "No." }
\`\`\`

\`\`\`dataset exam
rows:
  - { item: e1, prompt: "Name the largest planet of our solar system." }
  - { item: e2, prompt: "Say in which year the first of its moons was seen by anyone." }
\`\`\`

\`\`\`filter clean
from: answers
column: response
steps:
  # The same text, whatever the case.
  - { type: exact }
  - { type: refusal }
  - { type: length, min: 3 }
  - { type: decontaminate, tables: exam }
\`\`\`

\`\`\`filter meanings
from: answers
column: response
steps:
  - { type: semantic, model: sim/embed, threshold: 0.9 }
\`\`\`
`;

async function begin(page: Page): Promise<void> {
  await notebookReady(page);
  await runCell(page, "clean");
  await expectState(page, "clean", "fresh", 60_000);
  await cell(page, "clean").click({ position: { x: 200, y: 10 } });
  // Results are drawn once they are on screen.
  await cell(page, "clean").evaluate((article) => article.scrollIntoView({ block: "start" }));
}

async function openForm(page: Page, name: string): Promise<Locator> {
  const opened = cell(page, name);
  await opened.click({ position: { x: 200, y: 10 } });
  await opened.getByRole("radio", { name: "Form" }).click();
  return opened;
}

test("steps show what they kept, change places by keys, and are switched, set, added and removed", async ({ desk }) => {
  test.setTimeout(180_000);
  desk.write("clean.assay.md", notebook);
  const { page } = await desk.launch("clean.assay.md");
  await begin(page);
  const clean = await openForm(page, "clean");
  await expect(clean).toContainText("1 of 5 kept");
  const steps = clean.getByRole("region", { name: "Steps of clean" }).getByRole("listitem");
  const counts = (...texts: readonly string[]) => expect(steps).toContainText(texts, { timeout: 30_000 });
  await counts("4 of 5 kept", "3 of 4 kept", "2 of 3 kept", "1 of 2 kept");

  await clean.getByRole("button", { name: /^Move step 3, length, 3 of 4/ }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(clean.getByRole("button", { name: /^Move step 2, length, 2 of 4/ })).toBeFocused();
  await expect
    .poll(() => desk.read("clean.assay.md"))
    .toMatch(/# The same text.*\n {2}- \{ type: exact \}\n {2}- \{ type: length, min: 3 \}\n {2}- \{ type: refusal \}/);
  await counts("4 of 5 kept", "3 of 4 kept", "2 of 3 kept", "1 of 2 kept");
  await expectState(page, "clean", "fresh");

  await clean.getByRole("switch", { name: "step 3, refusal, on" }).click();
  await expect.poll(() => desk.read("clean.assay.md")).toContain("- { type: refusal, off: true }");
  await counts("4 of 5 kept", "3 of 4 kept", "off", "2 of 3 kept");

  await clean.getByRole("button", { name: /Length/ }).click();
  await clean.getByRole("textbox", { name: "At least" }).fill("7");
  await page.keyboard.press("Enter");
  await counts("4 of 5 kept", "2 of 4 kept", "off", "2 of 2 kept");
  await clean.getByRole("textbox", { name: "At most" }).fill("2");
  await page.keyboard.press("Enter");
  await expect(steps.nth(1)).toContainText("min must not be above max");
  await clean.getByRole("textbox", { name: "At most" }).fill("");
  await page.keyboard.press("Enter");

  await clean.getByRole("combobox", { name: "Add a step to clean" }).selectOption("sample");
  await expect.poll(() => desk.read("clean.assay.md")).toContain("type: sample");
  await counts("kept", "kept", "off", "kept", "2 of 2 kept");
  await clean.getByRole("button", { name: "Remove step 5, sample" }).click();
  await expect.poll(() => desk.read("clean.assay.md")).not.toContain("type: sample");
});

test("dropped rows by step, the match with what it shares marked, and a ledger that adds up", async ({ desk }) => {
  test.setTimeout(180_000);
  desk.write("clean.assay.md", notebook);
  const { page } = await desk.launch("clean.assay.md");
  await begin(page);
  const clean = cell(page, "clean");
  await clean.getByRole("tab", { name: "Dropped 4" }).click();
  await clean.getByRole("radio", { name: "2 refusal 1" }).click();
  await expect(clean.getByRole("tabpanel")).toContainText("filtered 1 of 4");
  await clean.getByRole("tab", { name: "Matches 2" }).click();
  await clean.getByRole("radio", { name: "4 decontaminate" }).click();
  const match = clean.getByRole("region", { name: "q1 and what it matches" });
  await expect(match).toContainText("covers 100 % of e1 in exam");
  await expect(match.locator("mark")).toHaveText([
    "Name the largest planet of our solar system",
    "Name the largest planet of our solar system",
  ]);
  await clean.getByRole("radio", { name: "Table" }).click();
  await expect(clean.getByRole("tabpanel").getByRole("row", { name: /q1.*e1.*exam.*decontaminate/ })).toBeVisible();
  await clean.getByRole("tab", { name: "Ledger" }).click();
  await expect(clean.getByRole("tabpanel")).toContainText("5 requested = 1 kept + 4 filtered");
  await expect(clean.getByRole("tabpanel")).toContainText("1 of 2 instances of exam matched (50 % > 2 %): 1 row dropped");

  // An evaluation of which too little is matched: the row stays, and is told.
  desk.write("clean.assay.md", notebook.replace("tables: exam }", "tables: exam, contaminated_above: 0.5 }"));
  await expect(clean).toContainText("contaminated_above: 0.5");
  await expectState(page, "clean", "fresh", 60_000);
  await expect(clean).toContainText("2 of 5 kept");
  await clean.getByRole("tab", { name: "Matches 2" }).click();
  await clean.getByRole("radio", { name: "4 decontaminate" }).click();
  await clean.getByRole("radio", { name: "Side by side" }).click();
  await expect(match).toContainText("covers 100 % of e1 in exam, and stays");
  await expect(match.locator("mark").first()).toHaveText("Name the largest planet of our solar system");

  const meanings = cell(page, "meanings");
  await meanings.click({ position: { x: 200, y: 10 } });
  await expectState(page, "meanings", "new");
  await runCell(page, "meanings");
  await expectState(page, "meanings", "fresh");
  await expect(meanings).toContainText("4 of 5 kept");
  await expect(meanings.getByRole("tab", { name: "Spend" })).toBeVisible();
});

for (const theme of ["Light", "Dark"] as const) {
  test(`a filter's form and its tabs have no accessibility faults (${theme.toLowerCase()})`, async ({ desk }) => {
    test.setTimeout(180_000);
    desk.write("clean.assay.md", notebook);
    const { page } = await desk.launch("clean.assay.md");
    await begin(page);
    await chooseTheme(page, theme);
    const clean = await openForm(page, "clean");
    await clean.getByRole("button", { name: /Refusals/ }).click();
    await expectAccessible(page, "the steps");
    await clean.getByRole("tab", { name: "Matches" }).click();
    await expect(clean.locator("mark").first()).toBeVisible();
    await expectAccessible(page, "the matches");
    await clean.getByRole("tab", { name: "Ledger" }).click();
    await expectAccessible(page, "the ledger");
  });
}
