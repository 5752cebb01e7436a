import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { fence, notebookText, twoQuestions } from "./notebook-text.ts";
import { cell, notebookReady } from "./workbench.ts";

const text = notebookText(
  "Looking",
  "Every question is measured.\n",
  twoQuestions,
  fence("sql", "lengths", "SELECT question, length(question) AS characters\nFROM questions"),
);

const bar = (page: Page) => page.getByRole("search", { name: "Find in the notebook" });

test("what is found in sources and text is shown one by one, and replaced in one step", async ({ desk }) => {
  desk.write("looking.assay.md", text);
  const { page } = await desk.launch("looking.assay.md");
  await notebookReady(page);

  // From within an editor too: the bar looks through the whole notebook.
  await cell(page, "lengths").getByLabel("Source of lengths").click();
  await expect(cell(page, "lengths").getByRole("textbox", { name: "Source of lengths" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+f");
  await expect(bar(page).getByLabel("Find", { exact: true })).toBeFocused();
  await page.keyboard.insertText("question");
  const status = bar(page).getByRole("status");
  await expect(status).toHaveText("1 of 6 · text, line 2");
  await page.keyboard.press("Shift+Enter");
  await expect(status).toHaveText("6 of 6 · lengths, line 2");
  await bar(page).getByRole("button", { name: "Whole words only" }).click();
  await expect(status).toHaveText(/ of 5 · /);
  await expectAccessible(page, "finding");

  // One match, then all the others; one undo takes all of those back.
  await bar(page).getByRole("button", { name: "Replace as well" }).click();
  await bar(page).getByLabel("Replace by").fill("prompt");
  await bar(page).getByLabel("Find", { exact: true }).fill("measured");
  await bar(page).getByLabel("Replace by").press("Enter");
  await expect(page.getByText("Every question is prompt.")).toBeVisible();
  await bar(page).getByLabel("Find", { exact: true }).fill("question");
  await bar(page).getByRole("button", { name: "Replace all 5" }).click();
  await expect(status).toHaveText("No match.");
  await page.keyboard.press("Escape");
  await expect(bar(page)).toBeHidden();
  const saved = () => desk.read("looking.assay.md");
  await expect.poll(saved).toContain("SELECT prompt, length(prompt) AS characters\nFROM questions");
  expect(saved()).toContain("- { prompt: What is 12 × 7? }");
  await page.keyboard.press("z");
  await expect.poll(saved).toBe(text.replace("measured", "prompt"));
});
