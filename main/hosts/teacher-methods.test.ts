import { afterEach, describe, expect, it } from "vitest";
import { generateTasks } from "#shared/simulation/generate-tasks.ts";
import { correctness, solveTask } from "#shared/simulation/solve.ts";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const tasks = generateTasks({ count: 12, seed: 3 });
const seeds = cell("dataset", "seeds", `rows:\n${tasks.map(({ question }) => `  - { question: ${JSON.stringify(question)} }`).join("\n")}`);
const head = "---\nassay: 1\ntitle: Methods\n---\n\n";

let opened: TestNotebook | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** `partial`: cells some of whose rows are to fail. */
async function run(cells: string, partial: readonly string[] = []): Promise<TestNotebook> {
  opened = await openNotebook("test.assay.md", { files: { "test.assay.md": head + seeds + cells } });
  const ended = await opened.run();
  const { cells: states } = await opened.state();
  expect(
    Object.values(states).flatMap(({ name, state, sentence }) =>
      state === (partial.includes(name) ? "partial" : "fresh") ? [] : [`${name}: ${state}, ${sentence}`],
    ),
  ).toEqual([]);
  expect(ended).toMatchObject({ state: "done", sentence: null });
  return opened;
}

const resultOf = async (test: TestNotebook, name: string) => (await test.state()).cells[name]?.result;
const totalOf = (counts: { readonly [name: string]: number } = {}) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Every requested row ended somewhere, and the tables hold those the ledger says. */
async function expectLedger(test: TestNotebook, name: string, rejected: string | null): Promise<void> {
  const ledger = (await resultOf(test, name))?.ledger;
  if (!ledger) throw new Error(`${name} has no ledger`);
  const { requested, kept, filtered, failed, unscored, waiting } = ledger;
  expect(kept + totalOf(filtered) + totalOf(failed) + totalOf(unscored) + waiting).toBe(requested);
  expect((await test.rows(name)).length).toBe(kept + totalOf(failed) + totalOf(unscored));
  if (rejected !== null) expect((await test.rows(rejected)).length).toBe(totalOf(filtered) - (filtered.skipped ?? 0));
}

describe("methods of a teacher", () => {
  it("run whole, keep what they reject with its reason, and account for every row", { timeout: 120_000 }, async () => {
    const test = await run(
      cell(
        "teacher",
        "grown",
        "method: self-instruct\nfrom: seeds\nmodels: [sim/willow-large, sim/cedar-large]\nuntil: 30\ncandidates: 90",
      ) +
        cell("teacher", "evolved", "method: evol-instruct\nfrom: seeds\nmodels: [sim/willow-small]\nevol_instruct: { rounds: 3 }") +
        cell(
          "teacher",
          "asked",
          `method: persona
models: [sim/basalt-large]
persona:
  personas: [a nurse on night shift, a carpenter]
  attributes:
    - { name: topic, values: { arithmetic: 2, units: 1 } }
    - { name: level, values: [easy, medium], when: { topic: arithmetic } }
  draws: 12`,
        ) +
        cell("teacher", "turns", "method: magpie\nmodels: [sim/willow-large]\nuntil: 15\naccept: response | length > 10") +
        cell(
          "teacher",
          "talks",
          'method: multi-turn\nfrom: seeds\nprompt: "{{ question }}"\nmodels: [sim/willow-large]\nmulti_turn: { turns: 3, user: sim/basalt-large }',
        ),
    );
    for (const [name, rejected] of [
      ["grown", "grown_rejected"],
      ["evolved", "evolved_rejected"],
      ["asked", null],
      ["turns", "turns_rejected"],
      ["talks", null],
    ] as const)
      await expectLedger(test, name, rejected);

    const grown = await test.rows("grown");
    expect(grown.length).toBeGreaterThanOrEqual(30);
    for (const { instruction, rouge_l } of grown) {
      expect(solveTask(String(instruction))).not.toBeNull();
      expect(Number(rouge_l)).toBeLessThanOrEqual(0.7);
    }
    const tooSimilar = (await test.rows("grown_rejected")).filter(({ reason }) => /ROUGE-L/.test(String(reason)));
    expect(tooSimilar.length).toBeGreaterThan(0);
    for (const { rouge_l, nearest } of tooSimilar) expect([Number(rouge_l) > 0.7, typeof nearest]).toEqual([true, "string"]);
    expect((await resultOf(test, "grown"))?.summary).toMatch(/^3\d new tasks from 12 seeds · 2 models · 3\d of \d+ accepted, \d+ %/);

    const evolved = await test.rows("evolved");
    for (const { instruction, operation, parent, response } of evolved) {
      const task = solveTask(String(instruction));
      expect([operation, task === null]).toEqual([operation, false]);
      expect(instruction).not.toBe(parent);
      expect(String(response).length).toBeGreaterThan(0);
    }
    const eliminated = await test.rows("evolved_rejected");
    expect(eliminated.some(({ reason }) => /equal to its parent|Rewritten Prompt/.test(String(reason)))).toBe(true);

    const asked = await test.rows("asked");
    expect(new Set(asked.map(({ topic }) => topic))).toEqual(new Set(["arithmetic", "units"]));
    for (const { topic, level, instruction } of asked) {
      expect(level === null).toBe(topic === "units");
      expect(topic === "units" ? ["units"] : ["arithmetic", "word-problem"]).toContain(solveTask(String(instruction))?.kind);
    }

    const turns = await test.rows("turns");
    expect(turns.length).toBe(15);
    expect(new Set(turns.map(({ instruction }) => instruction)).size).toBe(15);

    for (const { messages, response, turns: said, ended_by } of await test.rows("talks")) {
      const conversation = messages as readonly { readonly role: string; readonly content: string }[];
      expect(conversation.map(({ role }) => role)).toEqual(
        Array.from({ length: 2 * Number(said) }, (_, at) => (at % 2 === 0 ? "user" : "assistant")),
      );
      expect(conversation.at(-1)?.content).toBe(response);
      expect(Number(said)).toBeLessThanOrEqual(3);
      expect(["the limit", "the user"]).toContain(ended_by);
    }
    expect((await test.plan()).calls).toBe(0);
  });

  it("make instances: tasks with input and output, those that contradict each other left out on both sides", {
    timeout: 60_000,
  }, async () => {
    const test = await run(
      cell(
        "teacher",
        "drafts",
        "method: self-instruct\nfrom: seeds\nmodels: [sim/willow-small, sim/basalt-small, sim/cedar-large]\nuntil: 60\ncandidates: 400\nmax_tokens: 260\nself_instruct: { instances: true, generated: 6 }",
      ) + cell("export", "sft", "from: drafts\nformat: sft\nlayout: messages\npath: out/sft"),
    );
    await expectLedger(test, "drafts", "drafts_rejected");
    const drafts = await test.rows("drafts");
    for (const { instruction, input, output, response, messages } of drafts) {
      expect([String(output) !== "" && output !== input, response]).toEqual([true, output]);
      expect(messages).toEqual([{ role: "user", content: input === "" ? instruction : `${instruction}\n\n${input}` }]);
    }
    const withInput = drafts.filter(({ input }) => input !== "");
    expect([withInput.length > 5, withInput.length < drafts.length]).toEqual([true, true]);
    const right = drafts.filter(({ instruction, input, output }) => {
      const task = solveTask(`${instruction}\n\n${input}`);
      return task !== null && correctness(task, String(output)) === 1;
    });
    expect([right.length > drafts.length / 2, right.length < drafts.length]).toEqual([true, true]);

    const rejected = await test.rows("drafts_rejected");
    const steps = [...new Set(rejected.map(({ step }) => step))];
    expect(steps).toEqual(expect.arrayContaining(["truncated", "no output", "output is input", "contradictory", "too similar"]));
    for (const { item, reason } of rejected.filter(({ step }) => step === "contradictory")) {
      const other = rejected.find((row) => row.item === /\bas (t-\d+),/.exec(String(reason))?.[1]);
      expect([item, other?.step]).toEqual([item, "contradictory"]);
    }
    // All that is kept can be trained on, whole tasks of replies that were cut off among it.
    expect((await resultOf(test, "sft"))?.ledger).toMatchObject({ requested: drafts.length, kept: drafts.length });
  });

  it("edit, choose and read what others wrote", { timeout: 120_000 }, async () => {
    const text =
      "The mill was built in 1854. It is driven by the river Aa. The wheel has twelve blades.\n\nThe miller was Jan Brood. He had two sons.";
    const test = await run(
      cell(
        "dataset",
        "papers",
        `rows:\n  - { text: ${JSON.stringify(text)} }\n  - { text: "" }\n  - { text: "Gravity is the attraction between masses that keeps planets in orbit and pulls objects towards the ground. It is weak." }`,
      ) +
        cell("teacher", "drafts", 'from: seeds\nprompt: "{{ question }}"\nmodels: [sim/willow-small]\nsamples: 4') +
        cell("judge", "scored", "from: drafts\nmode: pointwise\njudges: [sim/judge-fair]") +
        cell("teacher", "best", "method: best-of-n\nfrom: drafts\nbest_of_n: { scores: scored }") +
        cell(
          "teacher",
          "edited",
          "method: edit\nfrom: drafts\nskip: sample > 0\nmodels: [sim/basalt-large]\nedit: { stages: [{}, { prompt: continue, model: sim/cedar-large }] }",
        ) +
        cell(
          "teacher",
          "pairs",
          "method: documents\nfrom: papers\nmodels: [sim/willow-large]\ndocuments: { chunk_tokens: 30, overlap_tokens: 5, pairs: 2 }",
        ) +
        cell(
          "teacher",
          "requests",
          "method: backtranslate\nfrom: papers\nskip: text == ''\nmodels: [sim/willow-large]\nbacktranslate: { threshold: 4 }",
        ),
      ["pairs"],
    );
    await expectLedger(test, "pairs", null);
    await expectLedger(test, "best", null);
    await expectLedger(test, "edited", null);
    await expectLedger(test, "requests", "requests_rejected");

    const best = await test.rows("best");
    expect(best.length).toBe(48);
    for (const item of new Set(best.map((row) => row.item))) {
      const group = best.filter((row) => row.item === item);
      const top = group.filter(({ rank }) => rank === 1);
      expect(group.filter(({ chosen }) => chosen).length).toBe(top.length === 1 ? 1 : 0);
    }
    expect((await resultOf(test, "best"))?.summary).toContain("n 4 · KL at most 0.6363 nats");
    expect((await test.state()).cells.best?.costClass).toBe("free");

    const stages = await test.rows("edited_stages");
    expect(stages.length).toBe(24);
    expect((await resultOf(test, "edited"))?.ledger?.filtered).toEqual({ skipped: 36 });
    for (const { item, response, original } of await test.rows("edited")) {
      const own = stages.filter((stage) => stage.item === item);
      expect(own.map(({ model, stage }) => [model, stage])).toEqual([
        ["sim/basalt-large", 1],
        ["sim/cedar-large", 2],
      ]);
      expect([own[0]?.before, own[1]?.draft, own[1]?.before]).toEqual([original, response, own[0]?.draft]);
    }
    const right = (rows: readonly { readonly [column: string]: unknown }[], column: string) =>
      rows.filter((row) => {
        const task = solveTask(String(row.question));
        return task !== null && correctness(task, String(row[column])) >= 0.75;
      }).length;
    const drafts = (await test.rows("drafts")).filter(({ sample }) => sample === 0);
    expect(
      right(
        stages
          .filter(({ stage }) => stage === 1)
          .map((row) => ({ ...row, question: drafts.find(({ item }) => item === row.item)?.question })),
        "draft",
      ),
    ).toBeGreaterThan(right(drafts, "response"));

    // A document without text is a row that failed, and was not asked about.
    const all = await test.rows("pairs");
    expect((await resultOf(test, "pairs"))?.ledger?.failed).toEqual({ "no text": 1 });
    expect(all.find(({ document }) => document === "2")).toMatchObject({
      item: "2",
      chunk: null,
      call_key: null,
      error: expect.stringContaining("empty in this row"),
    });
    const pairs = all.filter(({ error }) => error === null);
    for (const { chunk, chunk_start, chunk_end, document, is_grounded, quote, grounding } of pairs) {
      const source = document === "1" ? text : String(chunk);
      if (document === "1") expect(source.slice(Number(chunk_start), Number(chunk_end))).toBe(chunk);
      expect(String(grounding).length).toBeGreaterThan(5);
      if (is_grounded === true && quote !== "") expect(String(chunk)).toContain(String(quote));
    }
    expect(new Set(pairs.filter(({ document }) => document === "1").map(({ chunk_number }) => chunk_number)).size).toBeGreaterThan(1);
    const requests = await test.rows("requests");
    expect(requests.find(({ item }) => item === "3")).toMatchObject({ instruction: "Explain gravity in one sentence.", rating: 5 });
  });
});

describe("until", () => {
  const until = (more: string) => cell("teacher", "few", `from: seeds\nprompt: "{{ question }}"\nmodels: [sim/willow-small]\n${more}`);

  it("stops at the row that was needed, keeps the others apart, and says when the candidates ran out", { timeout: 60_000 }, async () => {
    const accept = "accept: \"'Good question' in response\"";
    const test = await run(until(`${accept}\nuntil: 8\ncandidates: 100`));
    expect((await test.rows("few")).length).toBe(8);
    await expectLedger(test, "few", "few_rejected");
    const asked = Number((await resultOf(test, "few"))?.ledger?.requested);
    expect(asked).toBeLessThan(60);
    expect((await test.rows("few_rejected"))[0]?.reason).toBe("not accepted: 'Good question' in response");
    expect((await resultOf(test, "few"))?.summary).toContain(`8 of ${asked} accepted`);
    await test.setText((notebook) => notebook.replace("until: 8\ncandidates: 100", "until: 12\ncandidates: 12"));
    const plan = await test.plan();
    expect(plan.cells[0]?.cachedCalls).toBe(12);
    expect(await test.run()).toMatchObject({ state: "done" });
    expect((await resultOf(test, "few"))?.summary).toContain("12 wanted, but the 12 candidates ran out");
  });

  it("says what is wrong with a condition, a prompt, a model and options of another method, and in which line", async () => {
    const text =
      head +
      seeds +
      cell("teacher", "four", 'from: seeds\nmodels: [sim/willow-small]\nprompt: "{{ qestion }}"') +
      cell("teacher", "five", 'from: seeds\nprompt: "{{ question }}"\nmodels: [sim/willow-small]\nskip: range(9999999) | length > 3') +
      cell("filter", "six", "from: seeds\nsteps:\n  - { type: semantic, column: question, model: sim/embd, threshold: 0.9 }");
    const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;
    opened = await openNotebook("test.assay.md", {
      files: {
        "test.assay.md":
          text +
          cell("teacher", "one", 'from: seeds\nprompt: "{{ question }}"\nmodels: [sim/willow-small]\nskip: quetion') +
          cell("teacher", "two", "method: self-instruct\nfrom: seeds\nmodels: [sim/willow-small]\nprompts: { tasks: write tasks }") +
          cell("teacher", "three", "method: magpie\nmodels: [sim/willow-small]\nself_instruct: { seeds: 3 }"),
      },
    });
    await opened.until(({ cells }) => cells.seeds?.state === "fresh");
    expect((await opened.plan({ type: "cell", cell: "one", upstream: "run" })).problems[0]).toMatchObject({
      sentence: "`skip` asks about `quetion`, but there is no such column.",
      hint: expect.stringContaining("question"),
      place: { key: "skip", cell: "one" },
    });
    expect((await opened.plan({ type: "cell", cell: "two", upstream: "run" })).problems[0]).toMatchObject({
      sentence: expect.stringContaining("does not use {{ examples }}"),
      place: { key: "prompts.tasks" },
    });
    expect((await opened.plan({ type: "cell", cell: "four", upstream: "run" })).problems[0]).toMatchObject({
      sentence: 'The prompt uses {{ qestion }}, but there is no column "qestion".',
      place: { cell: "four", key: "prompt", line: lineOf('prompt: "{{ qestion }}') },
    });
    expect((await opened.plan({ type: "cell", cell: "five", upstream: "run" })).problems[0]).toMatchObject({
      hint: "Loop over a shorter list.",
      place: { cell: "five", key: "skip", row: 1, line: lineOf("skip: range") },
    });
    expect((await opened.plan({ type: "cell", cell: "six", upstream: "run" })).problems[0]).toMatchObject({
      code: "model-unknown",
      place: { cell: "six", key: "steps.0.model", line: lineOf("  - { type: semantic") },
    });
    expect((await opened.state()).cells.three?.sentence).toContain("options of `self-instruct`, but this cell's method is `magpie`");
  });
});
