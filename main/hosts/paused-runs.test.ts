import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestHome, type TestHome } from "./testing/test-home.ts";

const questions = 40;
const notebook = (models: string, extra = ""): string =>
  [
    "---\nassay: 1\ntitle: Test\n---\n",
    `\`\`\`dataset tasks\nrows:\n${Array.from({ length: questions }, (_, at) => `  - question: What is ${at + 3} + ${at + 4}?`).join("\n")}\n\`\`\`\n`,
    `\`\`\`teacher answers\nfrom: tasks\nprompt: "{{ question }}"\nmodels: [${models}]\nmax_tokens: 100\n${extra}\`\`\`\n`,
  ].join("\n");

let home: TestHome;
beforeEach(async () => {
  home = await openTestHome();
});
afterEach(() => home.close());

const serve = (faults: string, options: { readonly latencyMs?: number; readonly usdPerMillion?: number } = {}) =>
  home.serve({ faults, ...options, models: ["willow-large", "willow-small"] });

describe("a run over a network", () => {
  it("stops on request, keeps what arrived, and resumes without asking anything twice", async () => {
    const { stats } = await serve("", { latencyMs: 40 });
    const test = await home.open(notebook("local/willow-large"));
    await test.start();
    await test.until(({ cells }) => (cells.answers?.progress?.done ?? 0) >= 5);
    await test.handlers.run.stop({ notebook: test.notebook }, { signal: new AbortController().signal });
    const paused = await test.until(({ runs }) => runs[0]?.state === "paused");
    expect(paused.runs[0]).toMatchObject({ pausedBy: "you" });
    const cell = (await test.until(({ cells }) => cells.answers?.state === "paused")).cells.answers;
    const kept = cell?.result?.ledger?.kept ?? 0;
    expect(cell?.sentence).toBe(`${kept}/${questions} kept; stopped by you`);
    expect(stats().requests).toBe(kept);
    expect(await test.plan()).toMatchObject({ calls: questions - kept, cachedCalls: kept });
    expect((await test.run()).state).toBe("done");
    expect(stats()).toMatchObject({ requests: questions });
    expect((await test.state()).cells.answers?.state).toBe("fresh");
  });

  it("gets through bursts of 429, 500s, cut-off and garbled replies and HTML, losing nothing", { timeout: 60_000 }, async () => {
    await serve("429=0.1,500=0.05,truncate=0.05,malformed=0.05,html=0.05,reset=0.05");
    const test = await home.open(notebook("local/willow-large"));
    expect((await test.run()).state).toBe("done");
    expect((await test.state()).cells.answers).toMatchObject({
      state: "fresh",
      result: { ledger: { requested: questions, kept: questions, failed: {} } },
    });
  });

  it("pauses when the key is revoked, says what the provider said, and resumes when it is good again", async () => {
    const first = await serve("revoke-after=10", { latencyMs: 5 });
    const test = await home.open(notebook("local/willow-large"));
    const run = await test.run();
    expect(run).toMatchObject({ state: "paused", pausedBy: "unauthorised" });
    expect(run.sentence).toMatch(/key|401|unauthori/i);
    expect(first.stats().requests).toBeLessThan(questions);
    const kept = (await test.state()).cells.answers?.result?.ledger?.kept ?? 0;
    expect(kept).toBe(10);
    const [local] = await test.handlers.models.providers({}, { signal: new AbortController().signal });
    if (local === undefined) throw new Error("the provider is gone");
    await test.handlers.models.save({ provider: local, key: "sk-mended" }, { signal: new AbortController().signal });
    expect((await test.run()).state).toBe("done");
    expect(first.stats()).toMatchObject({ byStatus: { 200: questions }, answeredTwice: 0 });
  });

  it("never spends more than its budget, and pauses there", async () => {
    // About 30 prompt and at most 100 reply tokens a call, at a thousand dollars a million.
    await serve("", { usdPerMillion: 1000 });
    const test = await home.open(notebook("local/willow-large"));
    await test.start({ type: "stale" }, { type: "full" }, 0.5);
    const { runs, cells } = await test.until((state) => state.runs[0]?.state === "paused");
    expect(runs[0]).toMatchObject({ pausedBy: "budget", budgetUsd: 0.5 });
    expect(runs[0]?.spentUsd).toBeGreaterThan(0);
    expect(runs[0]?.spentUsd).toBeLessThanOrEqual(0.5);
    expect(cells.answers?.sentence).toMatch(/the budget is reached/);
  });

  it("keeps cut-off rows apart, lets cells below wait, and retries only those rows", async () => {
    const { stats } = await serve("");
    const short = notebook("local/willow-small").replace("max_tokens: 100", "max_tokens: 27");
    const test = await home.open(`${short}\n\`\`\`sql n\nSELECT count(*) AS n FROM answers\n\`\`\`\n`);
    expect((await test.run()).state).toBe("done");
    const { answers, n } = (await test.state()).cells;
    const failed = answers?.result?.ledger?.failed.truncated ?? 0;
    expect(failed).toBeGreaterThan(2);
    expect(answers).toMatchObject({ state: "partial", result: { ledger: { requested: questions, kept: questions - failed } } });
    expect(n).toMatchObject({ state: "blocked", sentence: expect.stringMatching(/answers.*max_error_rate/) });
    const errors = await test.handlers.cell.output({ notebook: test.notebook, cell: "answers" }, { signal: new AbortController().signal });
    expect(errors.rowErrors).toMatchObject([{ cause: "truncated", count: failed, sentence: expect.stringMatching(/Raise `max_tokens`/) }]);
    await test.run({ type: "cell", cell: "answers", upstream: "run" }, { type: "retry" });
    expect(stats().requests).toBe(questions + failed);
  });

  it("is bought once by two engines on one folder", { timeout: 60_000 }, async () => {
    const { stats } = await serve("", { latencyMs: 20 });
    const one = await home.open(notebook("local/willow-large"));
    const two = await home.openFolder(one.folder);
    await Promise.all([one.run(), two.run()]);
    expect(stats().requests).toBe(questions);
    expect((await one.state()).cells.answers?.state).toBe("fresh");
    expect((await two.state()).cells.answers?.state).toBe("fresh");
  });
});
