import { expect } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { fence, notebookText } from "./notebook-text.ts";
import { startSimulation } from "./simulated-models.ts";
import { differs } from "./what-differs.ts";
import { cell, expectState, notebookReady, openForm } from "./workbench.ts";

const rows = Array.from({ length: 40 }, (_, at) => `  - question: What is ${at + 3} + 4?`).join("\n");
const notebook = notebookText(
  "In a batch",
  fence("dataset", "tasks", `rows:\n${rows}`),
  fence("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [batched/willow-large]\nmax_tokens: 100'),
);

test(`a cell runs as a batch while Assay is closed, and no request is asked twice ${differs.restart}`, async ({ desk }) => {
  const simulation = await startSimulation("--faults", "batch-ms=12000");
  try {
    desk.connect({ id: "batched", baseUrl: `${simulation.origin}/v1`, models: ["willow-large"], takesBatches: true });
    desk.write("batch.assay.md", notebook);
    const first = await desk.launch("batch.assay.md");
    await notebookReady(first.page);
    const form = await openForm(first.page, "answers");
    await form.getByRole("switch", { name: "Run as a batch" }).click();
    await expect.poll(() => desk.read("batch.assay.md")).toContain("batch: true");

    await form.getByRole("button", { name: /^Run 40 calls.*\(answers\)$/ }).click();
    const bar = first.page.getByRole("group", { name: "Plan for answers" });
    await expect(bar).toContainText("As a batch: 40 requests");
    await expect(bar).toContainText("half price, within 24 h");
    await bar.getByRole("button", { name: "Run", exact: true }).click();
    const waiting = first.page.getByRole("group", { name: "Batch of answers" });
    await expect(waiting).toContainText(/Waiting for a batch: \d+\/40 done since \d\d:\d\d/);
    await expectState(first.page, "answers", "paused");
    await first.close();

    const second = await desk.launch("batch.assay.md");
    await notebookReady(second.page);
    const again = second.page.getByRole("group", { name: "Batch of answers" });
    await expect(again).toContainText("Waiting for a batch");
    await again.getByRole("button", { name: "Look now" }).click();
    await expectState(second.page, "answers", "fresh");
    await expect(again).toBeHidden();
    await expect(
      cell(second.page, "answers")
        .getByRole("tab", { name: /^Rows 40$|^Answers 40$|40/ })
        .first(),
    ).toBeVisible();

    const stats = (await (await fetch(`${simulation.origin}/stats`)).json()) as { readonly answeredTwice: number };
    expect(stats.answeredTwice).toBe(0);
  } finally {
    await simulation.stop();
  }
});

test("a batch is cancelled from the cell with what it has, and what is left is offered", async ({ desk }) => {
  const simulation = await startSimulation("--faults", "batch-ms=120000");
  try {
    desk.connect({ id: "batched", baseUrl: `${simulation.origin}/v1`, models: ["willow-large"], takesBatches: true });
    desk.write("batch.assay.md", notebook.replace("max_tokens: 100", "max_tokens: 100\nbatch: true"));
    const { page } = await desk.launch("batch.assay.md");
    await notebookReady(page);
    const answers = cell(page, "answers");
    await answers.getByRole("button", { name: /^Run 40 calls.*\(answers\)$/ }).click();
    await page.getByRole("group", { name: "Plan for answers" }).getByRole("button", { name: "Run", exact: true }).click();
    const waiting = page.getByRole("group", { name: "Batch of answers" });
    await expect(waiting).toContainText("Waiting for a batch");
    await expectAccessible(page, "a cell that waits for a batch");
    await waiting.getByRole("button", { name: "Cancel" }).click();
    await expect(waiting).toBeHidden();
    await expectState(page, "answers", "paused");
    await expect(answers).toContainText(/\d+\/40 kept; its batch was cancelled/);
    await expect(answers.getByRole("button", { name: /^Resume \d+ calls.*\(answers\)$/ })).toBeVisible();
  } finally {
    await simulation.stop();
  }
});
