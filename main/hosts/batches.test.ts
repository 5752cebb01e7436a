import { appendFile, cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SessionState } from "#shared/journal/fold.ts";
import type { TestNotebook } from "./testing/open-notebook.ts";
import { openTestHome, type TestHome } from "./testing/test-home.ts";

const questions = 30;
const dataset = `\`\`\`dataset tasks\nrows:\n${Array.from({ length: questions }, (_, at) => `  - question: What is ${at + 3} + ${at + 4}?`).join("\n")}\n\`\`\`\n`;
const head = "---\nassay: 1\ntitle: Test\n---\n";
const teacher = (models: string, extra = "batch: true\n"): string =>
  [
    head,
    dataset,
    `\`\`\`teacher answers\nfrom: tasks\nprompt: "{{ question }}"\nmodels: [${models}]\nmax_tokens: 100\n${extra}\`\`\`\n`,
  ].join("\n");
const judge =
  "\n```judge verdicts\nfrom: answers\njudges: [local/judge-fair]\nrefine: true\norders: fixed\nquestion: question\nbatch: true\n```\n";

const never = { signal: new AbortController().signal };
let home: TestHome;
beforeEach(async () => {
  home = await openTestHome();
});
afterEach(() => home.close());

/** A provider `local` with a Batch API at half price, which one of its models does not take. */
const serve = (faults: string, usdPerMillion = 0) =>
  home.serve({
    faults,
    usdPerMillion,
    models: ["willow-large", "basalt-large", "judge-fair", "willow-small"],
    terms: (model) => ({ batchPriceShare: 0.5, capabilities: { batch: model !== "willow-small" } }),
  });

async function batchesAtServer(): Promise<readonly unknown[]> {
  return ((await (await fetch(`${home.server().url}/batches`)).json()) as { data: readonly unknown[] }).data;
}

const cell = (name: string) => ({ type: "cell", cell: name, upstream: "run" }) as const;
const settled =
  (name: string) =>
  (state: SessionState): boolean =>
    state.cells[name]?.batch === undefined &&
    !state.cells[name]?.sentence.includes("the answers are back") &&
    state.cells[name]?.state !== "running" &&
    state.runs[0]?.state !== "running";

const look = (test: TestNotebook, name = "answers") => test.handlers.batches.look({ notebook: test.notebook, cell: name }, never);

/** What the server counted: whole answers to the same request, whether in a batch or not. */
const asked = () => home.server().stats();

describe("a cell that runs as a batch", () => {
  it("hands over a file a model, says so beforehand, and is fresh once both are back; a judge that refines follows in waves", async () => {
    await serve("", 1_000);
    const test = await home.open(teacher("local/willow-large, local/basalt-large") + judge);
    const plan = await test.plan(cell("answers"));
    const [own] = plan.cells;
    expect(own).toMatchObject({ calls: 2 * questions, batch: { waiting: 0, priceShare: 0.5, windowHours: 24, rounds: 1 } });
    // How often the judge asks in turn nobody can tell before its answers are there.
    expect((await test.plan()).cells).toMatchObject([{ cell: "answers" }, { cell: "verdicts", batch: { priceShare: 0.5, rounds: null } }]);
    const run = await test.run(cell("answers"));
    expect(run).toMatchObject({
      state: "paused",
      pausedBy: "batch",
      sentence: expect.stringMatching(/^waiting for 2 batches: \d+\/60 done since/),
    });
    expect((await test.state()).cells.answers).toMatchObject({ state: "paused", batch: { batches: 2, total: 60 } });
    await look(test);
    const { cells } = await test.until(settled("answers"));
    expect(cells.answers).toMatchObject({ state: "fresh", result: { ledger: { requested: 60, kept: 60 } } });

    const cost = cells.answers?.result?.costUsd ?? 0;
    const rows = await test.rows("answers");
    const tokens = rows.reduce((sum, row) => sum + Number(row.prompt_tokens) + Number(row.completion_tokens), 0);
    expect(cost).toBeCloseTo(((tokens * 1_000) / 1e6) * 0.5, 6);
    expect(rows[0]).toMatchObject({ latency_ms: null });

    await test.run(cell("verdicts"));
    await look(test, "verdicts");
    const second = await test.until(({ cells: each }) => (each.verdicts?.batch?.total ?? 0) > questions);
    expect(second.cells.verdicts?.batch).toMatchObject({ total: 2 * questions });
    await look(test, "verdicts");
    expect((await test.until(settled("verdicts"))).cells.verdicts).toMatchObject({
      state: "fresh",
      result: { ledger: { kept: questions } },
    });
    expect(asked()).toMatchObject({ answeredTwice: 0 });
    expect(await readdir(join(test.folder, ".assay", "batches"))).not.toContainEqual(expect.stringMatching(/jsonl$/));
  });

  it("goes on in waves until enough rows are accepted", async () => {
    await serve("");
    const test = await home.open(
      teacher("local/willow-large", "batch: true\naccept: \"'Good question' in response\"\nuntil: 6\ncandidates: 60\n"),
    );
    await test.run(cell("answers"));
    for (let waves = 0; waves < 12 && (await test.state()).cells.answers?.state !== "fresh"; waves += 1) {
      const { batch } = (await test.state()).cells.answers ?? {};
      await look(test);
      await test.until(({ cells }) => cells.answers?.state === "fresh" || (cells.answers?.batch?.total ?? 0) > (batch?.total ?? 0));
    }
    const { answers } = (await test.state()).cells;
    expect(answers).toMatchObject({ state: "fresh", result: { ledger: { kept: 6 } } });
    expect((await batchesAtServer()).length).toBeGreaterThan(1);
    expect(asked()).toMatchObject({ byStatus: { 200: answers?.result?.ledger?.requested }, answeredTwice: 0 });
  });

  it("keeps what came of an expired batch and asks only the rest again, when a person says so", async () => {
    await serve("batch-expire=0.5,attempts=1");
    const test = await home.open(teacher("local/willow-large"));
    await test.run(cell("answers"));
    await look(test);
    const { cells } = await test.until(settled("answers"));
    const kept = cells.answers?.result?.ledger?.kept ?? 0;
    expect(kept).toBeGreaterThan(5);
    expect(kept).toBeLessThan(25);
    expect(cells.answers).toMatchObject({
      state: "paused",
      sentence: expect.stringContaining(`${kept}/30 kept; ${30 - kept} requests expired`),
    });
    const before = asked();
    expect(before.different).toBeGreaterThan(0);
    expect((await test.plan(cell("answers"))).calls).toBe(30 - kept);
    await test.run(cell("answers"));
    await look(test);
    expect((await test.until(settled("answers"))).cells.answers).toMatchObject({ state: "fresh", result: { ledger: { kept: 30 } } });
    expect(asked()).toMatchObject({ answeredTwice: 0 });
  });

  it("says what the provider has against a whole batch, and offers all of it again", async () => {
    await serve("batch-refuse=1");
    const test = await home.open(teacher("local/willow-large"));
    await test.run(cell("answers"));
    await look(test);
    const { answers } = (await test.until(settled("answers"))).cells;
    expect(answers).toMatchObject({
      state: "paused",
      sentence: expect.stringContaining("refused the batch: line 1: The simulated server finds fault"),
    });
    expect((await test.plan(cell("answers"))).calls).toBe(30);
  });

  it("counts doubled, unknown and missing ids, fails refused requests, and loses nothing among 429s and 500s", async () => {
    await serve("batch-double=0.2,batch-unknown=0.1,batch-lose=0.1,batch-fail=0.2,429=0.4,500=0.2,attempts=1");
    const test = await home.open(teacher("local/willow-large"));
    await test.run(cell("answers"));
    await look(test);
    const { cells } = await test.until(settled("answers"));
    // What failed is not kept.
    expect(cells.answers?.sentence).toContain(`${cells.answers?.result?.ledger?.kept}/30 kept; `);
    expect(cells.answers?.sentence).toMatch(/ids? came twice.*never asked|never asked.*came twice|in no result file/);
    expect(cells.answers?.result?.ledger?.failed["bad-request"]).toBeGreaterThan(0);
    await test.run(cell("answers"));
    await look(test);
    expect((await test.until(settled("answers"))).cells.answers).toMatchObject({ state: "fresh", result: { ledger: { kept: 30 } } });
  });

  it("waits on while its key is refused, says so, and goes on under a new one", async () => {
    await serve("revoke-after=2");
    const test = await home.open(teacher("local/willow-large"));
    await test.run(cell("answers"));
    await look(test);
    const { batch, state } = (await test.state()).cells.answers ?? {};
    expect(state).toBe("paused");
    expect(batch?.problem).toMatch(/did not accept the key.*Check the provider's key in the settings\./);
    const [local] = await test.handlers.models.providers({}, never);
    if (local === undefined) throw new Error("the provider is gone");
    await test.handlers.models.save({ provider: local, key: "sk-mended" }, never);
    await look(test);
    expect((await test.until(settled("answers"))).cells.answers).toMatchObject({ state: "fresh", result: { ledger: { kept: 30 } } });
    expect(asked()).toMatchObject({ byStatus: { 200: 30 }, answeredTwice: 0 });
  });

  it.each([
    ["batch-late=1", 15, /^15\/30 kept; 15 requests expired before their turn came; they can be asked again\.$/],
    [
      "batch-torn=1",
      17,
      /^17\/30 kept; 13 requests are in no result file; they can be asked again\. 1 line could not be read; it was left out\.$/,
    ],
  ])("keeps what a batch brought that ended with %s, and offers the rest again", async (fault, kept, sentence) => {
    await serve(fault);
    const test = await home.open(teacher("local/willow-large"));
    await test.run(cell("answers"));
    await look(test);
    const { answers } = (await test.until(settled("answers"))).cells;
    expect(answers).toMatchObject({ state: "paused", sentence: expect.stringMatching(sentence), result: { ledger: { kept } } });
    expect((await test.plan(cell("answers"))).calls).toBe(30 - kept);
  });

  it("reads results again whose connection broke half-way, and keeps nothing twice", async () => {
    await serve("batch-cut=1,attempts=1", 1_000);
    const test = await home.open(teacher("local/willow-large"));
    await test.run(cell("answers"));
    await look(test);
    expect((await test.state()).cells.answers?.batch?.problem).toMatch(/^The connection broke before all results were here\. Look again/);
    await look(test);
    const { answers } = (await test.until(settled("answers"))).cells;
    expect(answers).toMatchObject({ state: "fresh", result: { ledger: { kept: 30 } } });
    const costs = (await test.rows("answers")).map(({ cost_usd }) => Number(cost_usd));
    expect(answers?.result?.costUsd).toBeCloseTo(
      costs.reduce((sum, cost) => sum + cost, 0),
      6,
    );
  });

  it("is given up by cancelling where its provider has lost it, and asked again", async () => {
    await serve("batch-ms=60000");
    const test = await home.open(teacher("local/willow-large"));
    await test.run(cell("answers"));
    await home.restart();
    await look(test);
    expect((await test.state()).cells.answers?.batch?.problem).toMatch(/^The provider knows nothing of the batch.*Cancel gives it up/);
    expect((await test.plan(cell("answers"))).calls).toBe(0);
    await test.handlers.batches.cancel({ notebook: test.notebook, cell: "answers" }, never);
    await test.until(settled("answers"));
    expect((await test.plan(cell("answers"))).calls).toBe(30);
    await test.run(cell("answers"));
    await look(test);
    expect((await test.until(settled("answers"))).cells.answers).toMatchObject({ state: "fresh" });
  });

  it("is found again after the app was closed, and opening sends nothing", async () => {
    const { stats } = await serve("batch-ms=400");
    const first = await home.open(teacher("local/willow-large"));
    await first.run(cell("answers"));
    const folder = first.folder;
    await first.handlers.notebook.close({ notebook: first.notebook }, never);
    const before = stats().requests;
    const second = await home.openFolder(folder);
    const waiting = await second.until(({ cells }) => cells.answers?.batch !== undefined);
    expect(waiting.cells.answers).toMatchObject({
      state: "paused",
      sentence: expect.stringMatching(/^waiting for a batch: \d+\/30 done since \d\d:\d\d$/),
    });
    expect(await second.plan(cell("answers"))).toMatchObject({ calls: 0, needsConfirmation: false, cells: [{ batch: { waiting: 30 } }] });
    expect(stats().requests).toBe(before);
    await second.run(cell("answers"));
    // From the first look on it looks by itself.
    expect((await second.until(settled("answers"))).cells.answers).toMatchObject({ state: "fresh", result: { ledger: { kept: 30 } } });
    expect(asked()).toMatchObject({ answeredTwice: 0 });
  });

  it("finds a batch that was started although nobody was told, and never starts it twice", async () => {
    await serve("batch-lost-start=1");
    const test = await home.open(teacher("local/willow-large"));
    await test.run(cell("answers"));
    const log = await readFile(join(test.folder, ".assay", "batches.jsonl"), "utf8");
    const [id] = /(?<="id":")[^"]+/.exec(log) ?? [];
    expect(await batchesAtServer()).toMatchObject([{ metadata: { assay_batch: id } }]);
    // As a crash between starting and noting it would leave the log.
    const torn = log.split("\n").filter((line) => !/"type":"(?:started|looked)"/.test(line));
    await test.handlers.notebook.close({ notebook: test.notebook }, never);
    await writeFile(join(test.folder, ".assay", "batches.jsonl"), torn.join("\n"));
    const again = await home.openFolder(test.folder);
    await again.run(cell("answers"));
    expect((await again.until(settled("answers"))).cells.answers).toMatchObject({ state: "fresh" });
    expect(await batchesAtServer()).toHaveLength(1);
    expect(asked()).toMatchObject({ answeredTwice: 0 });
  });

  it("goes on by itself with a batch that another process read just when it began to wait", async () => {
    await serve("batch-ms=60000");
    const test = await home.open(teacher("local/willow-large"));
    const log = join(test.folder, ".assay", "batches.jsonl");
    const running = test.run(cell("answers"));
    await vi.waitFor(async () => expect(await readFile(log, "utf8")).toContain('"type":"started"'), { interval: 1, timeout: 20_000 });
    const [id] = /(?<="id":")[^"]+/.exec(await readFile(log, "utf8")) ?? [];
    const reading = { answered: 0, failed: 0, undone: {}, missing: questions, doubled: 0, unknown: 0, unreadable: 0 };
    await appendFile(log, `${JSON.stringify({ type: "read", id, at: Date.now(), reading, costUsd: 0, sentences: ["Nothing came."] })}\n`);
    await running;
    const { answers } = (await test.until(settled("answers"))).cells;
    expect(answers).toMatchObject({ state: "paused", sentence: "0/30 kept; Nothing came." });
  });

  it("lets a person run the notebook in the moment it goes on by itself", async () => {
    await serve("");
    const test = await home.open(teacher("local/willow-large"));
    await test.run(cell("answers"));
    const { token } = await test.plan();
    const looking = test.handlers.batches.look({ notebook: test.notebook, cell: "answers" }, never);
    await test.until(({ runs }) => runs[0]?.state === "running");
    const { run } = await test.handlers.run.start({ notebook: test.notebook, token, budgetUsd: null }, never);
    const { runs, cells } = await test.until((state) => state.runs.some((each) => each.run === run && each.state !== "running"));
    expect(runs.map(({ state }) => state)).toEqual(["done", "done", "paused"]);
    expect(cells.answers).toMatchObject({ state: "fresh" });
    await looking;
  });

  it("is handed over once by two engines on one folder, one of which asks the same directly", async () => {
    await serve("batch-ms=300");
    const text = `${teacher("local/willow-large")}\n\`\`\`teacher same\nfrom: tasks\nprompt: "{{ question }}"\nmodels: [local/willow-large]\nmax_tokens: 100\n\`\`\`\n`;
    const one = await home.open(text);
    const two = await home.openFolder(one.folder);
    await Promise.all([one.run(cell("answers")), two.run(cell("same"))]);
    await one.handlers.batches.look({ notebook: one.notebook, cell: "answers" }, never);
    expect((await one.until(settled("answers"))).cells.answers).toMatchObject({ state: "fresh" });
    // The other engine goes on with the cell by itself, too, and finds nothing left to do.
    await two.until(({ cells, runs }) => cells.answers?.state === "fresh" && runs.every(({ state }) => state !== "running"));
    expect((await two.run(cell("same"))).state).toBe("done");
    expect(asked()).toMatchObject({ byStatus: { 200: 30 }, answeredTwice: 0 });
  });

  it("is cancelled with what it has, and no cell asks a key that a batch may still answer", async () => {
    await serve("batch-ms=60000");
    const text = `${teacher("local/willow-large")}\n\`\`\`teacher same\nfrom: tasks\nprompt: "{{ question }}"\nmodels: [local/willow-large]\nmax_tokens: 100\n\`\`\`\n`;
    const test = await home.open(text);
    await test.run(cell("answers"));
    const run = await test.run(cell("same"));
    expect(run).toMatchObject({ state: "paused", pausedBy: "batch", sentence: expect.stringMatching(/^30 of its calls are in a batch/) });
    expect(asked()).toMatchObject({ requests: 0 });
    await test.handlers.batches.cancel({ notebook: test.notebook, cell: "answers" }, never);
    const { cells } = await test.until(settled("answers"));
    expect(cells.answers).toMatchObject({ state: "paused", sentence: expect.stringMatching(/^\d+\/30 kept; its batch was cancelled$/) });
    expect((await test.run(cell("same"))).state).toBe("done");
  });

  it("asks nothing twice wherever a crash ends it, and offers again what was never asked", { timeout: 120_000 }, async () => {
    await serve("batch-ms=300");
    const first = await home.open(teacher("local/willow-large"));
    await first.run(cell("answers"));
    const { folder } = first;
    await first.handlers.notebook.close({ notebook: first.notebook }, never);
    const path = join(folder, ".assay", "batches.jsonl");
    const events = (await readFile(path, "utf8")).trimEnd().split("\n");
    const keyFiles = join(folder, ".assay", "batches");
    await cp(keyFiles, `${keyFiles}-kept`, { recursive: true });
    const types = events.map((line) => JSON.parse(line).type);
    expect(types.slice(0, 4)).toEqual(["planned", "uploaded", "starting", "started"]);

    // Between being started and being noted, and while it was being started: it is found, and not started again.
    for (const cut of ["starting", "started"]) {
      await rm(join(folder, ".assay", "journal"), { recursive: true, force: true });
      await cp(`${keyFiles}-kept`, keyFiles, { recursive: true });
      await writeFile(path, `${events.slice(0, types.indexOf(cut) + 1).join("\n")}\n`);
      const test = await home.openFolder(folder);
      await test.run(cell("answers"));
      expect((await test.until(settled("answers"))).cells.answers, cut).toMatchObject({ state: "fresh", result: { ledger: { kept: 30 } } });
      await test.handlers.notebook.close({ notebook: test.notebook }, never);
      await rm(join(folder, ".assay", "tables"), { recursive: true, force: true });
    }
    expect(await batchesAtServer()).toHaveLength(1);
    expect(asked()).toMatchObject({ answeredTwice: 0 });

    // Before that the provider knows of nothing: the requests are free again, and a person is asked.
    await home.restart();
    for (const cut of ["planned", "uploaded"]) {
      await rm(join(folder, ".assay", "journal"), { recursive: true, force: true });
      await rm(join(folder, ".assay", "tables"), { recursive: true, force: true });
      await cp(`${keyFiles}-kept`, keyFiles, { recursive: true });
      await writeFile(path, `${events.slice(0, types.indexOf(cut) + 1).join("\n")}\n`);
      const test = await home.openFolder(folder);
      await look(test);
      const { cells } = await test.until(settled("answers"));
      expect(cells.answers?.state, cut).not.toBe("fresh");
      expect(await batchesAtServer(), cut).toHaveLength(0);
      expect((await test.plan(cell("answers"))).calls, cut).toBe(30);
      await test.handlers.notebook.close({ notebook: test.notebook }, never);
    }
  });

  it("hands over what its budget allows, holds that money back, and asks the rest only when a person resumes", async () => {
    await serve("", 1_000);
    const test = await home.open(teacher("local/willow-large").replace("title: Test", "title: Test\nbudget: 5"));
    await test.start(cell("answers"), { type: "full" }, 0.4);
    const { runs, cells } = await test.until((state) => state.runs[0]?.state === "paused");
    expect(runs[0]).toMatchObject({ pausedBy: "budget" });
    const handed = cells.answers?.batch?.total ?? 0;
    expect(handed).toBeGreaterThan(2);
    expect(handed).toBeLessThan(15);
    const plan = await test.plan(cell("answers"));
    expect(plan).toMatchObject({ calls: 30 - handed, cells: [{ batch: { waiting: handed } }] });
    expect(plan.budgetLeftUsd).toBeLessThan(5);
    expect(plan.budgetLeftUsd).toBeGreaterThanOrEqual(4.6);
    await look(test);
    // The budget stood in its sentence before the answers came in, too.
    const sentence = `${handed}/30 kept; the budget is reached`;
    const isBack = (state: SessionState): boolean => settled("answers")(state) && state.cells.answers?.sentence === sentence;
    expect((await test.until(isBack)).cells.answers).toMatchObject({ state: "paused" });
    expect(asked()).toMatchObject({ byStatus: { 200: handed } });
    await test.run(cell("answers"));
    await look(test);
    expect((await test.until(settled("answers"))).cells.answers).toMatchObject({ state: "fresh", result: { ledger: { kept: 30 } } });
    expect(asked()).toMatchObject({ byStatus: { 200: 30 }, answeredTwice: 0 });
  });

  it("is refused before anything is sent where the provider has no Batch API", async () => {
    const { stats } = await serve("");
    const test = await home.open(teacher("local/willow-small"));
    expect((await test.plan(cell("answers"))).problems).toMatchObject([
      { code: "unsupported", sentence: "`local/willow-small` takes no batches.", place: { cell: "answers" } },
    ]);
    await test.run(cell("answers"));
    expect((await test.state()).cells.answers).toMatchObject({ state: "error", sentence: "`local/willow-small` takes no batches." });
    expect(stats().requests).toBe(0);
  });
});
