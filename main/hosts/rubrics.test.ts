import { afterEach, describe, expect, it } from "vitest";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const questions = Array.from(
  { length: 14 },
  (_, at) => `  - { question: "What is ${at + 13} × ${at + 4}?", right: ${(at + 13) * (at + 4)} }`,
);
const answered =
  "---\nassay: 1\ntitle: Rubrics\n---\n\n" +
  cell("dataset", "tasks", `rows:\n${questions.join("\n")}`) +
  cell("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]');

const criteria = `
  - { id: right, text: States the right result., type: rule }
  - { id: exact, text: Ends in the right number., type: rule, check: { type: number, value: { column: right } } }
  - { id: brief, text: Uses at most 20 words., type: principle, priority: important }
  - { id: clear, text: Gets the facts right., levels: { 0: "no", 1: "partly", 2: "wholly" } }
  - { id: no_filler, text: Avoids filler such as closing lines., type: pitfall }`;
const base = cell("rubric", "house", `aggregate: gated\ncriteria:${criteria}`);

let opened: TestNotebook | null = null;
const open = async (text: string): Promise<TestNotebook> => {
  opened = await openNotebook("test.assay.md", { files: { "test.assay.md": answered + text } });
  return opened;
};
const run = async (text: string): Promise<TestNotebook> => {
  const test = await open(text);
  expect(await test.run()).toMatchObject({ state: "done", sentence: null });
  return test;
};
const judge = (name: string, more: string, rubric = "house"): string =>
  cell("judge", name, `from: answers\nmode: rubric\nrubric: ${rubric}\n${more}`);
const without = (row: { readonly [column: string]: unknown }, columns: readonly string[]) =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));
const sentenceOf = async (test: TestNotebook, name: string) => (await test.state()).cells[name]?.sentence;

afterEach(async () => {
  await opened?.close();
  opened = null;
});

describe("a rubric without a model", () => {
  it("runs by itself, calls nobody, and has a row for each criterion with where it comes from", async () => {
    const test = await open(
      base +
        cell(
          "rubric",
          "strict",
          "base: house\ncriteria: [{ id: brief, text: Uses at most 9 words., type: rule }, { id: kind, text: Is kind. }]",
        ),
    );
    const plan = await test.plan({ type: "cell", cell: "strict", upstream: "run" });
    expect(plan.calls).toBe(0);
    await test.until(({ cells }) => cells.strict?.state === "fresh");
    expect((await test.state()).cells.strict?.costClass).toBe("free");
    const rows = await test.rows("strict");
    expect(rows.map(({ id, origin, weight, aggregate }) => [id, origin, weight, aggregate])).toEqual([
      ["right", "base", 1, "gated"],
      ["exact", "base", 1, "gated"],
      ["brief", "own", 1, "gated"],
      ["clear", "base", 0.7, "gated"],
      ["no_filler", "base", 0.9, "gated"],
      ["kind", "own", 0.7, "gated"],
    ]);
    expect(JSON.parse(String(rows[3]?.levels))).toEqual(["no", "partly", "wholly"]);
    expect(JSON.parse(String(rows[1]?.check))).toMatchObject({ type: "number", value: { column: "right" } });
    expect(await sentenceOf(test, "strict")).toContain("3 rules · 2 principles · 1 pitfall · gated");
  });

  it("says where inherited criteria and own ones do not go together", async () => {
    const test = await open(
      base +
        cell("rubric", "mixed", "base: house\ncriteria: [{ id: lies, text: Makes things up., type: pitfall, weight: -2 }]") +
        cell("rubric", "round", "base: round") +
        cell("rubric", "wrong", "base: answers"),
    );
    await test.plan({ type: "cell", cell: "mixed", upstream: "run" });
    const { cells } = await test.state();
    expect(cells.mixed).toMatchObject({ state: "error", sentence: expect.stringContaining("punish one twice") });
    expect(cells.round).toMatchObject({ state: "error", sentence: expect.stringContaining("in a circle") });
    await test.run({ type: "cell", cell: "wrong", upstream: "run" });
    const { cells: after } = await test.state();
    expect(after.wrong).toMatchObject({ state: "error", sentence: "`answers` is no rubric, but a table of a teacher cell." });
  });
});

describe("a judge with a rubric", () => {
  it("fills the same tables whether it asks answer by answer or criterion by criterion, and never asks about a check", async () => {
    const judges = 'judges: ["sim/judge:noise=0,sight=1"]\ntemperature: 0';
    const worth = cell("measure", "worth", "method: rubric\nfrom: whole_criteria\ndraws: 200");
    const test = await run(base + judge("whole", judges) + judge("single", `${judges}\nask: criterion`) + worth);
    const own = ["cost_usd", "latency_ms", "messages"];
    const rows = await test.rows("whole");
    expect(rows).toHaveLength(28);
    expect((await test.rows("single")).map((row) => without(row, own))).toEqual(rows.map((row) => without(row, own)));
    const verdicts = await test.rows("whole_criteria");
    expect(verdicts).toHaveLength(28 * 5);
    expect((await test.rows("single_criteria")).map((row) => without(row, own))).toEqual(verdicts.map((row) => without(row, own)));
    expect(await test.rows("whole_calls")).toHaveLength(28);
    const calls = await test.rows("single_calls");
    expect(calls).toHaveLength(28 * 4);
    expect(new Set(calls.map(({ criterion }) => criterion))).toEqual(new Set(["right", "brief", "clear", "no_filler"]));
    expect(new Set(verdicts.filter(({ by }) => by === "check").map(({ criterion }) => criterion))).toEqual(new Set(["exact"]));
    for (const row of rows) {
      const of = verdicts.filter(({ item, model }) => item === row.item && model === row.model);
      const met = (id: string) => of.find(({ criterion }) => criterion === id)?.met;
      // Simulated judges with full sight agree with the check on what is right.
      expect(met("right")).toBe(met("exact"));
      expect(row).toMatchObject({ outcome: "scored", missing: 0, of: 5, gate_passed: met("right") === 1, reward: row.score });
      if (met("right") === 0) expect(row.score).toBe(0);
      else
        expect(row.score).toBeCloseTo((0.7 * Number(met("brief")) + 0.7 * Number(met("clear")) + 0.9 * Number(met("no_filler"))) / 2.3, 10);
    }
    const [reward] = await test.rows("whole_rewards");
    expect(reward).toMatchObject({ reward: rows[0]?.reward, met_right: expect.any(Number), met_no_filler: expect.any(Number) });
    const mean = rows.reduce((sum, { score }) => sum + Number(score) / rows.length, 0);
    const measured = (await test.rows("worth")).find(({ statistic }) => statistic === "mean score");
    expect(measured?.estimate).toBeCloseTo(mean, 10);
    expect(measured?.sentence).toContain("gated: 0 where a hard rule fails");
    expect(await sentenceOf(test, "whole")).toMatch(/mean 0\.\d\d \[0\.\d\d, 0\.\d\d\], n 28/);
  });

  it("calls nobody where every criterion has a check", async () => {
    const test = await run(
      cell("rubric", "checks", "criteria: [{ id: short, text: Short., check: { type: length, max: 5 } }]") +
        judge("scores", "judges: [sim/judge-fair]", "checks"),
    );
    expect(await test.rows("scores_calls")).toEqual([]);
    const rows = await test.rows("scores");
    expect(new Set(rows.map(({ score }) => score))).toEqual(new Set([0, 1]));
    expect(rows.every(({ model, score }) => (score === 1) === (model === "sim/basalt-small"))).toBe(true);
  });

  it("leaves an unreadable reply unscored with its reason, and pools a jury's scores beside its members", async () => {
    const test = await run(base + judge("scores", 'judges: ["sim/judge:unreadable=0.4", sim/judge-fair]\njury: mean\nrepeats: 2'));
    const rows = await test.rows("scores");
    const unscored = rows.filter(({ outcome }) => outcome === "unscored");
    expect(unscored.length).toBeGreaterThan(5);
    for (const row of unscored) {
      expect(row).toMatchObject({ score: null, reward: null, missing: 4, of: 5, judge: "sim/judge:unreadable=0.4" });
      expect(row.reason).toMatch(/^the .*; 4 of 5 criteria have no readable verdict$/);
    }
    expect(await test.rows("scores_rewards")).toHaveLength(rows.length - unscored.length);
    const ledger = (await test.state()).cells.scores?.result?.ledger;
    expect(Object.values(ledger?.unscored ?? {}).reduce((sum, count) => sum + count, 0)).toBe(unscored.length);
    const pooled = await test.rows("scores_jury");
    expect(pooled).toHaveLength(28 * 2);
    for (const row of pooled) {
      const members = rows.filter(({ item, model, repeat }) => item === row.item && model === row.model && repeat === row.repeat);
      const scores = members.flatMap(({ score }) => (typeof score === "number" ? [score] : []));
      expect(Number(row.score)).toBeCloseTo(scores.reduce((sum, score) => sum + score, 0) / scores.length, 10);
      expect(row).toMatchObject({ judge: "jury", reward: row.score, met: null });
    }
  });

  it("counts points unclipped answer by answer, and rates all criteria at once where that is asked", async () => {
    const pointed = `aggregate: points
criteria:
  - { id: right, text: States the right result., weight: 5 }
  - { id: filler, text: Adds filler such as closing lines., type: pitfall, weight: -8 }`;
    const judges = 'judges: ["sim/judge:noise=0,sight=1"]\ntemperature: 0';
    const test = await run(
      cell("rubric", "pointed", pointed) +
        cell("rubric", "whole", "aggregate: holistic\ncriteria: [{ id: right, text: States the right result. }]") +
        judge("points", judges, "pointed") +
        judge("ratings", judges, "whole"),
    );
    const scores = (await test.rows("points")).map(({ score }) => score);
    expect(scores).toContain(-1.6);
    expect(scores).toContain(1);
    expect(await sentenceOf(test, "points")).toContain("clipped");
    const [rating] = await test.rows("ratings_criteria");
    expect(rating).toMatchObject({ criterion: "*", type: "all", level: expect.any(Number) });
    expect(new Set((await test.rows("ratings")).map(({ score }) => score))).toEqual(new Set([0, 1]));
  });

  it("reads its own verdicts again where that is asked, and keeps what the first ones came to", async () => {
    const test = await run(base + judge("scores", "judges: [sim/judge-careless]\nrefine: true"));
    const rows = await test.rows("scores");
    expect(rows.some(({ score, first_score }) => score !== first_score)).toBe(true);
    const calls = await test.rows("scores_calls");
    const unread = calls.filter(({ round, reason }) => round === 1 && reason !== null);
    expect(calls).toHaveLength(28 * 2 - unread.length);
    expect(await test.rows("scores_criteria")).toHaveLength(28 * 5);
  });

  it("refuses what is no rubric and keys that would do nothing", async () => {
    const test = await open(
      base +
        judge("one", "judges: [sim/judge-fair]", "tasks") +
        judge("two", "judges: [sim/judge-fair]\nscale: { min: 1, max: 5 }") +
        judge("three", "judges: [sim/judge-fair]", "other") +
        cell("rubric", "other", "criteria: [{ id: a, text: A, check: { type: equals, value: { column: nope } } }]"),
    );
    const { state, sentence } = await test.run();
    expect({ state, sentence }).toMatchObject({ state: "failed", sentence: expect.any(String) });
    const { cells } = await test.state();
    expect(cells.one?.sentence).toBe("`tasks` is no rubric, but a table of a dataset cell.");
    expect(cells.two?.sentence).toBe("`scale` has no effect on a judge with this rubric.");
    expect(cells.three?.sentence).toBe("`answers` has no column `nope`.");
  });
});

describe("criteria a model writes for each prompt", () => {
  const perPrompt = (more = "") =>
    cell("rubric", "house", `aggregate: gated\ncriteria:${criteria}`) +
    cell("rubric", "fitted", `base: house\nper_prompt: { from: tasks, model: sim/willow-large }\n${more}`) +
    judge("scores", 'judges: ["sim/judge:noise=0,sight=1"]', "fitted");

  it("wait for a person, count once they are approved, and stay although the prompts move", async () => {
    const test = await open(perPrompt());
    await test.run();
    const { cells } = await test.state();
    expect(cells.fitted).toMatchObject({ state: "fresh", costClass: "paid" });
    const offered = cells.fitted?.result?.approvable;
    const rows = await test.rows("fitted");
    const written = rows.filter(({ origin }) => origin === "written");
    expect(offered).toEqual({ hash: expect.stringMatching(/^r[0-9a-f]{15}$/), differences: written.length });
    expect(cells.fitted?.sentence).toContain(`not approved: ${written.length} criteria differ from the base`);
    expect(new Set(rows.map(({ item }) => item)).size).toBe(14);
    expect(
      rows
        .filter(({ item }) => item === "1")
        .slice(0, 5)
        .map(({ id }) => id),
    ).toEqual(["right", "exact", "brief", "clear", "no_filler"]);
    for (let item = 1; item <= 14; item += 1) {
      const own = written.filter((row) => row.item === String(item));
      expect(own.length).toBeGreaterThanOrEqual(7);
      expect(own.length).toBeLessThanOrEqual(20);
    }
    expect(cells.scores).toMatchObject({
      state: "blocked",
      problems: [{ code: "forbidden", hint: expect.stringContaining(`approved: ${offered?.hash}`), place: { key: "rubric" } }],
    });

    await test.setText((text) => text.replace("model: sim/willow-large }", `model: sim/willow-large }\napproved: ${offered?.hash}`));
    await test.until((state) => state.cells.fitted?.state === "frozen" && state.cells.scores?.state === "new");
    expect(await test.run()).toMatchObject({ state: "done" });
    const scores = await test.rows("scores");
    expect(scores).toHaveLength(28);
    expect(scores.every(({ of }) => Number(of) >= 12)).toBe(true);

    await test.setText((text) => text.replace("What is 13 × 4?", "What is 5 + 6?"));
    await test.until((state) => state.cells.tasks?.state === "fresh" && state.cells.answers?.state === "stale");
    expect((await test.state()).cells.fitted).toMatchObject({ state: "frozen", sentence: expect.stringContaining("approved") });
    expect((await test.rows("fitted")).length).toBe(rows.length);

    await test.handlers.cell.setFrozen(
      { notebook: test.notebook, cell: "fitted", frozen: false },
      { signal: new AbortController().signal },
    );
    await test.until((state) => state.cells.fitted?.state === "stale");
    expect((await test.state()).text).not.toContain("approved");
  });

  it("fail row by row where the model keeps to no rule, with the reason, and the judge has nothing to go by", async () => {
    const test = await open(
      cell("rubric", "fitted", "per_prompt: { from: tasks, model: sim/willow-large, min: 30, max: 40 }\nmax_error_rate: 1") +
        judge("scores", "judges: [sim/judge-fair]", "fitted"),
    );
    await test.run();
    const { cells } = await test.state();
    expect(cells.fitted).toMatchObject({ state: "partial", result: { ledger: { kept: 0, failed: { "no rubric": 14 } } } });
    const calls = await test.rows("fitted_calls");
    expect(calls).toHaveLength(28);
    expect(calls[0]).toMatchObject({ round: 1, criteria: null, reason: expect.stringContaining("criteria") });
    expect(cells.scores).toMatchObject({ state: "error", sentence: "`fitted` has no criteria yet." });
  });

  it("are asked for only once a plan is accepted", async () => {
    const test = await open(perPrompt());
    const plan = await test.plan({ type: "cell", cell: "fitted", upstream: "run" });
    expect(plan).toMatchObject({ calls: 14, cells: [{ cell: "fitted", costClass: "paid" }] });
    expect((await test.state()).cells.fitted?.result).toBeNull();
  });
});
