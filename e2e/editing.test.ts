import { expect } from "@playwright/test";
import { test } from "./app.ts";
import { differs } from "./what-differs.ts";
import { cell, expectState, notebookReady, replaceSource, runCell, runStaleUnasked } from "./workbench.ts";

const notebook = `---
assay: 1
title: Scales
---

Some prose that stays as it is.

\`\`\`dataset pans
rows:
  - { pan: left, grams: 12 }
  - { pan: right, grams: 30 }
\`\`\`

\`\`\`sql heavier
SELECT pan, grams FROM pans ORDER BY grams DESC
\`\`\`

\`\`\`sql total
SELECT sum(grams) AS grams FROM pans
\`\`\`
`;

test.beforeEach(({ desk }) => desk.write("scales.assay.md", notebook));

test("an edited query runs again by itself, and only its cell changes in the file", async ({ desk }) => {
  const { page } = await desk.launch("scales.assay.md");
  await notebookReady(page);
  await runStaleUnasked(page);
  await expectState(page, "heavier", "fresh");
  await replaceSource(page, "heavier", "SELECT pan, grams * 1000 AS milligrams FROM pans ORDER BY milligrams DESC");
  await expect(cell(page, "heavier")).toContainText("30,000");
  await expect
    .poll(() => desk.read("scales.assay.md"))
    .toBe(
      notebook.replace(
        "SELECT pan, grams FROM pans ORDER BY grams DESC",
        "SELECT pan, grams * 1000 AS milligrams FROM pans ORDER BY milligrams DESC",
      ),
    );
});

test("a change made by another program appears in place and keeps what is being written here", { tag: differs.files }, async ({ desk }) => {
  const { page } = await desk.launch("scales.assay.md");
  await notebookReady(page);
  await runStaleUnasked(page);
  await expectState(page, "total", "fresh");
  await replaceSource(page, "heavier", "SELECT pan FROM pans WHERE grams > 20");
  await expect.poll(() => desk.read("scales.assay.md")).toContain("grams > 20");
  desk.write("scales.assay.md", desk.read("scales.assay.md").replace("sum(grams) AS grams", "avg(grams) AS mean_grams"));
  await expect(cell(page, "total")).toContainText("mean_grams");
  await expect(cell(page, "heavier")).toContainText("grams > 20");
});

test("a broken query says where and what to do, and the rest of the notebook works", async ({ desk }) => {
  const { page } = await desk.launch("scales.assay.md");
  await notebookReady(page);
  await replaceSource(page, "heavier", "SELECT pan,\n  gramms\nFROM pans");
  await expectState(page, "heavier", "error");
  const problem = cell(page, "heavier").getByRole("listitem").filter({ hasText: "gramms" });
  await expect(problem).toContainText("line 2");
  await expectState(page, "total", "fresh");
  await replaceSource(page, "heavier", "SELECT pan, grams FROM pans");
  await expectState(page, "heavier", "fresh");
});

test("broken YAML and an unknown table are shown on their cells, each with its line", async ({ desk }) => {
  desk.write("scales.assay.md", notebook.replace("rows:", "rows: [").replace("FROM pans\n```\n", "FROM pens\n```\n"));
  const { page } = await desk.launch("scales.assay.md");
  await notebookReady(page);
  await expectState(page, "pans", "error");
  await expect(cell(page, "pans").getByRole("listitem").first()).toContainText("line");
  await expect(cell(page, "total")).toContainText("pens");
});

test("two cells of one name clash, and neither runs", async ({ desk }) => {
  desk.write("scales.assay.md", notebook.replace("```sql total", "```sql heavier"));
  const { page } = await desk.launch("scales.assay.md");
  await notebookReady(page);
  for (const clash of await cell(page, "heavier").all()) await expect(clash).toHaveAttribute("data-state", "clash");
});

test("what is deleted comes back by undo", async ({ desk }) => {
  const { page } = await desk.launch("scales.assay.md");
  await notebookReady(page);
  await runStaleUnasked(page);
  await expectState(page, "total", "fresh");
  await cell(page, "total").focus();
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await expect(cell(page, "total")).toHaveCount(0);
  await page.keyboard.press("z");
  await expectState(page, "total", "fresh");
  await expect.poll(() => desk.read("scales.assay.md")).toBe(notebook);
});

test("answers are drawn anew from the menu, and undo brings the old ones back for no call", async ({ desk }) => {
  const teacher = `\`\`\`teacher answers\nfrom: pans\nprompt: What weighs {{ grams }} g?\nmodels: [sim/willow-small]\ntemperature: 1\n\`\`\`\n`;
  desk.write("scales.assay.md", `${notebook}\n${teacher}`);
  const { page } = await desk.launch("scales.assay.md");
  await notebookReady(page);
  await runCell(page, "answers");
  await expectState(page, "answers", "fresh");
  await cell(page, "answers").getByRole("button", { name: "Other ways to run answers" }).click();
  await page.getByRole("menuitem", { name: /^Resample/ }).click();
  await expect.poll(() => desk.read("scales.assay.md")).toContain("temperature: 1\nresample: 1\n");
  await expectState(page, "answers", "fresh");
  await cell(page, "answers").focus();
  await page.keyboard.press("z");
  await expect.poll(() => desk.read("scales.assay.md")).not.toContain("resample");
  await expectState(page, "answers", "fresh");
});

test("a model nobody knows is answered with the nearest names, and mending it is enough", async ({ desk }) => {
  desk.write(
    "scales.assay.md",
    `${notebook}\n\`\`\`teacher words\nfrom: pans\nprompt: "Describe the {{ pan }} pan."\nmodels: [sim/wilow-small]\n\`\`\`\n`,
  );
  const { page } = await desk.launch("scales.assay.md");
  await notebookReady(page);
  await runStaleUnasked(page);
  const plan = page.getByRole("dialog", { name: "Run plan" });
  await expect(plan).toContainText("There is no model sim/wilow-small. Did you mean sim/willow-small");
  await plan.getByRole("button", { name: "Cancel" }).click();
  await replaceSource(page, "words", 'from: pans\nprompt: "Describe the {{ pan }} pan."\nmodels: [sim/willow-small]');
  await runCell(page, "words");
  await expectState(page, "words", "fresh");
});
