import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { fence, notebookText } from "./notebook-text.ts";
import { cell, chooseTheme, expectState, goToCell, notebookReady, openForm, runStale } from "./workbench.ts";

const rows = Array.from({ length: 14 }, (_, at) => `  - { question: "What is ${at + 13} × ${at + 4}?" }`).join("\n");

const cells = [
  fence("dataset", "tasks", `rows:\n${rows}`),
  fence(
    "teacher",
    "answers",
    'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]\nlogprobs: true\ntop_logprobs: 5',
  ),
  fence("student", "chains", "from: answers\norder: 2\nsmoothing: none\ngenerations: 3\nkeep: [replace, accumulate]"),
  fence("student", "pairs", "from: answers\nunit: token\norder: 2\ngenerations: 0\nscore: answers"),
  fence("measure", "variety", "method: diversity\nfrom: answers\ndraws: 200"),
  fence("measure", "kept", "method: lineage\nfrom: chains\nby: chain\ntexts: 20\ndraws: 200"),
  fence("measure", "size", "method: scale\nfrom: answers\ndraws: 200"),
  fence("measure", "distance", "method: distillation\nfrom: pairs_scores\ntemperatures: [1, 2]\ndraws: 200"),
];

async function tab(page: Page, name: string, label: string | RegExp): Promise<Locator> {
  await goToCell(page, name);
  await cell(page, name).getByRole("tab", { name: label }).click();
  return cell(page, name).getByRole("tabpanel", { name: label });
}

async function openMark(within: Locator, picture: RegExp, mark: RegExp): Promise<void> {
  const marks = within.getByRole("group", { name: picture });
  await marks.getByRole("button", { name: mark }).first().focus();
  await marks.getByRole("button", { name: mark }).first().press("Enter");
}

test("variety, lineage, scale and distillation are found, drawn and followed to their rows; a slider softens by keys", async ({ desk }) => {
  desk.write("data.assay.md", notebookText("Data measured", ...cells));
  const { page } = await desk.launch("data.assay.md");
  await notebookReady(page);
  // How many calls there are to ask about is known once the tasks are.
  await expectState(page, "tasks", "fresh");
  await runStale(page);
  for (const name of ["answers", "chains", "pairs", "variety", "kept", "size", "distance"]) await expectState(page, name, "fresh");

  // A teacher's texts are measured in its own tabs, and a student tells how well it learned.
  await expect(await tab(page, "answers", "Diversity")).toContainText(/the most varied: distinct-2 0\.\d\d \[/);
  await expect(await tab(page, "answers", "Scale")).toContainText("answers has 28 examples");
  const spend = await tab(page, "answers", "Spend");
  await expect(spend.getByRole("row", { name: /^sim\/basalt-small 14 0 \d+ \d+ \$0/ })).toBeVisible();
  await expectAccessible(page, "a teacher's spend");
  await expect((await tab(page, "chains", /^Samples/)).getByRole("grid")).toBeVisible();
  await expect(await tab(page, "chains", "Loss")).toContainText(/tokens have no chance without smoothing/);
  const held = await tab(page, "chains", "Vocabulary");
  await expect(held).toContainText(/there are left by generation 3: \d+ % \(replace\); \d+ % \(accumulate\)/);
  await openMark(held, /: Different tokens: 8 marks/, /^replace, generation 0: .*show its rows$/);
  await expect(cell(page, "chains").getByRole("region", { name: /^Rows behind Different tokens/ })).toContainText("28 of 224 in chains");
  await expectAccessible(page, "a chain's vocabulary");
  const loss = await tab(page, "pairs", "Loss");
  await expect(loss).toContainText(/A 2-gram student needs \d\.\d\d \[.*\] bits for a token of texts it never saw/);
  await expect(loss.getByRole("slider", { name: /: Loss by order: 3 marks/ })).toBeVisible();
  await expectAccessible(page, "a student's loss");
  await expect((await tab(page, "pairs", /^Scores/)).getByRole("grid")).toBeVisible();

  await expect(await tab(page, "variety", "Finding")).toContainText(/distinct-2 (runs from )?0\.\d\d|Distinct-2 runs from 0\.\d\d/);
  const variety = await tab(page, "variety", "Chart");
  await openMark(variety, /: Distinct-2: 2 marks/, /^sim\/willow-small: 0\.\d\d .*show its rows$/);
  const behind = cell(page, "variety").getByRole("region", { name: /^Rows behind Distinct-2, sim\/willow-small/ });
  await expect(behind).toContainText("14 of 28 in answers");
  await behind.getByRole("button", { name: "Close these rows" }).click();

  await expect(await tab(page, "kept", "Finding")).toContainText(/there are left: \d+ % .* by generation 3 \(replace\)/);
  const kept = await tab(page, "kept", "Chart");
  await openMark(kept, /: Rare-type survival: 8 marks/, /^replace, generation 0: .*show its rows$/);
  await expect(cell(page, "kept").getByRole("region", { name: /^Rows behind Rare-type survival/ })).toContainText("28 of 224 in chains");

  const size = await tab(page, "size", "Chart");
  await expect(size.getByRole("figure")).toContainText("Beside published sets");
  await expect(size.getByRole("figure")).toContainText("UltraChat 200k (207,865)");
  await openMark(size, /: Beside published sets: \d+ marks/, /^answers, yours, examples 28: .*show its rows$/);
  await expect(cell(page, "size").getByRole("region", { name: /^Rows behind/ })).toContainText("28 of 28 in answers");

  const distance = await tab(page, "distance", "Chart");
  const slider = distance.getByRole("slider", { name: /^τ/ });
  await expect(slider).toHaveAttribute("aria-valuetext", "τ = 1");
  const softened = distance.getByRole("region", { name: /by τ$/ });
  const first = softened.getByRole("group").first().getByRole("button").first();
  const sharp = await first.getAttribute("aria-label");
  await slider.focus();
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", "τ = 10");
  await expect(first).not.toHaveAttribute("aria-label", sharp ?? "");
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuetext", "τ = 8");
  await expectAccessible(page, "softened distributions");

  const form = await openForm(page, "distance");
  await expect(form.getByLabel("Temperatures")).toBeVisible();
  await expect(form.getByLabel("Method", { exact: true })).toHaveValue("distillation");

  await page.setViewportSize({ width: 960, height: 600 });
  await chooseTheme(page, "Dark");
  await goToCell(page, "distance");
  await slider.scrollIntoViewIfNeeded();
  await expectAccessible(page, "softened distributions, narrow and dark");
});
