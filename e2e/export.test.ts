import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { startSimulation } from "./simulated-models.ts";
import { cell, expectState, goToCell, notebookReady, runCell } from "./workbench.ts";

const tasks = Array.from({ length: 12 }, (_, at) => `  - { question: "What is ${at + 3} + ${at + 4}?" }`).join("\n");
const notebook = (exports: string): string => `---
assay: 1
title: Sums
---

\`\`\`dataset tasks
rows:
${tasks}
\`\`\`

\`\`\`teacher answers
from: tasks
prompt: "{{ question }}"
models: [sim/willow-large, sim/basalt-small]
\`\`\`

\`\`\`judge verdicts
from: answers
judges: [sim/judge-fair]
criteria: Prefer the right answer.
\`\`\`

${exports}`;

const pairs = "```export pairs\nfrom: verdicts\nformat: sft\npath: out/pairs\n```\n";

async function begin(page: Page): Promise<void> {
  await notebookReady(page);
  await runCell(page, "verdicts");
  await expectState(page, "verdicts", "fresh", 90_000);
}

const exportButton = (page: Page, name: string) => cell(page, name).getByRole("button", { name: new RegExp(`^Export.*\\(${name}\\)$`) });

test("an export is set up in its form, asked about, and shows its files, its ledger and its card", async ({ desk }) => {
  test.setTimeout(300_000);
  desk.write("sums.assay.md", notebook(pairs));
  const { page } = await desk.launch("sums.assay.md");
  await begin(page);
  await goToCell(page, "pairs");
  const own = cell(page, "pairs");
  await own.click({ position: { x: 200, y: 10 } });
  await own.getByRole("radio", { name: "Form" }).click();
  const traces = own.getByLabel("Reasoning traces");
  await traces.selectOption("thinking");
  await expect.poll(() => desk.read("sums.assay.md")).toContain("reasoning: thinking");
  await expect(own).toContainText("as gpt-oss reads it");
  await own.getByLabel("Format", { exact: true }).selectOption("preference");
  // What goes with the format no more stays in sight while it is set, with what is wrong beside it.
  await expect(traces).toHaveValue("thinking");
  await expect(traces).toHaveAccessibleDescription(/Traces go with `?format: sft`?; preference holds answers alone/);
  await traces.selectOption("");
  await expect(traces).toHaveCount(0);
  await expect(own).not.toContainText("preference holds answers alone");
  await expect(own).toContainText("Chosen over rejected");
  await own.getByLabel("Trainer", { exact: true }).selectOption("trl");
  await own.getByLabel("Test share").fill("0.25");
  await own.getByLabel("Test share").press("Enter");
  await expect
    .poll(() => desk.read("sums.assay.md"))
    .toContain("format: preference\npath: out/pairs\ntrainer: trl\nsplit:\n  test: 0.25\n");
  await expectAccessible(page, "the export's form");

  await exportButton(page, "pairs").click();
  const bar = page.getByRole("group", { name: "Plan for pairs" });
  await expect(bar).toContainText("Writes out/pairs below the notebook's folder.");
  await bar.getByRole("button", { name: "Export" }).click();
  await expectState(page, "pairs", "fresh", 60_000);
  await expect(own).toContainText(/\d+ files · \d+ rows/);

  const written = readFileSync(join(desk.folder, "out/pairs/data/train.jsonl"), "utf8").trim().split("\n");
  // Results are drawn once they are in sight, and the form is long.
  await own.getByRole("radio", { name: "Text" }).click();
  await expect(own.getByRole("row", { name: new RegExp(`out/pairs/data/train\\.jsonl ${written.length} `) })).toBeVisible();
  await expect(own.getByRole("row", { name: /out\/pairs\/trl-dpo\.yaml/ })).toBeVisible();
  await own.getByRole("tab", { name: "Ledger" }).click();
  await expect(own.getByRole("row", { name: "Requested 12" })).toBeVisible();
  await own.getByRole("tab", { name: "Card" }).click();
  const card = own.getByRole("region", { name: "Dataset card of pairs" });
  await expect(card.getByRole("heading", { name: "Sums", exact: true })).toBeVisible();
  await expect(card).toContainText("no prompt is in two splits");
  await expectAccessible(page, "the dataset card");

  const download = page.waitForEvent("download");
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox").fill("bundle that replays");
  await page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toBe("sums.zip");
});

test("what leaves the machine is named before it leaves, and what stands in the way is said with the next step", async ({ desk }) => {
  test.setTimeout(300_000);
  const server = await startSimulation();
  try {
    desk.connect({ id: "lab", baseUrl: `${server.origin}/v1`, models: [] });
    const upload = "```export tune\nfrom: answers\nformat: sft\ntrainer: openai\npath: out/tune\nupload: lab\n```\n";
    desk.write("sums.assay.md", notebook(`${upload}\n${pairs}`));
    const { page } = await desk.launch("sums.assay.md");
    await begin(page);
    await goToCell(page, "tune");
    await exportButton(page, "tune").click();
    const bar = page.getByRole("group", { name: "Plan for tune" });
    await expect(bar).toContainText(
      new RegExp(`Uploads data/train\\.jsonl \\([\\d,]+ bytes\\) to lab \\(${server.origin}\\) for fine-tuning\\.`),
    );
    await bar.getByRole("button", { name: "Export" }).click();
    await expectState(page, "tune", "fresh", 60_000);
    const sent = cell(page, "tune").getByRole("table", { name: "Sent" });
    await expect(sent).toContainText("lab");
    await expect(sent).toContainText("file-1");

    await runCell(page, "pairs");
    await expectState(page, "pairs", "fresh", 60_000);
    desk.write("out/pairs/notes.txt", "mine");
    await exportButton(page, "pairs").click();
    await expect(page.getByRole("group", { name: "Plan for pairs" })).toBeVisible();
    await page.getByRole("group", { name: "Plan for pairs" }).getByRole("button", { name: "Export" }).click();
    await expectState(page, "pairs", "error");
    await expect(cell(page, "pairs")).toContainText("out/pairs holds notes.txt, which Assay did not write.");
    await expect(cell(page, "pairs")).toContainText("Move it out, or choose another path.");
    expect(desk.read("out/pairs/notes.txt")).toBe("mine");
  } finally {
    await server.stop();
  }
});
