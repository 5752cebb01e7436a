import { expect, type Page } from "@playwright/test";
import { test } from "./app.ts";
import { fence, notebookText, twoQuestions } from "./notebook-text.ts";
import { differs } from "./what-differs.ts";
import { cell, expectState, goToCell, notebookReady } from "./workbench.ts";

const notebook = notebookText(
  "By keyboard",
  twoQuestions,
  fence("teacher", "answers", 'from: questions\nprompt: "{{ question }}"\nmodels: [sim/willow-small]'),
  fence("sql", "lengths", "SELECT item, length(response) AS characters FROM answers"),
);

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test("the whole flow works without a mouse: find, run, edit, insert, undo, save", { tag: differs.keys }, async ({ desk }) => {
  desk.write("keys.assay.md", notebook);
  const { page } = await desk.launch("keys.assay.md");
  await notebookReady(page);

  // Two calls are too few to be asked about.
  await press(page, "F9");
  await expectState(page, "answers", "fresh");
  await expectState(page, "lengths", "fresh");

  // The palette finds a cell; the arrows move between cells; real focus goes along.
  await press(page, "ControlOrMeta+p");
  await page.keyboard.type("lengths");
  await press(page, "Enter");
  await expect(cell(page, "lengths")).toBeFocused();
  await press(page, "ArrowUp");
  await expect(cell(page, "answers")).toBeFocused();
  await press(page, "ArrowDown", "Enter");
  await expect(cell(page, "lengths").getByRole("textbox", { name: "Source of lengths" })).toBeFocused();
  await press(page, "ControlOrMeta+a");
  await page.keyboard.insertText("SELECT item, upper(response) AS loud FROM answers");
  // Where suggestions have come up by now, the first Escape puts them away and the next one leaves.
  await expect(async () => {
    await press(page, "Escape");
    await expect(cell(page, "lengths")).toBeFocused({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(cell(page, "lengths").getByRole("columnheader", { name: "loud" })).toBeVisible();

  // B opens the kind picker below; typing filters, Enter inserts; Z takes it back.
  await press(page, "b");
  await page.keyboard.type("sql");
  await press(page, "Enter");
  await expect(page.getByRole("article", { name: /, sql / })).toHaveCount(2);
  await press(page, "Escape", "z");
  await expect(page.getByRole("article", { name: /, sql / })).toHaveCount(1);

  await press(page, "ControlOrMeta+s");
  await expect
    .poll(() => desk.read("keys.assay.md"))
    .toBe(
      notebook.replace("SELECT item, length(response) AS characters FROM answers", "SELECT item, upper(response) AS loud FROM answers"),
    );
});

test("the shortcut sheet and the palette open, answer to Escape and give the focus back", async ({ desk }) => {
  desk.write("keys.assay.md", notebook);
  const { page } = await desk.launch("keys.assay.md");
  await notebookReady(page);
  await cell(page, "answers").focus();
  for (const keys of ["ControlOrMeta+k", "ControlOrMeta+/"]) {
    await press(page, keys);
    await expect(page.getByRole("dialog")).toBeVisible();
    await press(page, "Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(cell(page, "answers")).toBeFocused();
  }
});

test("a cell that is selected already is brought into sight by the outline and by the palette", async ({ desk }) => {
  desk.write("keys.assay.md", `${notebook}\n${"A line of text.\n\n".repeat(80)}`);
  const { page } = await desk.launch("keys.assay.md");
  await notebookReady(page);
  const answers = cell(page, "answers");
  const scrollAway = async () => {
    await page.getByRole("feed", { name: "Notebook" }).hover();
    await page.mouse.wheel(0, 5_000);
    await expect(answers).not.toBeInViewport();
  };
  const outline = page.getByRole("region", { name: "Outline" }).getByRole("button", { name: /answers/ });
  await outline.click();
  await expect(answers).toBeInViewport();
  await scrollAway();
  await outline.click();
  await expect(answers).toBeInViewport();
  await expect(answers).toBeFocused();

  await scrollAway();
  await press(page, "ControlOrMeta+p");
  await page.keyboard.type("answers");
  await press(page, "Enter");
  await expect(answers).toBeInViewport();
  await expect(answers).toBeFocused();
});

test("a pinned row stands beside the one that is opened, and results keep to one line of tabs", async ({ desk }) => {
  desk.write("keys.assay.md", notebook);
  const { page } = await desk.launch("keys.assay.md");
  await page.setViewportSize({ width: 960, height: 600 });
  await notebookReady(page);
  await press(page, "F9");
  await expectState(page, "answers", "fresh");

  // What has no room is reached by the arrow keys and by a menu of all.
  const answers = cell(page, "answers");
  const tabs = answers.getByRole("tab");
  await goToCell(page, "answers");
  await tabs.first().scrollIntoViewIfNeeded();
  const lines = async () => new Set(await tabs.evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect().top))).size;
  expect(await lines()).toBe(1);
  await tabs.first().focus();
  await press(page, "End");
  await expect(tabs.last()).toHaveAttribute("aria-selected", "true");
  await expect(tabs.last()).toBeInViewport({ ratio: 1 });

  await cell(page, "questions").focus();
  await press(page, "t");
  const grid = cell(page, "questions").getByRole("grid");
  await expect(grid).toBeFocused();
  await press(page, "Shift+Enter");
  await expect(grid.getByRole("rowheader").first().getByLabel("pinned")).toBeVisible();
  await press(page, "ArrowDown", "Enter");
  const drawer = page.getByRole("dialog", { name: "Row 2 of 2, beside row 1" });
  await expect(drawer.getByRole("region", { name: "Row 1" })).toContainText("What is 12 × 7?");
  await expect(drawer.getByRole("region", { name: "Row 2" })).toContainText("What is 9 + 30?");
});
