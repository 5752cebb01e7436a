import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { RowLedger } from "#shared/journal/entries.ts";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

const head = "---\nassay: 1\ntitle: Test\n---\n\n";
const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const tasks = (count: number): string =>
  cell("dataset", "tasks", `rows:\n${Array.from({ length: count }, (_, at) => `  - question: What is ${at + 3} × ${at + 4}?`).join("\n")}`);
const answers = (extra = ""): string =>
  cell("teacher", "answers", `from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]\n${extra}`);
const verdicts = cell("judge", "verdicts", "from: answers\njudges: [sim/judge-fair, sim/judge-careless]\n");

const never = { signal: new AbortController().signal };
let opened: TestNotebook | null = null;
const open = async (text: string, files: { readonly [path: string]: string } = {}): Promise<TestNotebook> => {
  opened = await openNotebook("test.assay.md", { files: { "test.assay.md": text, ...files } });
  return opened;
};
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const sum = (counts: { readonly [key: string]: number }): number => Object.values(counts).reduce((total, count) => total + count, 0);
const addsUp = (ledger: RowLedger | null | undefined): boolean =>
  ledger != null && ledger.kept + sum(ledger.filtered) + sum(ledger.failed) + sum(ledger.unscored) + ledger.waiting === ledger.requested;

describe("opening a notebook", () => {
  it("runs nothing, writes nothing and says what each cell would be", async () => {
    const test = await open(head + tasks(3) + answers() + verdicts);
    const state = await test.until(({ order }) => order.length === 3);
    expect(Object.values(state.cells).map((each) => each.state)).toEqual(["new", "new", "new"]);
    expect(state.cells.verdicts).toMatchObject({ upstream: ["answers"], reasons: ["answers has not run"] });
    expect(existsSync(join(test.folder, ".assay"))).toBe(false);
  });

  it("runs nothing of a folder that is not trusted, whoever asks, until it is", async () => {
    const test = await open(head + tasks(3));
    await test.handlers.notebook.setTrusted({ notebook: test.notebook, trusted: false }, never);
    await expect(test.plan()).rejects.toMatchObject({ code: "forbidden", message: expect.stringContaining("restricted") });
    await test.setText((text) => text.replace("title:", "title: Edited"));
    // Free cells run 0.3 s after an edit.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await test.state()).cells.tasks).toMatchObject({ state: "new", progress: null, result: null });
    await test.handlers.notebook.setTrusted({ notebook: test.notebook, trusted: true }, never);
    expect((await test.run()).state).toBe("done");
  });
});

describe("running a notebook", () => {
  it("does what the plan said, keeps every row in one place, and has nothing left to do", async () => {
    const test = await open(head + tasks(6) + answers() + verdicts);
    const plan = await test.plan();
    expect(plan.cells.map(({ cell: name, calls }) => [name, calls])).toEqual([
      ["answers", 12],
      ["verdicts", 24],
    ]);
    expect((await test.run()).state).toBe("done");
    const state = await test.state();
    expect(Object.values(state.cells).map((each) => each.state)).toEqual(["fresh", "fresh", "fresh"]);
    expect(addsUp(state.cells.answers?.result?.ledger)).toBe(true);
    expect(addsUp(state.cells.verdicts?.result?.ledger)).toBe(true);
    expect(state.cells.answers?.result?.simulated).toBe(true);
    expect((await test.plan()).calls).toBe(0);
    expect(await test.rows("verdicts")).toHaveLength(12);
    expect(await test.rows("verdicts_calls")).toHaveLength(24);
  });

  it("counts a try's calls in the full run", async () => {
    const test = await open(head + tasks(12) + answers());
    await test.run({ type: "cell", cell: "answers", upstream: "run" }, { type: "try", rows: 8 });
    const tried = (await test.state()).cells.answers;
    expect(tried).toMatchObject({ state: "new", sentence: "tried on 8 rows", result: { triedRows: 8 } });
    expect(await test.rows("answers")).toHaveLength(16);
    expect(await test.plan()).toMatchObject({ calls: 8, cachedCalls: 16 });
  });

  it("makes the same tables from the journal alone, asking nothing", async () => {
    const test = await open(head + tasks(5) + answers("temperature: 0.9\nsamples: 2\n") + verdicts);
    await test.run();
    const before = await test.rows("verdicts");
    const folder = test.folder;
    await rm(join(folder, ".assay", "tables"), { recursive: true });
    await rm(join(folder, ".assay", "state.json"));
    const again = await openNotebook("test.assay.md", { folder });
    try {
      expect((await again.plan({ type: "cell", cell: "answers", upstream: "run" })).calls).toBe(0);
      await again.run();
      expect((await again.state()).cells.verdicts?.result?.costUsd).toBe(0);
      expect(await again.rows("verdicts")).toEqual(before);
    } finally {
      await again.close();
    }
  });

  it("keeps JSON that fits the schema", async () => {
    const schema = "schema:\n  type: object\n  properties:\n    answer: { type: string }\n  required: [answer]\n";
    const test = await open(head + tasks(3) + answers(schema));
    await test.run();
    const rows = await test.rows("answers");
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(JSON.parse(String(row.response))).toEqual({ answer: expect.any(String) });
  });

  it("starts only plans it made, and only once", async () => {
    const test = await open(head + tasks(2) + answers());
    const { token } = await test.plan();
    await expect(test.handlers.run.start({ notebook: test.notebook, token: "guess", budgetUsd: null }, never)).rejects.toMatchObject({
      code: "forbidden",
    });
    await test.handlers.run.start({ notebook: test.notebook, token, budgetUsd: null }, never);
    await expect(test.handlers.run.start({ notebook: test.notebook, token, budgetUsd: null }, never)).rejects.toMatchObject({
      code: "forbidden",
    });
    await test.until(({ runs }) => runs[0]?.state === "done");
  });

  it("asks before more than 25 calls, and not below", async () => {
    const test = await open(head + tasks(14) + answers());
    expect((await test.plan({ type: "cell", cell: "answers", upstream: "run" }, { type: "try", rows: 4 })).needsConfirmation).toBe(false);
    expect((await test.plan()).needsConfirmation).toBe(true);
  });
});

describe("looking at a notebook", () => {
  it("tells what each paid cell would take, before anyone asks, and of an edited one how much is new", async () => {
    const test = await open(head + tasks(4) + answers("temperature: 0.5\n"));
    await test.run({ type: "cell", cell: "tasks", upstream: "run" });
    expect((await test.until(({ cells }) => cells.answers?.plan != null)).cells.answers?.plan).toMatchObject({ calls: 8, cachedCalls: 0 });
    await test.run();
    await test.setText((text) => text.replace("sim/basalt-small", "sim/cedar-small"));
    const stale = await test.until(({ cells }) => cells.answers?.state === "stale" && cells.answers.plan !== null);
    expect(stale.cells.answers?.reasons).toEqual(["models changed", "4 new, 4 cached"]);
  });
});

describe("editing", () => {
  it("makes cells below stale with a reason, and fresh again when it is undone", async () => {
    const test = await open(
      head +
        tasks(3) +
        answers("temperature: 0.5\n") +
        cell("sql", "lengths", "SELECT model, avg(length(response)) AS chars FROM answers GROUP BY model"),
    );
    await test.run();
    await test.setText((text) => text.replace("temperature: 0.5", "temperature: 0.6"));
    const stale = await test.until(({ cells }) => cells.answers?.state === "stale");
    expect(stale.cells.answers?.reasons).toEqual(["temperature changed"]);
    expect(stale.cells.lengths?.reasons).toEqual(["answers is stale"]);
    await test.setText((text) => text.replace("temperature: 0.6", "temperature: 0.5"));
    const fresh = await test.until(({ cells }) => cells.answers?.state === "fresh" && cells.lengths?.state === "fresh");
    expect(fresh.cells.answers?.reasons).toEqual([]);
  });

  it("re-runs free cells by itself and never paid ones", async () => {
    const test = await open(head + tasks(3) + answers() + cell("sql", "n", "SELECT count(*) AS n FROM answers"));
    await test.run();
    await test.setText((text) => text.replace("count(*) AS n", "count(*) AS many"));
    await test.until(({ cells }) => cells.n?.result?.tables[0]?.columns[0]?.name === "many");
    await test.setText((text) => text.replace("{{ question }}", "Please: {{ question }}"));
    const state = await test.until(({ cells }) => cells.answers?.state === "stale");
    expect(state.runs).toHaveLength(1);
  });

  it("keeps a renamed cell's result", async () => {
    const test = await open(head + tasks(3) + answers());
    await test.run();
    await test.setText((text) => text.replace("dataset tasks", "dataset questions").replace("from: tasks", "from: questions"));
    const state = await test.until(({ cells }) => cells.questions !== undefined && cells.answers?.state !== "blocked");
    await test.run({ type: "cell", cell: "questions", upstream: "run" });
    expect(state.order).toEqual(["questions", "answers"]);
    expect((await test.until(({ cells }) => cells.answers?.state === "fresh")).cells.answers?.state).toBe("fresh");
  });

  it("merges a change made on disk with one made here", async () => {
    const test = await open(`${head + tasks(2) + answers()}Closing words.\n`);
    const path = join(test.folder, "test.assay.md");
    await test.setText((text) => text.replace("Closing words.", "Closing words, edited here."));
    const disk = await readFile(path, "utf8");
    await writeFile(path, disk.replace("title: Test", "title: From outside"));
    const state = await test.until(({ title }) => title === "From outside");
    expect(state.text).toContain("edited here");
    await test.until(({ disk: file }) => file.type === "saved");
    expect(await readFile(path, "utf8")).toContain("edited here");
  });

  it("answers are drawn anew by number, and an earlier drawing comes back without a call", async () => {
    const test = await open(head + tasks(4) + answers("temperature: 1\n"));
    const responses = async () => (await test.rows("answers")).map(({ item, model, sample, response }) => [item, model, sample, response]);
    await test.run();
    const first = await responses();
    await test.setText((text) => text.replace("temperature: 1", "temperature: 1\nresample: 1"));
    expect((await test.plan()).calls).toBe(8);
    await test.run();
    const second = await responses();
    expect(second).not.toEqual(first);
    expect(second.map((row) => row.slice(0, 3))).toEqual(first.map((row) => row.slice(0, 3)));
    await test.setText((text) => text.replace("\nresample: 1", ""));
    expect((await test.plan()).calls).toBe(0);
    await test.run();
    expect(await responses()).toEqual(first);
  });
});

describe("what is broken stays where it is", () => {
  it.each([
    ["YAML", cell("judge", "bad", "from: answers\njudges: [sim/judge-fair"), "error", /YAML cannot be read/],
    [
      "a misspelt key",
      cell("teacher", "bad", 'from: tasks\nprompt: "{{ question }}"\nmodles: [sim/willow-large]'),
      "error",
      /Unknown key `modles`/,
    ],
    ["SQL", cell("sql", "bad", "SELEKT 1"), "error", /SELEKT/],
    ["an unknown name", cell("sql", "bad", "SELECT * FROM anwsers"), "error", /no cell or table `anwsers`/],
    ["an unknown kind", cell("teleport", "bad", "to: mars"), "off", /needs a newer version/],
    [
      "a cycle",
      cell("sql", "bad", "SELECT * FROM worse") + cell("sql", "worse", "SELECT * FROM bad"),
      "error",
      /in a circle: bad → worse → bad/,
    ],
    ["a missing file", cell("dataset", "bad", "path: nowhere.jsonl"), "error", /nowhere\.jsonl/],
  ])("%s", async (_, source, expected, sentence) => {
    const test = await open(head + tasks(2) + answers() + source);
    const state = await test.until(({ cells }) => cells.bad !== undefined && cells.bad.state !== "new");
    expect(state.cells.bad).toMatchObject({ state: expected, sentence: expect.stringMatching(sentence) });
    expect((await test.run({ type: "cell", cell: "answers", upstream: "run" })).state).toBe("done");
    expect((await test.state()).cells.answers?.state).toBe("fresh");
  });

  it("a problem's line is the line of the file", async () => {
    const text =
      head + tasks(2) + cell("sql", "bad", "SELECT 1,\n  SELEKT 2") + cell("judge", "worse", "from: tasks\njudegs: [sim/judge-fair]");
    const test = await open(text);
    const { cells } = await test.until((state) => state.cells.bad !== undefined && state.cells.worse !== undefined);
    const lineOf = (words: string): number => text.split("\n").findIndex((line) => line.includes(words)) + 1;
    expect(cells.bad?.problems[0]?.place.line).toBe(lineOf("SELEKT 2"));
    expect(cells.worse?.problems[0]?.place.line).toBe(lineOf("judegs"));
  });

  it("a name used twice: neither cell runs, and both say where the other is", async () => {
    const test = await open(head + tasks(2) + cell("sql", "twin", "SELECT 1") + cell("sql", "Twin".toLowerCase(), "SELECT 2") + answers());
    const state = await test.until(({ order }) => order.length > 0);
    expect(state.cells.twin).toMatchObject({
      state: "clash",
      problems: [{ code: "name-taken", sentence: expect.stringMatching(/lines \d+ and \d+/) }],
    });
    expect((await test.run()).state).toBe("done");
  });

  it("an unknown model, a template with an unknown column and a missing column: the cell says so and the plan too", async () => {
    const test = await open(
      head +
        tasks(2) +
        cell("teacher", "unknown_model", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/wilow-large]') +
        cell("teacher", "unknown_column", 'from: tasks\nprompt: "{{ qestion }}"\nmodels: [sim/willow-large]') +
        cell("judge", "no_answers", "from: tasks\njudges: [sim/judge-fair]"),
    );
    const plan = await test.plan();
    const sentences = plan.problems.map(({ sentence, hint, place }) => [place.cell, `${sentence} ${hint}`]);
    expect(sentences).toEqual([
      ["unknown_model", expect.stringMatching(/wilow-large.*willow-large/)],
      ["unknown_column", expect.stringMatching(/qestion.*question/)],
      ["no_answers", expect.stringMatching(/response/)],
    ]);
  });

  it("a row without the value its prompt prints: the row is named, and the cell is not taken for interrupted later", async () => {
    const rows = "rows:\n  - { question: What is 2 + 2? }\n  - { question: null }";
    const test = await open(head + cell("dataset", "tasks", rows) + answers());
    await test.run();
    expect((await test.state()).cells.answers).toMatchObject({
      state: "error",
      sentence: expect.stringMatching(/"question" is empty .* item 2\./),
    });
    await test.handlers.notebook.close({ notebook: test.notebook }, never);
    const again = await openNotebook("test.assay.md", { folder: test.folder });
    try {
      expect((await again.until(({ cells }) => cells.answers !== undefined)).cells.answers?.state).toBe("new");
    } finally {
      await again.handlers.notebook.close({ notebook: again.notebook }, never);
    }
  });
});
