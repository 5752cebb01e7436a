import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { differs } from "./what-differs.ts";
import { cell, expectState, notebookReady, runStale } from "./workbench.ts";

const notebook = `---
assay: 1
title: Judges measured
---

\`\`\`dataset tasks
path: first-look.tasks.jsonl
id: id
sample: 30
seed: 1
\`\`\`

\`\`\`teacher answers
from: tasks
prompt: "{{ question }}"
models: [sim/willow-small, sim/basalt-small]
\`\`\`

\`\`\`judge verdicts
from: answers
judges: [sim/judge-fair, sim/judge-first, sim/judge-willow]
criteria: Prefer the response that gives the right answer.
orders: both
\`\`\`

\`\`\`measure agreement
method: agreement
from: verdicts
\`\`\`

\`\`\`chart outcomes
from: verdicts
type: bar
x: outcome
agg: count
color: judge
\`\`\`
`;

/** Three judges on 30 pairs. */
const verdicts = 90;

async function openTab(page: Page, name: string, tab: string): Promise<void> {
  await cell(page, name).getByRole("tab", { name: tab, exact: true }).click();
}

test("a judge is measured in its tabs, a figure leads to its verdicts and a row to its answers, and the measure is kept as a cell", {
  tag: differs.transport,
}, async ({ desk }) => {
  desk.write("measured.assay.md", notebook);
  const { page } = await desk.launch("measured.assay.md");
  await notebookReady(page);
  await runStale(page);
  for (const name of ["verdicts", "agreement", "outcomes"]) await expectState(page, name, "fresh");

  const measured = cell(page, "agreement");
  await measured.scrollIntoViewIfNeeded();
  await expect(measured.getByRole("tabpanel")).toContainText("3 judges reach Krippendorff's alpha");
  await expect(measured.getByRole("tabpanel").locator("strong").first()).toHaveText(/^0\.\d\d$/);
  await expect(measured.locator("header"), "the header says the figure").toContainText(/α 0\.\d\d \[.+\], n \d+/);
  await expectAccessible(page, "a finding");

  const judge = cell(page, "verdicts");
  await judge.scrollIntoViewIfNeeded();
  await openTab(page, "verdicts", "Agreement");
  const square = judge.getByRole("button", { name: /^sim\/judge-first × sim\/judge-fair: 0\.\d\d .*; show its rows$/ });
  await square.click();
  const rows = judge.getByRole("region", { name: "Rows behind sim/judge-first × sim/judge-fair" });
  await expect(rows).toContainText(`60 of ${verdicts} in verdicts`);
  await expect(rows.getByRole("button", { name: /^judge is one of/ })).toBeVisible();
  const grid = rows.getByRole("grid");
  await expect(grid).toHaveAttribute("aria-rowcount", "61");
  await expectAccessible(page, "the rows behind a square");

  await grid.focus();
  await page.keyboard.press("Enter");
  const row = page.getByRole("dialog", { name: "Row 1 of 60" });
  await expect(row).toContainText("Both answers");
  await page.keyboard.press("Escape");
  await expect(row).toBeHidden();
  await rows.getByRole("button", { name: "Close these rows" }).click();
  await expect(rows).toBeHidden();

  await openTab(page, "verdicts", "Bias");
  await expect(judge.getByRole("tabpanel")).toContainText("changes its verdict with the order");
  await judge.getByRole("radio", { name: "Self-preference" }).click();
  await expect(judge.getByRole("tabpanel")).toContainText("willow");
  await expectAccessible(page, "a bias");

  await judge.getByRole("button", { name: "Keep as cell" }).click();
  const kept = cell(page, "verdicts_self_preference");
  await expect(kept).toBeVisible();
  await expect(kept.getByLabel("Source of verdicts_self_preference")).toContainText("method: self-preference");
  await expectState(page, "verdicts_self_preference", "fresh");
});

test("keys go from mark to mark, open the rows of one, and come back to it", async ({ desk }) => {
  desk.write("measured.assay.md", notebook);
  const { page } = await desk.launch("measured.assay.md");
  await notebookReady(page);
  await runStale(page);
  await expectState(page, "outcomes", "fresh");

  const chart = cell(page, "outcomes");
  await chart.scrollIntoViewIfNeeded();
  const marks = chart.getByRole("group", { name: /marks, arrow keys go from one to the next$/ });
  await marks.getByRole("button").first().focus();
  await page.keyboard.press("ArrowDown");
  const name = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  expect(name).toMatch(/, sim\/judge-\w+: \d+; show its rows$/);
  await page.keyboard.press("Enter");
  const [, what, count] = /^(.+): (\d+); show its rows$/.exec(name ?? "") ?? [];
  const rows = chart.getByRole("region", { name: `Rows behind ${what}` });
  await expect(rows).toContainText(`${count} of ${verdicts} in verdicts`);
  await expect(rows).toBeFocused();
  await expectAccessible(page, "a chart whose marks open");
  await page.keyboard.press("Escape");
  await expect(rows).toBeHidden();
  await expect(page.getByRole("button", { name: name ?? "", exact: true })).toBeFocused();
});
