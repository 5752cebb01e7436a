import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { answeredTasks, fence, notebookText } from "./notebook-text.ts";
import { differs } from "./what-differs.ts";
import { cell, expectState, notebookReady } from "./workbench.ts";

const notebook = notebookText(
  "By people",
  answeredTasks(4, ["sim/willow-small", "sim/basalt-small"]),
  fence("judge", "verdicts", "from: answers\njudges: [sim/judge-fair]"),
  fence("human", "people", "from: verdicts\nselect: hard\nbudget: 3\nexplore: 0.5\ncriteria: Prefer the answer that is correct."),
  fence("sql", "counted", "SELECT count(*) AS labels, count(verdict) AS verdicts FROM people"),
);

type Record = { readonly type: string; readonly [key: string]: unknown };

const queueOf = (page: Page, name: string): Locator => page.getByRole("region", { name: `Queue of ${name}` });

/** Runs everything by keys and gives the annotator's name; the focus ends on the queue. */
async function begin(page: Page): Promise<Locator> {
  await notebookReady(page);
  await page.keyboard.press("F9");
  // The few calls there are need no question.
  await expectState(page, "people", "fresh");
  await page.keyboard.press("ControlOrMeta+p");
  await page.keyboard.type("people");
  await page.keyboard.press("Enter");
  await expect(cell(page, "people")).toBeFocused();
  await tabTo(page, cell(page, "people").getByLabel("Your name"));
  await page.keyboard.type("Ada");
  await page.keyboard.press("Enter");
  const queue = queueOf(page, "people");
  await expect(queue, "the next key is for the queue").toBeFocused();
  return queue;
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(target).toBeFocused({ timeout: 50 });
  }).toPass({ timeout: 60_000, intervals: [0] });
}

test("a whole queue is labelled by keyboard alone, and everything below follows", async ({ desk }) => {
  desk.write("people.assay.md", notebook);
  const { page } = await desk.launch("people.assay.md");
  const queue = await begin(page);
  await expect(queue).toContainText("Item 1 of 3");
  await expect(queue).toContainText("Prefer the answer that is correct.");
  await expect(queue).not.toContainText(/willow|basalt/);

  // A verdict, a note with the next one, and a skip that is taken back; the focus never leaves.
  await page.keyboard.press("1");
  await expect(queue).toContainText("Item 2 of 3");
  await expect(queue).toBeFocused();
  await page.keyboard.press("n");
  await expect(queue.getByRole("textbox", { name: "Note on this item" })).toBeFocused();
  await page.keyboard.type("2 slips");
  await page.keyboard.press("Enter");
  await expect(queue).toBeFocused();
  await page.keyboard.press("s");
  await expect(queue).toContainText("Item 3 of 3");
  await page.keyboard.press("u");
  await expect(queue).toContainText("Item 2 of 3");
  await page.keyboard.press("3");
  await expect(queue).toContainText("Item 3 of 3");

  // Back to what was said, another answer, and on to the last.
  await page.keyboard.press("ArrowLeft");
  await expect(queue).toContainText("You said: tie");
  await page.keyboard.press("0");
  await expect(queue).toContainText("Item 3 of 3");
  await page.keyboard.press("2");
  await expect(queue).toContainText("Nothing is left for Ada.");
  await expect(queue).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Nothing is left to label." })).toBeAttached();

  const records: readonly Record[] = desk
    .read(join("labels", "people.jsonl"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(records.map(({ type, verdict, skipped }) => verdict ?? (skipped ? "skipped" : type))).toEqual([
    expect.stringMatching(/^[ab]$/),
    "skipped",
    "undo",
    "tie",
    "neither",
    expect.stringMatching(/^[ab]$/),
  ]);
  expect(records[1]).toMatchObject({ annotator: "Ada", note: "2 slips", shown: { texts: [{}, {}] }, selection_p: expect.any(Number) });
  await expectState(page, "counted", "fresh");
  await expect(cell(page, "counted").getByRole("gridcell", { name: "3", exact: true }).first()).toBeVisible();
  await expect(cell(page, "people")).toHaveAttribute("data-state", "fresh");
});

test("the queue and what is measured of people have no accessibility faults", async ({ desk }) => {
  desk.write("people.assay.md", notebook);
  const { page } = await desk.launch("people.assay.md");
  const queue = await begin(page);
  await expectAccessible(page, "the queue");
  await queue.getByRole("button", { name: "Wide" }).click();
  const wide = page.getByRole("dialog", { name: "Labelling people" });
  await expect(wide.getByRole("region", { name: "Queue of people" })).toBeFocused();
  await expectAccessible(page, "the wide queue");
  for (const key of ["1", "2", "3"]) {
    const place = await wide.getByText(/^Item \d of 3$/).textContent();
    await page.keyboard.press(key);
    await expect(wide.getByText(place ?? "", { exact: true })).toBeHidden();
  }
  await page.keyboard.press("Escape");
  await expect(wide).toBeHidden();
  for (const tab of ["People compared", "Judge against people", "Tables", /^Labels 3/]) {
    await cell(page, "people").getByRole("tab", { name: tab }).click();
    await expect(cell(page, "people").getByRole("tab", { name: tab })).toHaveAttribute("aria-selected", "true");
    await expect(page.getByText("Measuring …")).toBeHidden();
  }
  await cell(page, "people").getByRole("tab", { name: "Judge against people" }).click();
  await expectAccessible(page, "judge against people");
});

test("labels wait where they were after the window was closed", { tag: differs.restart }, async ({ desk }) => {
  desk.write("people.assay.md", notebook);
  const first = await desk.launch("people.assay.md");
  const queue = await begin(first.page);
  await first.page.keyboard.press("2");
  await expect(queue).toContainText("Item 2 of 3");
  await first.kill();
  expect(existsSync(join(desk.folder, "labels", "people.jsonl"))).toBe(true);
  const { page } = await desk.launch("people.assay.md");
  await notebookReady(page);
  await cell(page, "people").scrollIntoViewIfNeeded();
  const asked = cell(page, "people").getByLabel("Your name");
  await expect(asked.or(queueOf(page, "people")).first()).toBeVisible();
  // Another window of the same browser knows the name; a browser of its own asks again.
  if (await asked.isVisible()) {
    await asked.fill("ada");
    await page.keyboard.press("Enter");
  }
  await expect(queueOf(page, "people")).toContainText("1/3 yours");
  await expect(queueOf(page, "people")).toContainText("Item 2 of 3");
});

const checked = notebookText(
  "Checked by people",
  fence(
    "dataset",
    "answers",
    `rows:
  - { question: What is 3 × 4?, response: "=12", model: m }
  - { question: What is 3 × 5?, response: "15, I think", model: m }`,
  ),
  fence(
    "rubric",
    "rules",
    `criteria:
  - { id: right, text: States the right result., type: rule }
  - { id: plain, text: Says it plainly., type: principle, levels: { 0: hidden, 1: found, 2: plain } }`,
  ),
  fence("human", "people", "from: answers\nask: rubric\nrubric: rules"),
);

test("criteria are answered one by one, and the rest of the queue in a spreadsheet", { tag: differs.files }, async ({ desk }) => {
  desk.write("people.assay.md", checked);
  const { page } = await desk.launch("people.assay.md");
  const queue = await begin(page);
  const record = queue.getByRole("button", { name: /^Record/ });
  await expect(record).toBeDisabled();
  // Yes to the first, its third level to the second; arrows go back for another answer.
  await page.keyboard.press("y");
  await page.keyboard.press("2");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("n");
  await expect(queue.getByRole("button", { name: "Not met" })).toHaveAttribute("aria-pressed", "true");
  await expect(record).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(queue).toContainText("Item 2 of 2");

  await queue.getByRole("button", { name: "Label in a spreadsheet" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /^Save Ada's queue as CSV/ }).click();
  const sheet = readFileSync(await (await saving).path(), "utf8");
  const [head = "", ...rows] = sheet.trimEnd().split("\r\n");
  expect(head).toContain("criterion: right,criterion: plain,note");
  const filled = [head, ...rows.map((row) => row.replace(/,,,$/, ",yes,1,by hand"))].join("\n");
  const file = { name: "people-Ada.csv", mimeType: "text/csv", buffer: Buffer.from(filled) };
  await queue.getByLabel("Filled-in sheet of Ada").setInputFiles(file);
  await expect(page.getByRole("dialog", { name: "Sheet read" })).toContainText("1 label added, 1 row known already.");
  await page.keyboard.press("Escape");
  await expect(queue).toContainText("Nothing is left for Ada.");
  const records: readonly Record[] = desk
    .read(join("labels", "people.jsonl"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(records.map(({ criteria, note, by }) => ({ criteria, note, by }))).toEqual([
    { criteria: { right: 0, plain: 2 }, note: undefined, by: undefined },
    { criteria: { right: 1, plain: 1 }, note: "by hand", by: "sheet" },
  ]);
});
