import { afterEach, beforeEach, expect, it } from "vitest";
import { openTestHome, type TestHome } from "./testing/test-home.ts";

const tasks = Array.from({ length: 40 }, (_, at) => `  - question: What is ${at + 3} + ${at + 4}?`).join("\n");
const notebook = [
  "---\nassay: 1\ntitle: Test\n---\n",
  `\`\`\`dataset tasks\nrows:\n${tasks}\n\`\`\`\n`,
  `\`\`\`teacher answers\nfrom: tasks\nprompt: "{{ question }}"\nmodels: [local/willow-large]\naccept: "'Good question' in response"\nuntil: 60\n\`\`\`\n`,
].join("\n");
const never = { signal: new AbortController().signal };

let home: TestHome;
beforeEach(async () => {
  home = await openTestHome();
  await home.serve({ models: ["willow-large"], latencyMs: 40 });
});
afterEach(() => home.close());

it("shows how many rows are accepted while it runs, keeps them over a pause, and asks nothing twice", { timeout: 60_000 }, async () => {
  const test = await home.open(notebook);
  const plan = await test.plan();
  expect(plan).toMatchObject({ calls: 60, mostCalls: 240, cells: [{ calls: 60, mostCalls: 240 }] });
  await test.start();
  const running = await test.until(({ cells }) => /accepted/.test(cells.answers?.progress?.note ?? ""));
  expect(running.cells.answers?.sentence).toMatch(/\d+\/\d+ · \d+ of 60 accepted · \d+ % of \d+ candidates/);
  await test.handlers.run.stop({ notebook: test.notebook }, never);
  const paused = await test.until(({ cells }) => cells.answers?.state === "paused");
  const ledger = paused.cells.answers?.result?.ledger;
  expect(ledger?.waiting).toBe(1);
  expect(ledger?.kept).toBeGreaterThan(5);
  expect((await test.rows("answers")).length).toBe(ledger?.kept);
  expect((await test.rows("answers_rejected")).length).toBe(ledger?.filtered["not accepted"]);

  expect((await test.run()).state).toBe("done");
  const done = (await test.state()).cells.answers?.result;
  expect(done?.ledger).toMatchObject({ kept: 60, waiting: 0 });
  expect(home.server().stats().requests).toBe(done?.ledger?.requested);
});
