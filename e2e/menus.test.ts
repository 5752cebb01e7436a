import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import type { RunningApp } from "./hosts.ts";
import { fence, notebookText, twoQuestions } from "./notebook-text.ts";
import { differs } from "./what-differs.ts";
import { cell, expectState, notebookReady } from "./workbench.ts";

const lengths = fence("sql", "lengths", "SELECT item, length(question) AS characters FROM questions");
const notebook = notebookText("Two questions", twoQuestions, lengths);

/** Where the host lays out paper itself a file comes; elsewhere the browser is asked to print the report. */
async function printed(app: RunningApp): Promise<string> {
  if (app.clickMenu) {
    const download = app.page.waitForEvent("download");
    await exportAs(app, "PDF");
    expect((await download).suggestedFilename()).toBe("two.pdf");
    return readFileSync(await (await download).path(), "latin1").slice(0, 4);
  }
  const report = app.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        new MutationObserver((changes) => {
          const frame = changes.flatMap(({ addedNodes }) => [...addedNodes]).find((node) => node instanceof HTMLIFrameElement);
          if (frame instanceof HTMLIFrameElement) resolve(frame.srcdoc);
        }).observe(document.body, { childList: true });
      }),
  );
  await exportAs(app, "PDF");
  return (await report).includes("What is 12 × 7?") ? "%PDF" : "nothing";
}

const openMenu = (page: Page) => page.getByRole("button", { name: "Notebook menu" }).click();

/** Where a person finds it: in the window's own menu, or behind the dots of the toolbar. */
async function exportAs({ page, clickMenu }: RunningApp, format: string): Promise<void> {
  if (clickMenu) return expect.poll(() => clickMenu("File", "Export", format)).toBe(true);
  await openMenu(page);
  await page.getByRole("menuitem", { name: format }).click();
}

test("a notebook is exported from the menu as one HTML file, and in every other format", { tag: differs.menus }, async ({ desk }) => {
  desk.write("two.assay.md", notebook);
  const app = await desk.launch("two.assay.md");
  await notebookReady(app.page);
  for (const [format, fileName, holds] of [
    ["HTML", "two.html", "<h1"],
    ["Markdown with outputs", "two.md", "What is 12 × 7?"],
    ["Jupyter notebook", "two.ipynb", '"nbformat"'],
    ["Bundle that replays offline", "two.zip", "PK"],
  ] as const) {
    const download = app.page.waitForEvent("download");
    await exportAs(app, format);
    expect((await download).suggestedFilename()).toBe(fileName);
    expect(readFileSync(await (await download).path(), "utf8")).toContain(holds);
  }
});

test("a notebook is put on paper", { tag: differs.menus }, async ({ desk }) => {
  desk.write("two.assay.md", notebook);
  const app = await desk.launch("two.assay.md");
  await notebookReady(app.page);
  expect(await printed(app)).toBe("%PDF");
});

test("a notebook goes on under another name, with its results and what can be undone", async ({ desk }) => {
  desk.write("two.assay.md", notebook);
  const { page } = await desk.launch("two.assay.md");
  await notebookReady(page);
  await expectState(page, "lengths", "fresh");
  await cell(page, "questions").focus();
  await page.keyboard.press("m");
  await expect(page.getByRole("textbox", { name: "Text, Markdown" })).toBeFocused();
  await page.keyboard.insertText("Written before.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+Shift+s");
  const dialog = page.getByRole("dialog", { name: "Save as" });
  await dialog.getByLabel("File").fill("two");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toContainText("There is already a file two.assay.md.");
  await dialog.getByLabel("File").fill("three");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("three.assay.md").first()).toBeVisible();
  await expectState(page, "lengths", "fresh");
  await cell(page, "questions").focus();
  await page.keyboard.press("z");
  await expect.poll(() => desk.read("three.assay.md")).not.toContain("Written before.");
  expect(desk.read("two.assay.md")).toContain("Written before.");
});

test("the window's menu follows the page: what can't be done is grey, what is chosen is done", { tag: differs.menus }, async ({ desk }) => {
  desk.write("two.assay.md", notebook);
  const { page, clickMenu } = await desk.launch("two.assay.md");
  await notebookReady(page);
  // The toolbar's menu holds only what is about the whole notebook; cells have theirs.
  if (!clickMenu) {
    await openMenu(page);
    await page.getByRole("menuitem", { name: /^Close notebook/ }).click();
    await expect(page.getByRole("heading", { name: "Assay", level: 1 })).toBeVisible();
    await expect(page.getByRole("button", { name: "Notebook menu" })).toBeHidden();
    return;
  }
  expect(await clickMenu("Edit", "Undo in the notebook")).toBe(false);
  await cell(page, "lengths").focus();
  await expect.poll(() => clickMenu("Cell", "Delete cell")).toBe(true);
  await expect(cell(page, "lengths")).toHaveCount(0);
  await expect.poll(() => clickMenu("Edit", "Undo in the notebook")).toBe(true);
  await expect(cell(page, "lengths")).toHaveCount(1);

  await expect.poll(() => clickMenu("Help", "Keyboard shortcuts")).toBe(true);
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toBeVisible();
  // Nothing reaches the cells behind a dialog.
  await expect.poll(() => clickMenu("Cell", "Move down")).toBe(false);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  await expect.poll(() => clickMenu("File", "Close notebook")).toBe(true);
  await expect(page.getByRole("heading", { name: "Assay", level: 1 })).toBeVisible();
  await expect.poll(() => clickMenu("Run", "Run what is stale")).toBe(false);
  await expect.poll(() => clickMenu("File", "Open recent", `${desk.folder}/two.assay.md`)).toBe(true);
  await expect(cell(page, "lengths")).toBeVisible();
});

test("the notebook can be shown alone, and everything comes back", async ({ desk }) => {
  desk.write("two.assay.md", notebook);
  const { page } = await desk.launch("two.assay.md");
  await notebookReady(page);
  await cell(page, "lengths").focus();
  await openMenu(page);
  await page.getByRole("menuitem", { name: "Notebook alone" }).click();
  const panels = page.getByRole("navigation", { name: "Panels" });
  await expect(panels).toBeHidden();
  await expect(page.getByRole("toolbar", { name: "Notebook" })).toBeHidden();
  await expect(cell(page, "lengths")).toBeFocused();
  await expectAccessible(page, "the notebook alone");
  await page.getByRole("button", { name: "Show everything again" }).click();
  await expect(panels).toBeVisible();
  await expect(cell(page, "lengths")).toBeFocused();
});

test("the toolbar's menu is free of accessibility faults and closes with Escape", async ({ desk }) => {
  desk.write("two.assay.md", notebook);
  const { page } = await desk.launch("two.assay.md");
  await notebookReady(page);
  await openMenu(page);
  await expect(page.getByRole("menuitem", { name: "HTML" })).toBeVisible();
  // A menu lies over the page, outside its landmarks.
  await expectAccessible(page, "the notebook's menu", ["region"]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(page.getByRole("button", { name: "Notebook menu" })).toBeFocused();
});
