import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

// Each test starts a whole engine; a machine with other work to do takes its time over that.
vi.setConfig({ testTimeout: 90_000 });

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const questions = Array.from(
  { length: 10 },
  (_, at) => `  - { id: t${at}, question: "What is ${at + 13} × ${at + 4}?", level: ${at % 2} }`,
);
const answered =
  "---\nassay: 1\ntitle: Revising\n---\n\n" +
  cell("dataset", "tasks", `id: id\nrows:\n${questions.join("\n")}`) +
  cell("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-large]') +
  cell(
    "constitution",
    "values",
    "principles:\n  - { id: brief, text: Prefer the response in fewer words. }\n  - { id: check, text: Prefer the response one could check. }\n  - { id: fair, text: Prefer the fairer response. }",
  );

let opened: TestNotebook | null = null;
const open = async (text: string): Promise<TestNotebook> => {
  opened = await openNotebook("test.assay.md", { files: { "test.assay.md": answered + text } });
  return opened;
};
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const never = { signal: new AbortController().signal };

it("revises every answer round by round, and yields rows to train on and pairs to prefer by", async () => {
  const test = await open(
    cell("revise", "better", "from: answers\nconstitution: values\nrounds: 4\nseed: 3\nmax_tokens: 300") +
      cell("export", "sft", "from: better_final\nformat: sft\npath: out/sft") +
      cell("export", "pairs", "from: better_pairs\nformat: preference\npath: out/pairs"),
  );
  await test.run({ type: "cell", cell: "answers", upstream: "run" });
  const plan = await test.plan({ type: "cell", cell: "better", upstream: "run" });
  expect(plan).toMatchObject({ calls: 20 * 4, mostCalls: 20 * 8, problems: [], cells: [{ rows: 20, costUsd: { low: 0, high: 0 } }] });
  expect(await test.run()).toMatchObject({ state: "done", sentence: null });

  const [rounds, finals, pairs] = [await test.rows("better"), await test.rows("better_final"), await test.rows("better_pairs")];
  expect(rounds).toHaveLength(80);
  expect(finals).toHaveLength(20);
  for (const final of finals) {
    const own = rounds.filter((row) => row.item === final.item && row.model === final.model);
    expect(own.map((row) => row.round)).toEqual([1, 2, 3, 4]);
    expect(own.map((row) => row.principle)).toEqual(final.principles);
    // Each round sees the latest revision, and a critique that found nothing leaves it alone.
    expect(own.map((row) => row.draft)).toEqual([final.response_original, ...own.slice(0, 3).map((row) => row.revision ?? row.draft)]);
    expect(final.response).toBe(own.at(-1)?.revision ?? own.at(-1)?.draft);
    for (const row of own) {
      expect([row.found_nothing, row.revision === null, row.revision_call_key === null]).toEqual(
        row.found_nothing ? [true, true, true] : [false, false, false],
      );
      expect(row.reviser).toBe(final.model);
    }
    const pair = pairs.find((each) => each.comparison === `${final.item} · ${final.model} revised`);
    expect(pair === undefined).toBe(final.changed === false);
    if (pair)
      expect(pair).toMatchObject({
        response_a: final.response,
        response_b: final.response_original,
        outcome: "win",
        principles: final.applied,
      });
  }
  expect(pairs.length).toBeGreaterThan(5);
  expect(pairs.length).toBeLessThan(20);
  expect(finals[0]).toMatchObject({
    level: 0,
    question: "What is 13 × 4?",
    family: "willow",
    error: null,
    constitution: expect.stringMatching(/^[0-9a-f]{12}$/),
  });
  const detail = await test.handlers.table.row(
    {
      notebook: test.notebook,
      table: "better",
      columns: [],
      filters: [{ column: "found_nothing", operator: "=", value: "false" }],
      sort: [],
      offset: 0,
      limit: 1,
      index: 0,
    },
    never,
  );
  expect(detail.calls.map(({ messages }) => messages.length)).toEqual([2, 4]);

  expect(await test.run({ type: "cell", cell: "sft", upstream: "last-results" })).toMatchObject({ state: "done" });
  expect(await test.run({ type: "cell", cell: "pairs", upstream: "last-results" })).toMatchObject({ state: "done" });
  const lines = async (path: string) =>
    (await readFile(join(test.folder, path), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  expect((await lines("out/sft/data/train.jsonl")).map(({ messages }) => messages.at(-1).content).toSorted()).toEqual(
    finals.map((row) => row.response).toSorted(),
  );
  const preferred = await lines("out/pairs/data/train.jsonl");
  expect(preferred.map(({ chosen }) => chosen[0].content).toSorted()).toEqual(pairs.map((row) => row.response_a).toSorted());
});

it("takes all principles in turn, draws by answer and seed alone, and says where a chain broke off", async () => {
  const test = await open(
    cell("sql", "turned", "SELECT * FROM answers ORDER BY item DESC, model") +
      cell("revise", "all_in_turn", "from: answers\nconstitution: values\nmodel: sim/cedar-large\npick: all") +
      cell("revise", "drawn", "from: answers\nconstitution: values\nmodel: sim/cedar-large\nrounds: 3\nseed: 1") +
      cell("revise", "drawn_again", "from: turned\nconstitution: values\nmodel: sim/cedar-large\nrounds: 3\nseed: 1") +
      cell("revise", "cut_off", "from: answers\nconstitution: values\nmodel: sim/cedar-large\nrounds: 2\nmax_tokens: 16"),
  );
  expect(await test.run()).toMatchObject({ state: "done" });
  const inTurn = await test.rows("all_in_turn_final");
  expect(inTurn.every((row) => JSON.stringify(row.principles) === '["brief","check","fair"]' && row.reviser === "sim/cedar-large")).toBe(
    true,
  );
  const byAnswer = (rows: Awaited<ReturnType<TestNotebook["rows"]>>) =>
    rows.map((row) => JSON.stringify([row.item, row.model, row.principles, row.response])).toSorted();
  expect(byAnswer(await test.rows("drawn_again_final"))).toEqual(byAnswer(await test.rows("drawn_final")));
  expect(new Set((await test.rows("drawn")).map((row) => row.principle)).size).toBe(3);

  const { cells } = await test.state();
  const failed = (await test.rows("cut_off_final")).filter((row) => row.error !== null);
  expect(failed.length).toBeGreaterThan(0);
  expect(cells.cut_off?.result?.ledger).toMatchObject({ requested: 20, kept: 20 - failed.length, failed: { truncated: failed.length } });
  expect(failed[0]?.error).toMatch(/^truncated: Round \d of 2, (?:critique|revision) by \w+: The answer was cut off/);
  expect(failed.every((row) => typeof row.response === "string")).toBe(true);
  expect(
    (await test.rows("cut_off_pairs")).every((pair) =>
      failed.every((row) => !String(pair.comparison).startsWith(`${row.item} · ${row.model}`)),
    ),
  ).toBe(true);
});
