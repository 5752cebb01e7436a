import { expect } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { fence, notebookText } from "./notebook-text.ts";
import { cell, chooseTheme, expectState, goToCell, notebookReady, runCell } from "./workbench.ts";

const text = `There are {{ tasks.rows }} tasks, {{ lengths.mean | 1 }} characters long, and {{ answers.rows }} answers.

In code it stays \`{{ tasks.rows }}\`; {{ lengts.mean }} is nobody, and {{ tasks.question }} is several.
`;

const notebook = notebookText(
  "Told",
  text,
  fence("dataset", "tasks", 'rows:\n  - { item: a, question: "What is 1 + 2?" }\n  - { item: b, question: "What is 12 + 2?" }'),
  fence("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small]'),
  fence("sql", "lengths", "SELECT avg(length(question)) AS mean FROM tasks"),
);

test("values of cells stand in a text as they come, are marked when they are old, and say what is wrong with them", async ({ desk }) => {
  desk.write("told.assay.md", notebook);
  const { page } = await desk.launch("told.assay.md");
  await notebookReady(page);
  const prose = page.getByRole("article", { name: /^Text 1 of/ });
  await expect(prose).toContainText("and (not run yet) answers.");
  await expectState(page, "lengths", "fresh");
  await expect(prose).toContainText("There are 2 tasks, 14.5 characters long, and (not run yet) answers.");
  // Naming a value runs nothing and makes nobody wait for it.
  await expectState(page, "answers", "new");
  await expect(prose).toContainText(
    "In code it stays {{ tasks.rows }}; {{ lengts.mean }} No cell or table is called lengts. Did you mean lengths?",
  );
  await expect(prose).toContainText("tasks has 2 rows, and a value in a text is of one.");

  await goToCell(page, "answers");
  await runCell(page, "answers");
  await expectState(page, "answers", "fresh");
  await expect(prose).toContainText("and 2 answers.");
  desk.write("told.assay.md", notebook.replace('"{{ question }}"', '"Tell me: {{ question }}"'));
  await expectState(page, "answers", "stale");
  await expect(prose).toContainText("and 2 (stale) answers.");
  await prose.scrollIntoViewIfNeeded();
  await expectAccessible(page, "values in a text");
  await page.setViewportSize({ width: 960, height: 600 });
  await chooseTheme(page, "Dark");
  await expectAccessible(page, "values in a text, narrow and dark");

  // As it is written while it is edited, and set as type again after that.
  await prose.click({ position: { x: 60, y: 12 } });
  await expect(prose.getByRole("textbox")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(prose).toContainText("There are 2 tasks");
  await expect(cell(page, "tasks")).toHaveAttribute("data-state", "fresh");
});
