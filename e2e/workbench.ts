import { expect, type Locator, type Page } from "@playwright/test";

// What a person does in the workbench, by the names a screen reader gives things.

export function cell(page: Page, name: string): Locator {
  return page.getByRole("article", { name: new RegExp(`, [a-z-]+ ${name}, `) });
}

/** On a loaded machine a free cell may have been too slow to run again by itself: it waits for a click. */
const lazyAfterMs = 4_000;

/** A cell that is to be fresh and waits although nothing runs is clicked; only free ones say no more than "Run". */
export async function expectState(page: Page, name: string, state: string, timeout = 60_000): Promise<void> {
  const busy = page.locator('article:is([data-state="running"], [data-state="queued"])');
  const run = cell(page, name).getByRole("button", { name: `Run (${name})`, exact: true });
  let movedAt = Date.now();
  const look = async (): Promise<string | null> => {
    const now = await cell(page, name).getAttribute("data-state", { timeout });
    if (now !== "stale" || now === state || (await busy.count()) > 0) movedAt = Date.now();
    else if (state === "fresh" && Date.now() - movedAt > lazyAfterMs && (await run.isVisible())) {
      movedAt = Date.now();
      await run.click();
    }
    return now;
  };
  await expect.poll(look, { message: `${name} becomes ${state}`, timeout, intervals: [50, 100, 250] }).toBe(state);
}

/** The notebook is open and the engine has told the state of every cell; a folder that is new to Assay is trusted. */
export async function notebookReady(page: Page): Promise<void> {
  await expect(page.getByRole("feed", { name: "Notebook" })).toBeVisible();
  const trust = page.getByRole("button", { name: "Trust this folder" });
  await expect(
    page
      .getByRole("article")
      .filter({ has: page.locator("header") })
      .first(),
  ).not.toHaveAttribute("data-state", "none");
  if (await trust.isVisible()) await trust.click();
  await expect(trust).toBeHidden();
}

/** Goes to a cell as one does from far away: by the outline. */
export async function goToCell(page: Page, name: string): Promise<void> {
  await page
    .getByRole("region", { name: "Outline" })
    .getByRole("button", { name: new RegExp(`\\b${name}\\b`) })
    .click();
  await expect(cell(page, name)).toBeInViewport();
}

/** Selects a cell and shows its form in place of its text. */
export async function openForm(page: Page, name: string): Promise<Locator> {
  const opened = cell(page, name);
  const form = opened.getByRole("radio", { name: "Form", exact: true });
  // What is still coming in above may move the cell away from under a press.
  await expect(async () => {
    await opened.click({ position: { x: 200, y: 10 }, timeout: 5_000 });
    await form.click({ timeout: 5_000 });
    await expect(form).toBeChecked({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  return opened;
}

/** Presses a cell's run button and accepts the plan where one is shown. */
export async function runCell(page: Page, name: string): Promise<void> {
  const run = cell(page, name).getByRole("button", { name: new RegExp(`^(Run|Resume|Export|Retry|Try again).*\\(${name}\\)$`) });
  await acceptPlan(page, name, () => run.click());
}

export async function tryCell(page: Page, name: string): Promise<void> {
  await acceptPlan(page, name, async () => {
    await cell(page, name)
      .getByRole("button", { name: `Other ways to run ${name}` })
      .click();
    await page.getByRole("menuitem", { name: /^Try 8 rows/ }).click();
  });
}

/**
 * A plan below the threshold is not asked about, and what it runs may be over before anyone looks: any change of the
 * cell's state counts. A larger plan stands in the cell, or in a dialog when it takes several cells along.
 */
async function acceptPlan(page: Page, name: string, ask: () => Promise<void>): Promise<void> {
  const bar = page.getByRole("group", { name: `Plan for ${name}` });
  const dialog = page.getByRole("dialog");
  const later = await cell(page, name).evaluateHandle((article) => {
    const states: (string | null)[] = [];
    new MutationObserver((changes) => {
      states.push(...changes.slice(1).map(({ oldValue }) => oldValue), article.getAttribute("data-state"));
    }).observe(article, { attributeFilter: ["data-state"], attributeOldValue: true });
    return states;
  });
  await ask();
  const next = async (): Promise<string> => {
    if (await bar.isVisible()) return "bar";
    if (await dialog.isVisible()) return "dialog";
    return (await later.evaluate((states) => states.some((state) => state !== "new" && state !== "none"))) ? "begun" : "nothing";
  };
  await expect.poll(next, { message: `${name} asks or begins`, intervals: [50, 100, 250] }).not.toBe("nothing");
  if (await bar.isVisible()) await bar.getByRole("button", { name: /^(Run|Export)$/ }).click();
  else if (await dialog.isVisible()) await dialog.getByRole("button", { name: /^Run (at (least|most) )?\d/ }).click();
}

const runStaleButton = (page: Page) => page.getByRole("toolbar", { name: "Notebook" }).getByRole("button", { name: /^Run stale/ });

/** Datasets are read by themselves; what stands on them can't be counted before. */
async function datasetsRead(page: Page): Promise<void> {
  await expect(page.getByRole("article", { name: /, dataset \w+, (?!fresh)/ })).toHaveCount(0, { timeout: 30_000 });
}

/** Runs what is stale where nothing is asked first: few calls, or free cells, which may have run by themselves before the click. */
export async function runStaleUnasked(page: Page): Promise<void> {
  await datasetsRead(page);
  const fresh = page.getByRole("toolbar", { name: "Notebook" }).getByRole("button", { name: "Everything is fresh" });
  await expect(async () => {
    if (!(await fresh.isVisible())) await runStaleButton(page).click({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
}

/** Runs everything that is stale after accepting its plan. */
export async function runStale(page: Page): Promise<void> {
  await datasetsRead(page);
  await runStaleButton(page).click();
  const dialog = page.getByRole("dialog", { name: "Run plan" });
  await dialog.getByRole("button", { name: /^Run (at (least|most) )?\d/ }).click();
  await expect(dialog).toBeHidden();
}

/** Enters a cell's source and replaces it by other text. */
export async function replaceSource(page: Page, name: string, text: string): Promise<void> {
  await cell(page, name).getByLabel(`Source of ${name}`).click();
  const editor = cell(page, name).getByRole("textbox", { name: `Source of ${name}` });
  await expect(editor).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(text);
  await page.keyboard.press("Escape");
}

export async function chooseTheme(page: Page, theme: "Light" | "Dark"): Promise<void> {
  await page.getByRole("button", { name: "Appearance" }).click();
  await page.getByRole("menuitemradio", { name: theme }).click();
}
