import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { differs } from "./what-differs.ts";
import { cell, chooseTheme, expectState, notebookReady, runStale } from "./workbench.ts";

const panels = ["Outline", "Data", "Files", "Runs", "Problems"];

async function openPanel(page: Page, name: string): Promise<void> {
  const button = page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name, exact: true });
  if ((await button.getAttribute("aria-pressed")) !== "true") await button.click();
  await expect(page.getByRole("region", { name, exact: true })).toBeVisible();
}

test("the welcome page and the model settings have no accessibility faults", { tag: differs.settings }, async ({ desk }) => {
  const { page } = await desk.launch();
  await expect(page.getByRole("heading", { name: "Assay" })).toBeVisible();
  await expectAccessible(page, "the welcome page");
  await page.getByRole("button", { name: "Models and keys" }).click();
  await expect(page.getByRole("dialog", { name: "Models and keys" })).toBeVisible();
  await expectAccessible(page, "the model settings");
});

test("a notebook with results, its panels and its plan have no accessibility faults", async ({ desk }) => {
  const { page } = await desk.launch("first-look.assay.md");
  await notebookReady(page);
  await expectAccessible(page, "a notebook that has not run");
  await page
    .getByRole("toolbar", { name: "Notebook" })
    .getByRole("button", { name: /^Run stale/ })
    .click();
  await expect(page.getByRole("dialog", { name: "Run plan" })).toBeVisible();
  await expectAccessible(page, "the plan");
  await page.keyboard.press("Escape");
  await runStale(page);
  await expectState(page, "position_bias", "fresh");
  await cell(page, "position_bias").scrollIntoViewIfNeeded();
  for (const panel of panels) {
    await openPanel(page, panel);
    await expectAccessible(page, `the notebook with ${panel.toLowerCase()}`);
  }
  await cell(page, "answers").getByRole("button", { name: "Other ways to run answers" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  // An open menu lies over the page, which is hidden from screen readers meanwhile: no landmark holds it.
  await expectAccessible(page, "a menu", ["region"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "the command palette");
  await page.keyboard.press("Escape");
  for (const theme of ["Dark", "Light"] as const) {
    await chooseTheme(page, theme);
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme.toLowerCase());
  }
});
