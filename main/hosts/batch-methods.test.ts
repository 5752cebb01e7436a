import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { batchEvent } from "#shared/journal/batch-log.ts";
import { generateTasks } from "#shared/simulation/generate-tasks.ts";
import type { TestNotebook } from "./testing/open-notebook.ts";
import { openTestHome, type TestHome, workOff } from "./testing/test-home.ts";

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const questions = generateTasks({ count: 6, seed: 3 }).map(({ question }) => JSON.stringify(question));
const text =
  "The mill was built in 1854. It is driven by the river Aa. The wheel has twelve blades.\\n\\nThe miller was Jan Brood. He had two sons.";
const papers = `rows:\n  - { text: "${text}" }\n  - { text: "Gravity is the attraction between masses that keeps planets in orbit. It is weak." }`;

/** A cell for each method, with few rows; `best` chooses from drafts that another one scored, and asks nobody. */
const methods: { readonly [name: string]: string } = {
  drafts: 'from: seeds\nprompt: "{{ question }}"\nmodels: [local/willow-small]\nsamples: 3',
  few: `from: seeds\nprompt: "{{ question }}"\nmodels: [local/willow-small, local/basalt-large]\nuntil: 5\ncandidates: 30\naccept: "'a' in response"`,
  grown: "method: self-instruct\nfrom: seeds\nmodels: [local/willow-large, local/cedar-large]\nuntil: 8\ncandidates: 40",
  tasks:
    "method: self-instruct\nfrom: seeds\nmodels: [local/willow-large, local/cedar-large]\nuntil: 6\ncandidates: 40\nmax_tokens: 260\nself_instruct: { instances: true, generated: 4 }",
  evolved: "method: evol-instruct\nfrom: seeds\nmodels: [local/willow-small]\nevol_instruct: { rounds: 2 }",
  evolved_until:
    "method: evol-instruct\nfrom: seeds\nmodels: [local/willow-small]\nuntil: 4\nevol_instruct: { rounds: 2, judge: local/willow-large }",
  asked: "method: persona\nmodels: [local/basalt-large]\npersona: { personas: [a nurse on night shift, a carpenter], draws: 6 }",
  turns: "method: magpie\nmodels: [local/willow-large]\nuntil: 5\naccept: response | length > 10",
  talks:
    'method: multi-turn\nfrom: seeds\nprompt: "{{ question }}"\nmodels: [local/willow-large]\nmulti_turn: { turns: 2, user: local/basalt-large }',
  edited:
    "method: edit\nfrom: drafts\nskip: sample > 0\nmodels: [local/basalt-large]\nedit: { stages: [{}, { prompt: continue, model: local/cedar-large }] }",
  pairs: "method: documents\nfrom: papers\nmodels: [local/willow-large]\ndocuments: { chunk_tokens: 30, overlap_tokens: 5, pairs: 2 }",
  numbers:
    'from: seeds\nprompt: "{{ question }}"\nmodels: [local/willow-large]\nschema: { type: object, properties: { answer: { type: string } }, required: [answer] }',
  requests: "method: backtranslate\nfrom: papers\nmodels: [local/willow-large]\nbacktranslate: { threshold: 4 }\nuntil: 2",
};
const notebook = (extra: string): string =>
  [
    "---\nassay: 1\ntitle: Methods\n---\n\n",
    cell("dataset", "seeds", `rows:\n${questions.map((question) => `  - { question: ${question} }`).join("\n")}`),
    cell("dataset", "papers", papers),
    ...Object.entries(methods).map(([name, body]) => cell("teacher", name, `${body}\n${extra}`)),
    cell("rubric", "criteria", `per_prompt: { from: seeds, model: local/willow-large, min: 2, max: 4 }\n${extra}`),
    cell("judge", "scored", `from: drafts\nmode: pointwise\njudges: [local/judge-fair]\n${extra}`),
    cell("teacher", "best", "method: best-of-n\nfrom: drafts\nbest_of_n: { scores: scored }"),
  ].join("");

const names = ["willow-large", "willow-small", "basalt-large", "cedar-large", "judge-fair"];

let home: TestHome;
beforeEach(async () => {
  home = await openTestHome();
});
afterEach(() => home.close());

/** Every table as it stands, without what nobody timed in a batch and what costs another price. */
async function tablesOf(test: TestNotebook) {
  const listed = await test.handlers.table.catalogue({ notebook: test.notebook }, { signal: new AbortController().signal });
  const tables = new Map<string, readonly object[]>();
  for (const { table } of listed) {
    const rows = await test.rows(table);
    tables.set(
      table,
      rows.map(({ latency_ms: _time, cost_usd: _price, ...row }) => row),
    );
  }
  return tables;
}

/** How many batches one after the other each cell took: a wave begins where none of the cell's is under way. */
async function wavesOf({ folder }: TestNotebook): Promise<ReadonlyMap<string, number>> {
  const log = await readFile(join(folder, ".assay", "batches.jsonl"), "utf8");
  const waves = new Map<string, number>();
  const open = new Map<string, Set<string>>();
  const cellOf = new Map<string, string>();
  for (const line of log.trimEnd().split("\n")) {
    const event = batchEvent.parse(JSON.parse(line));
    if (event.type === "planned") {
      const under = open.get(event.cell) ?? new Set();
      if (under.size === 0) waves.set(event.cell, (waves.get(event.cell) ?? 0) + 1);
      open.set(event.cell, under.add(event.id));
      cellOf.set(event.id, event.cell);
    }
    if (event.type === "read" || event.type === "gone") open.get(cellOf.get(event.id) ?? "")?.delete(event.id);
  }
  return waves;
}

async function rowsOf(test: TestNotebook, table: string): Promise<{ readonly rows: number; readonly failed: number }> {
  const rows = await test.rows(table);
  expect(rows.length, table).toBeGreaterThan(0);
  return { rows: rows.length, failed: rows.filter(({ error }) => typeof error === "string" && error !== "").length };
}

const stateOf = async (test: TestNotebook) =>
  Object.values((await test.state()).cells).flatMap(({ name, state, sentence }) =>
    state === "fresh" ? [] : [`${name}: ${state}, ${sentence}`],
  );

describe("every method of a teacher", () => {
  it("makes the same tables as a batch, in waves, as it makes by plain calls", { timeout: 240_000 }, async () => {
    await home.serve({ models: names, terms: () => ({ capabilities: { json_schema: true } }) });
    const plain = await home.open(notebook(""));
    await plain.run();
    expect(await stateOf(plain)).toEqual([]);
    const calls = home.server().stats();

    await home.serve({ models: names, terms: () => ({ capabilities: { batch: true, json_schema: true } }) });
    const batched = await home.open(notebook("batch: true"));
    const rounds = new Map<string, number | null>();
    // Cells that read another one's rows go when those are there.
    for (const _ of ["first", "those that read them", "best"]) {
      for (const { cell: name, batch } of (await batched.plan()).cells) if (batch !== undefined) rounds.set(name, batch.rounds);
      await batched.run();
      await workOff(batched);
    }
    expect(await stateOf(batched)).toEqual([]);
    // No more batches one after the other than the plan said, and just as many where nothing can end early.
    const waves = await wavesOf(batched);
    expect([...waves.keys()].sort()).toEqual([...rounds.keys()].sort());
    for (const [name, took] of waves) expect(took, name).toBeLessThanOrEqual(rounds.get(name) ?? 0);
    for (const [name, took] of Object.entries({ drafts: 1, scored: 1, evolved: 4, asked: 2, edited: 2, talks: 3 }))
      expect([name, waves.get(name), rounds.get(name)]).toEqual([name, took, took]);
    // The same calls, each once, and none of them another way than in a batch.
    expect(home.server().stats()).toMatchObject({ requests: 0, byStatus: calls.byStatus, answeredTwice: calls.answeredTwice });

    const [expected, made] = [await tablesOf(plain), await tablesOf(batched)];
    expect([...made.keys()]).toEqual([...expected.keys()]);
    for (const [table, rows] of expected) expect(made.get(table), table).toEqual(rows);
    for (const name of Object.keys(methods)) expect(made.get(name)?.length, name).toBeGreaterThan(0);
  });

  it("works where the schema of its replies is asked for in words", { timeout: 240_000 }, async () => {
    await home.serve({ models: names });
    const test = await home.open(notebook(""));
    await test.run();
    expect(await stateOf(test)).toEqual([]);
    for (const name of Object.keys(methods)) expect(await rowsOf(test, name), name).toEqual({ rows: expect.any(Number), failed: 0 });
  });
});
