import { afterEach, expect, test } from "vitest";
import { openNotebook, type TestNotebook } from "#main/hosts/testing/open-notebook.ts";

let open: TestNotebook | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const rows = [
  {
    item: "q1",
    question: "Name the largest planet of our solar system, please, and say why.",
    response: "Jupiter is the largest planet.",
    model: "a",
  },
  { item: "q2", question: "Which is the largest?", response: "jupiter  is the largest planet.", model: "b" },
  { item: "q3", question: "Say no.", response: "I'm sorry, but I can't help with that.", model: "a" },
  { item: "q4", question: "Name a moon.", response: "Europa is a moon of Jupiter, and it may hold an ocean under its ice 🧊.", model: "a" },
  { item: "q5", question: "Name two moons.", response: "Europa and Io are moons of Jupiter.", model: "b" },
  { item: "q6", question: "Nothing?", response: null, model: "b" },
];

const notebook = `---
assay: 1
---

\`\`\`dataset answers
path: answers.jsonl
\`\`\`

\`\`\`dataset exam
rows:
  - { item: e1, prompt: "Name the largest planet of our solar system, please." }
  - { item: e2, prompt: "Say in which year the first of its moons was seen by anyone." }
\`\`\`

\`\`\`dataset humans
rows:
  - { item: h1, response: "Somebody wrote this.", hat: red }
  - { item: h2, response: "And this.", hat: blue }
\`\`\`

\`\`\`filter clean
from: answers
column: response
steps:
  - { type: exact }
  - { type: refusal }
  - { type: where, sql: "length(question) > 0 -- every row" }
  - { type: length, unit: words, min: 3 }
  - { type: decontaminate, tables: exam }
  - { type: mix, table: humans, share: 0.5 }
\`\`\`
`;

async function openWith(text: string): Promise<TestNotebook> {
  open = await openNotebook("clean.assay.md", {
    files: { "clean.assay.md": text, "answers.jsonl": rows.map((row) => JSON.stringify(row)).join("\n") },
  });
  return open;
}

const status = async (name: string) => (await open?.state())?.cells[name];

test("a filter runs by itself: kept, dropped and step tables, and a ledger that adds up with rows mixed in", async () => {
  const notebookOpen = await openWith(notebook);
  await notebookOpen.run();
  const clean = await status("clean");
  expect(clean).toMatchObject({ state: "fresh", costClass: "free", result: { summary: "2 of 6 kept + 2 from humans" } });
  expect(clean?.result?.ledger).toEqual({
    requested: 6,
    kept: 2,
    filtered: { "1 exact": 1, "2 refusal": 1, "4 length": 1, "5 decontaminate": 1 },
    failed: {},
    unscored: {},
    waiting: 0,
    added: { humans: 2 },
  });
  const kept = await notebookOpen.rows("clean");
  expect(kept.map(({ item }) => item)).toEqual(["q4", "q5", "h1", "h2"]);
  expect(Object.keys(kept[2] ?? {})).toEqual(["item", "question", "response", "model"]);
  expect(kept[2]).toMatchObject({ response: "Somebody wrote this.", question: null });
  expect(await notebookOpen.rows("clean_dropped")).toMatchObject([
    {
      item: "q2",
      step: "exact",
      step_index: 1,
      matched: "q1",
      matched_table: "answers",
      similarity: 1,
      response: "jupiter  is the largest planet.",
    },
    { item: "q3", step: "refusal", step_index: 2, matched: null },
    { item: "q6", step: "length", step_index: 4, reason: "no text to measure" },
    { item: "q1", step: "decontaminate", step_index: 5, matched: "e1", matched_table: "exam", similarity: 1 },
  ]);
  expect(await notebookOpen.rows("clean_matches")).toEqual([
    { item: "q2", step_index: 1, step: "exact", matched: "q1", matched_table: "answers", similarity: 1, dropped: true },
    { item: "q1", step_index: 5, step: "decontaminate", matched: "e1", matched_table: "exam", similarity: 1, dropped: true },
  ]);
  expect(
    (await notebookOpen.rows("clean_steps")).map(({ step, entered, dropped, remaining }) => [step, entered, dropped, remaining]),
  ).toEqual([
    ["exact", 6, 1, 5],
    ["refusal", 5, 1, 4],
    ["where", 4, 0, 4],
    ["length", 4, 1, 3],
    ["decontaminate", 3, 1, 2],
    ["mix", 2, 0, 4],
  ]);
  await notebookOpen.setText((text) =>
    `${text}\n\`\`\`sql told\nSELECT item, matched FROM clean_matches WHERE NOT dropped\n\`\`\`\n`.replace(
      "tables: exam }",
      "tables: exam, contaminated_above: 0.5 }",
    ),
  );
  await notebookOpen.run();
  expect(await notebookOpen.rows("told")).toEqual([{ item: "q1", matched: "e1" }]);

  const edited = async (from: string, to: string): Promise<void> => {
    await notebookOpen.setText((text) => text.replace(from, to));
    await notebookOpen.run();
  };
  await edited("length(question) > 0 -- every row", "lenght(question) > 0");
  expect((await status("clean"))?.problems).toMatchObject([
    { code: "sql", place: { key: "steps.2.sql" }, hint: expect.stringContaining("length") },
  ]);
  await edited("lenght(question) > 0", "question IN (SELECT prompt FROM exam)");
  expect((await status("clean"))?.problems).toMatchObject([{ sentence: "The condition reads `exam`.", place: { key: "steps.2.sql" } }]);
  await edited("question IN (SELECT prompt FROM exam)", "random() < 0.5 OR question = 'random()'");
  expect((await status("clean"))?.problems).toMatchObject([
    { sentence: expect.stringContaining("draws with `random`"), place: { key: "steps.2.sql" } },
  ]);
  await edited("random() < 0.5 OR question = 'random()'", "length(question)");
  expect((await status("clean"))?.problems).toMatchObject([{ sentence: expect.stringContaining("not true or false") }]);
  await edited('where, sql: "length(question)"', "near, column: respnse");
  expect((await status("clean"))?.problems).toMatchObject([
    { code: "column-missing", place: { key: "steps.2.column" }, hint: expect.stringContaining("response") },
  ]);
});

const semantic = `---
assay: 1
---

\`\`\`dataset answers
path: answers.jsonl
\`\`\`

\`\`\`filter clean
from: answers
steps:
  - { type: refusal }
  - { type: semantic, column: response, model: sim/embed, threshold: 0.9 }
\`\`\`
`;

test("a semantic step is paid: planned, one call a text that reaches it, and edits pay for nothing again", async () => {
  const notebookOpen = await openWith(semantic);
  await notebookOpen.until(({ cells }) => cells.clean?.state === "new");
  expect((await status("clean"))?.costClass).toBe("paid");
  expect((await notebookOpen.plan()).cells).toMatchObject([{ cell: "clean", calls: 4, cachedCalls: 0, costUsd: { low: 0, high: 0 } }]);
  await notebookOpen.run();
  expect(await status("clean")).toMatchObject({ state: "fresh", result: { summary: "4 of 6 kept", simulated: true } });
  expect(await notebookOpen.rows("clean_dropped")).toMatchObject([
    { item: "q3", step: "refusal" },
    { item: "q2", step: "semantic", matched: "q1" },
  ]);
  await notebookOpen.setText((text) => text.replace("threshold: 0.9", "threshold: 0.999").replace("  - { type: refusal }\n", ""));
  expect((await notebookOpen.plan()).cells).toMatchObject([{ cell: "clean", calls: 1, cachedCalls: 4 }]);
  await notebookOpen.run();
  expect((await notebookOpen.rows("clean_steps"))[0]).toMatchObject({ entered: 6, note: "every pair compared; 1 without text stays" });
});
