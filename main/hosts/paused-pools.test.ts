import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readFaults } from "./simulate/faults.ts";
import { type SimulationServer, startSimulationServer } from "./simulate/server.ts";
import { openNotebook, type TestNotebook, temporaryFolder } from "./testing/open-notebook.ts";

const tasks = Array.from({ length: 40 }, (_, at) => `  - question: What is ${at + 3} + ${at + 4}?`).join("\n");
const notebook = [
  "---\nassay: 1\ntitle: Test\n---\n",
  `\`\`\`dataset tasks\nrows:\n${tasks}\n\`\`\`\n`,
  `\`\`\`teacher answers\nfrom: tasks\nprompt: "{{ question }}"\nmodels: [local/willow-large]\naccept: "'Good question' in response"\nuntil: 60\n\`\`\`\n`,
].join("\n");
const never = { signal: new AbortController().signal };

let home = "";
let homeBefore: string | undefined;
let server: SimulationServer | null = null;
let test: TestNotebook | null = null;

beforeEach(async () => {
  home = await temporaryFolder();
  homeBefore = process.env.ASSAY_HOME;
  process.env.ASSAY_HOME = home;
  server = await startSimulationServer({ port: 0, faults: readFaults(""), latencyMs: 40 });
  await mkdir(home, { recursive: true });
  const model = { name: "willow-large", family: "willow", inputUsdPerMillion: 0, outputUsdPerMillion: 0 };
  const provider = { id: "local", baseUrl: server.url, timeoutMs: 5_000, maxConcurrency: 4, models: [model] };
  await writeFile(join(home, "settings.json"), JSON.stringify({ version: 1, providers: [provider] }));
});
afterEach(async () => {
  await test?.close();
  await server?.close();
  if (homeBefore === undefined) delete process.env.ASSAY_HOME;
  else process.env.ASSAY_HOME = homeBefore;
  await rm(home, { recursive: true, force: true });
});

it("shows how many rows are accepted while it runs, keeps them over a pause, and asks nothing twice", { timeout: 60_000 }, async () => {
  test = await openNotebook("test.assay.md", { files: { "test.assay.md": notebook } });
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
  expect(server?.stats().requests).toBe(done?.ledger?.requested);
});
