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
    await waiting.getByRole("button", { name: "Run elsewhere …" }).click();
    const dialog = page.getByRole("dialog", { name: "Run answers elsewhere" });
    await dialog.getByRole("button", { name: "Write request files" }).click();
    await expect(dialog).toContainText("Cancel the cell's batch first");
    await page.keyboard.press("Escape");
    await expect(waiting.getByRole("button", { name: "Run elsewhere …" })).toBeFocused();
    await waiting.getByRole("button", { name: "Cancel" }).click();
    await expect(waiting).toBeHidden();
    await expectState(page, "answers", "paused");
    await expect(answers).toContainText(/\d+\/40 kept; its batch was cancelled/);
    await expect(answers.getByRole("button", { name: /^Resume \d+ calls.*\(answers\)$/ })).toBeVisible();
  } finally {
    await simulation.stop();
  }
});

test("a cell's requests are run elsewhere, and what comes back is taken up once", async ({ desk }) => {
  const simulation = await startSimulation();
  try {
    desk.connect({ id: "batched", baseUrl: `${simulation.origin}/v1`, models: ["willow-large"], takesBatches: true });
    desk.write("batch.assay.md", notebook);
    const { page } = await desk.launch("batch.assay.md");
    await notebookReady(page);
    const answers = cell(page, "answers");
    await expectState(page, "tasks", "fresh");
    const dialog = page.getByRole("dialog", { name: "Run answers elsewhere" });
    await answers.getByRole("button", { name: "More for answers" }).click();
    await page.getByRole("menuitem", { name: "Run elsewhere …" }).click();
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(answers).toBeFocused();
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").fill("elsewhere");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await answers.getByRole("button", { name: /^Run 40 calls.*\(answers\)$/ }).click();
    const bar = page.getByRole("group", { name: "Plan for answers" });
    await bar.getByRole("button", { name: "Run elsewhere …" }).click();
    await dialog.getByRole("button", { name: "Write request files" }).click();
    const written = dialog.getByRole("listitem").filter({ hasText: "40 requests to batched/willow-large" });
    await expect(written).toBeVisible();
    const [path = ""] = (await written.locator("code").allTextContents()).filter((text) => text.startsWith("batch/"));
    await expectAccessible(page, "running elsewhere");

    // Elsewhere: one answer gets lost, and one comes twice.
    const lines = await Promise.all(
      desk
        .read(path)
        .trimEnd()
        .split("\n")
        .map(async (line) => {
          const { custom_id, body } = JSON.parse(line);
          const reply = await fetch(`${simulation.origin}/v1/chat/completions`, { method: "POST", body: JSON.stringify(body) });
          return JSON.stringify({ custom_id, response: { status_code: reply.status, body: await reply.json() }, error: null });
        }),
    );
    const buffer = Buffer.from(`${[...lines.slice(1), lines[5]].join("\n")}\n`);
    await dialog.getByLabel("Results file").setInputFiles({ name: "results.jsonl", mimeType: "application/jsonl", buffer });
    await expect(dialog).toContainText("results.jsonl 39 of 40 requests answered, 1 missing, 1 doubled");
    await expect(dialog.getByRole("list", { name: "Lines that are not as expected" })).toContainText("No line for");
    await expectAccessible(page, "results read back");
    await dialog.getByRole("button", { name: "Plan the rest of answers" }).click();
    await expect(bar).toContainText("Run 1 call");
    await expect(bar).toContainText("39 calls already answered");
    await bar.getByRole("button", { name: "Run", exact: true }).click();
    await expectState(page, "answers", "fresh");
    await expect(answers).toContainText("40");
  } finally {
    await simulation.stop();
  }
});
