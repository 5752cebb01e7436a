import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./app.ts";
import { serveSimulatedModels } from "./simulated-models.ts";
import { differs } from "./what-differs.ts";
import { cell, expectState, notebookReady, runCell, runStale, tryCell } from "./workbench.ts";

const models = ["willow-small", "basalt-small", "judge-fair", "judge-first"];

/** 60 tasks × 2 teachers, then 60 pairs × 2 judges × 2 orders. */
const calls = 120 + 240;

/** How many answers come between the try and the kill. */
const arriving = 40;

/** The answers on disk. */
function journalled(folder: string): ReadonlySet<string> {
  const journal = join(folder, ".assay", "journal");
  const segments = readdirSync(journal).filter((name) => name.endsWith(".jsonl"));
  // What follows the last newline is nothing, or a record that the kill cut off.
  const records = segments.flatMap((name) => readFileSync(join(journal, name), "utf8").split("\n").slice(0, -1));
  return new Set(records.map((record) => JSON.stringify(JSON.parse(record).body)));
}

test("a notebook is tried, run, killed, reopened, resumed, charted and exported, and no answer is asked for twice", {
  tag: [differs.restart, differs.transport],
}, async ({ desk }) => {
  const server = await serveSimulatedModels();
  try {
    // The same models under a provider of their own, so that another process sees every request.
    desk.connect({ id: "counted", baseUrl: `${server.origin}/v1`, models });
    desk.write("first-look.assay.md", desk.read("first-look.assay.md").replaceAll("sim/", "counted/"));

    const first = await desk.launch("first-look.assay.md");
    await notebookReady(first.page);
    await tryCell(first.page, "answers");
    await expect(cell(first.page, "answers")).toContainText("tried on 8 rows");
    expect(server.asked.size, "8 rows × 2 teachers").toBe(16);

    // In the middle: more than the try has arrived for good, and most calls are still to come.
    server.holdAfter(arriving);
    await runStale(first.page);
    await expect.poll(() => journalled(desk.folder).size).toBe(16 + arriving);
    await first.kill();
    server.holdAfter(Number.POSITIVE_INFINITY);
    const onDisk = journalled(desk.folder);
    const arrived = [...server.answered]
      .filter(([, answer]) => onDisk.has(JSON.stringify(JSON.parse(answer))))
      .map(([question]) => question);
    expect(arrived.length).toBe(16 + arriving);

    const second = await desk.launch("first-look.assay.md");
    await notebookReady(second.page);
    await expect(cell(second.page, "answers")).toHaveAttribute("data-state", /^(paused|stale|fresh)$/);
    await runStale(second.page);
    for (const name of ["answers", "graded", "verdicts", "outcomes", "agreement", "position", "position_bias"])
      await expectState(second.page, name, "fresh");

    const chart = cell(second.page, "position_bias").getByRole("figure").locator("svg");
    await cell(second.page, "position_bias").scrollIntoViewIfNeeded();
    await expect(chart.first()).toBeVisible();

    for (const name of ["sft", "preferences"]) {
      if ((await cell(second.page, name).getAttribute("data-state")) !== "fresh") await runCell(second.page, name);
      await expectState(second.page, name, "fresh");
    }
    for (const file of ["first-look-sft/data/train.jsonl", "first-look-sft/README.md", "first-look-preferences/data/train.jsonl"]) {
      expect(existsSync(join(desk.folder, "exports", file)), file).toBe(true);
    }

    expect(server.asked.size, "every call was made").toBe(calls);
    const again = arrived.filter((question) => server.asked.get(question) !== 1);
    expect(again, "no answer that had arrived is asked for again").toEqual([]);
  } finally {
    await server.stop();
  }
});
