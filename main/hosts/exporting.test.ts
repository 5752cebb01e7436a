import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type TestNotebook, temporaryFolder } from "./testing/open-notebook.ts";
import { openTestHome, type TestHome } from "./testing/test-home.ts";

const never = { signal: new AbortController().signal };

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body}\n\`\`\`\n`;
const notebook = (exports: readonly string[], models = "sim/willow-large, sim/basalt-small"): string =>
  [
    "---\nassay: 1\ntitle: Sums\n---\n\n# Sums\n",
    cell("dataset", "tasks", "path: data/tasks.jsonl"),
    cell("teacher", "answers", `from: tasks\nprompt: "{{ question }}"\nmodels: [${models}]\ntemperature: 0.5`),
    cell("rubric", "house", "criteria:\n  - { id: right, text: States the right result., weight: 2 }\n  - { id: brief, text: Is brief. }"),
    cell(
      "judge",
      "verdicts",
      "from: answers\nmode: pairwise\njudges: [sim/judge-fair]\ncriteria: Prefer the right answer.\nconfidence: logprobs",
    ),
    cell("judge", "scores", "from: answers\nmode: rubric\nrubric: house\njudges: [sim/judge-fair]"),
    ...exports,
  ].join("\n");
const data = {
  "data/tasks.jsonl": `${Array.from({ length: 12 }, (_, at) => JSON.stringify({ question: `What is ${at + 3} + ${at + 4}?` })).join("\n")}\n`,
};

let home: TestHome;
beforeEach(async () => {
  home = await openTestHome();
});
afterEach(() => home.close());

const open = (text: string): Promise<TestNotebook> => home.open(text, data);

const only = (name: string) => ({ type: "cell", cell: name, upstream: "run" }) as const;

async function lines(test: TestNotebook, path: string): Promise<readonly { readonly [column: string]: unknown }[]> {
  const text = await readFile(join(test.folder, path), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("exports of one judging run", () => {
  it("takes every form from its own table, with a card that fits the files and a ledger that adds up", { timeout: 240_000 }, async () => {
    const test = await open(
      notebook([
        cell(
          "export",
          "sft",
          "from: verdicts\nformat: sft\ntrainer: llama-factory\npath: out/sft\nsplit: { test: 0.25, seed: 3 }\nmax_length: 400",
        ),
        cell("export", "pairs", "from: verdicts\nformat: preference\ntrainer: trl\npath: out/pairs\nfiles: [jsonl, parquet]\nlicense: MIT"),
        cell("export", "kto", "from: verdicts\nformat: unpaired\ntrainer: axolotl\npath: out/kto"),
        cell("export", "rewards", "from: scores\nformat: rewards\ncriteria: scores_criteria\npath: out/rewards"),
        cell("export", "verifier", "from: tasks\nformat: prompts-rubric\nrubric: house\npath: out/verifier"),
        cell("export", "everything", "from: answers\nformat: all\nscores: [verdicts, scores]\npath: out/all\nfiles: [jsonl, parquet]"),
      ]),
    );
    await test.run(only("verdicts"));
    await test.run(only("scores"));
    for (const name of ["sft", "pairs", "kto", "rewards", "verifier", "everything"]) {
      const plan = await test.plan(only(name));
      expect(plan.needsConfirmation).toBe(true);
      expect(plan.cells.find((each) => each.cell === name)?.effects).toEqual([
        { sentence: expect.stringMatching(/^Writes out\//), isOutgoing: false },
      ]);
      expect(await test.run(only(name))).toMatchObject({ state: "done" });
      const [ledger, card] = [await test.rows(name), await test.rows(`${name}_card`)];
      const rowsOf = (cell: unknown, endings: readonly string[]) =>
        ledger.filter((row) => row.cell === cell && endings.includes(String(row.ending))).reduce((sum, row) => sum + Number(row.rows), 0);
      const endings = ["kept", "filtered", "failed", "unscored", "waiting"];
      for (const each of new Set(ledger.map((row) => row.cell))) expect(rowsOf(each, endings)).toBe(rowsOf(each, ["requested"]));
      // What a cell reads, one above it hands on, back to the file itself.
      const read = ledger.filter((row) => row.ending === "read" && row.table !== "tasks");
      for (const { table, rows } of read) expect(ledger.find((row) => row.ending === "handed on" && row.table === table)?.rows).toBe(rows);
      expect(ledger.at(0)).toMatchObject({ ending: "read", table: "tasks", rows: 12 });
      expect(ledger.at(-1)).toMatchObject({ cell: name, ending: "requested" });
      const [, header = ""] = String(card[0]?.markdown).split("---\n");
      const { configs, tags } = parse(header);
      // Prompts somebody wrote down are nobody's simulation.
      expect(tags.includes("simulated")).toBe(name !== "verifier");
      const splits = configs.flatMap((config: { data_files: readonly { path: string }[] }) => config.data_files);
      const folder = `out/${name === "everything" ? "all" : name}`;
      for (const { path } of splits) expect(await readdir(dirname(join(test.folder, folder, path)))).toContain(path.split("/").at(-1));
    }

    const winners = await lines(test, "out/sft/data/train.jsonl");
    const held = await lines(test, "out/sft/data/test.jsonl");
    expect(Object.keys(winners[0] ?? {})).toEqual(["conversations"]);
    expect(held.length).toBeGreaterThan(0);
    expect(JSON.parse(await readFile(join(test.folder, "out/sft/dataset_info.json"), "utf8")).sft_train.file_name).toBe("data/train.jsonl");
    expect(await lines(test, "out/sft/provenance.jsonl")).toHaveLength(winners.length + held.length);

    const verdicts = await test.rows("verdicts");
    const decided = verdicts.filter((row) => row.outcome === "win" || row.outcome === "loss");
    const pairs = await lines(test, "out/pairs/data/train.jsonl");
    expect(pairs).toHaveLength(decided.length);
    expect(pairs[0]).toMatchObject({
      prompt: [{ role: "user", content: expect.stringContaining("What is") }],
      chosen: [{ role: "assistant" }],
      assay_judges: "sim/judge-fair",
      assay_judged_by: "machine",
      assay_parameters: '{"temperature":0.5}',
      margin: expect.any(Number),
    });
    const winner = (row: { readonly [column: string]: unknown } | undefined) => (row?.outcome === "win" ? row.response_a : row?.response_b);
    expect(pairs.map((row) => (row.chosen as readonly { content: string }[])[0]?.content)).toEqual(decided.map(winner));
    expect(await readFile(join(test.folder, "out/pairs/trl-dpo.yaml"), "utf8")).toContain("dataset_name: ./out/pairs");

    const marked = await lines(test, "out/kto/data/train.jsonl");
    expect(new Set(marked.map((row) => row.label))).toEqual(new Set([true, false]));
    const rewards = await lines(test, "out/rewards/data/train.jsonl");
    expect(rewards).toHaveLength(24);
    expect(rewards[0]).toMatchObject({
      reward: expect.any(Number),
      criteria: [{ id: "right" }, { id: "brief" }],
      assay_rubric_version: expect.stringMatching(/^house@/),
    });
    expect((await lines(test, "out/verifier/data/train.jsonl"))[0]).toMatchObject({
      prompt: [{ role: "user" }],
      rubric: [{ id: "right", weight: 2 }, { id: "brief" }],
    });
    const all = await lines(test, "out/all/data/train.jsonl");
    expect(all).toHaveLength(24);
    expect((all[0]?.assay_scores as readonly { table: string }[]).map(({ table }) => table).sort()).toEqual(["scores", "verdicts"]);
  });

  it("writes reasoning traces where the trainer reads them, and an Alpaca row's input apart", { timeout: 120_000 }, async () => {
    const rows = [
      { instruction: "Add.", input: "2 and 2", output: "4", reasoning: "Two more than two." },
      { instruction: "Add.", input: "2 and 3", output: "5", reasoning: "" },
    ];
    const test = await open(
      notebook([
        cell("dataset", "worked", `rows:\n${rows.map((row) => `  - ${JSON.stringify(row)}`).join("\n")}`),
        cell("export", "plain", "from: worked\nformat: sft\ntrainer: llama-factory\nlayout: alpaca\npath: out/plain"),
        cell(
          "export",
          "tagged",
          "from: worked\nformat: sft\ntrainer: llama-factory\nlayout: alpaca\nreasoning: think-tags\npath: out/tagged",
        ),
        cell("export", "field", "from: worked\nformat: sft\ntrainer: axolotl\nreasoning: reasoning_content\npath: out/field"),
      ]),
    );
    const card = async (name: string) => String((await test.rows(`${name}_card`))[0]?.markdown);
    for (const name of ["plain", "tagged", "field"]) expect(await test.run(only(name))).toMatchObject({ state: "done" });
    expect(await lines(test, "out/plain/data/train.jsonl")).toEqual([
      { instruction: "Add.", input: "2 and 2", output: "4" },
      { instruction: "Add.", input: "2 and 3", output: "5" },
    ]);
    expect(await card("plain")).toContain("Of the rows of `worked`, 1 came with their teacher's reasoning. It is left out");
    expect(await lines(test, "out/tagged/data/train.jsonl")).toEqual([
      { instruction: "Add.", input: "2 and 2", output: "<think>\nTwo more than two.\n</think>\n\n4" },
    ]);
    expect(JSON.parse(await readFile(join(test.folder, "out/tagged/dataset_info.json"), "utf8")).tagged_train.columns).toEqual({
      prompt: "instruction",
      query: "input",
      response: "output",
    });
    expect(await test.rows("tagged_left_out")).toMatchObject([{ row: 2, ending: "filtered", reason: "no reasoning trace" }]);
    expect(await card("tagged")).toContain("| filtered: no reasoning trace (1) | 1 exported |");
    expect(await lines(test, "out/field/data/train.jsonl")).toEqual([
      {
        messages: [
          { role: "user", content: "Add.\n2 and 2", reasoning_content: null },
          { role: "assistant", content: "4", reasoning_content: "Two more than two." },
        ],
      },
    ]);
  });

  it("uploads to a provider only after the plan has named it with its file and size, and says what it is called there", {
    timeout: 120_000,
  }, async () => {
    const server = await home.serve({ models: [] });
    const body = "from: answers\nformat: sft\ntrainer: openai\npath: out/tune\nupload: local";
    const test = await open(notebook([cell("export", "tune", body)]));
    const before = await test.plan(only("tune"));
    expect(before.cells.find((each) => each.cell === "tune")?.effects?.[1]?.sentence).toContain("whose size is not known yet");
    await test.run(only("answers"));
    const plan = await test.plan(only("tune"));
    expect(plan.needsConfirmation).toBe(true);
    const [, upload] = plan.cells.find((each) => each.cell === "tune")?.effects ?? [];
    expect(await readdir(test.folder)).not.toContain("out");
    expect(await test.run(only("tune"))).toMatchObject({ state: "done" });
    const size = (await readFile(join(test.folder, "out/tune/data/train.jsonl"))).length;
    expect(upload?.isOutgoing).toBe(true);
    expect(upload?.sentence).toBe(
      `Uploads data/train.jsonl (${size.toLocaleString("en")} bytes) to local (${new URL(server.url).origin}) for fine-tuning.`,
    );
    expect(await test.rows("tune_sent")).toMatchObject([{ to: "local", file: "data/train.jsonl", id: "file-1" }]);
  });

  it("keeps the folder and says so when nothing could be sent", { timeout: 120_000 }, async () => {
    await home.settle({ hub: { url: "http://127.0.0.1:9" } });
    const test = await open(notebook([cell("export", "pushed", "from: answers\nformat: sft\npath: out/pushed\npush: { repo: ann/sums }")]));
    await test.run(only("answers"));
    const plan = await test.plan(only("pushed"));
    expect(plan.problems).toMatchObject([{ sentence: "There is no token for the Hugging Face hub." }]);
    expect(await test.handlers.exports.hubToken(undefined, never)).toEqual({ origin: "http://127.0.0.1:9", state: "missing" });
    expect(await test.handlers.exports.saveHubToken({ token: "hf_testtoken1234567890" }, never)).toMatchObject({ state: "session" });
    const named = await test.plan(only("pushed"));
    expect(named.cells.at(-1)?.effects?.[1]?.sentence).toMatch(
      /^Pushes \d files, [\d,]+ bytes \(.*README\.md.*\), to a new private dataset repository ann\/sums on http:\/\/127\.0\.0\.1:9\.$/,
    );
    expect(await test.run(only("pushed"))).toMatchObject({ state: "failed" });
    const problem = (await test.state()).cells.pushed?.problems[0];
    expect(problem?.sentence).toBe("http://127.0.0.1:9 cannot be reached. out/pushed was written; nothing was sent.");
    expect(await readdir(join(test.folder, "out/pushed"))).toContain("README.md");
  });
});

describe("notebooks as one file", () => {
  it("replays from a bundle in a fresh folder, without its tables and with its provider gone, for no call", {
    timeout: 240_000,
  }, async () => {
    const server = await home.serve({ models: ["willow-large", "basalt-small"] });
    const first = await open(
      notebook(
        [cell("sql", "tally", "SELECT outcome, count(*) AS n FROM verdicts GROUP BY ALL ORDER BY ALL")],
        "local/willow-large, local/basalt-small",
      ),
    );
    await first.run(only("verdicts"));
    await first.run(only("tally"));
    const tables = await Promise.all(["answers", "verdicts", "tally"].map((table) => first.rows(table)));
    const { fileName, bytes } = await first.handlers.exports.notebook({ notebook: first.notebook, format: "zip" }, never);
    expect(fileName).toBe("test.zip");
    await server.close();

    const packed = unzipSync(new Uint8Array(await bytes.arrayBuffer()));
    const names = Object.keys(packed);
    expect(names).toEqual(expect.arrayContaining(["test.assay.md", "data/tasks.jsonl", ".assay/state.json", ".assay/.gitignore"]));
    expect(names.filter((name) => name.startsWith(".assay/journal/"))).toHaveLength(1);
    const folder = await temporaryFolder();
    for (const [name, content] of Object.entries(packed)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    const whole = await home.openFolder(folder);
    const shown = await whole.until(({ cells }) => cells.tally !== undefined);
    expect(["answers", "verdicts", "tally"].map((name) => shown.cells[name]?.state)).toEqual(["fresh", "fresh", "fresh"]);
    await whole.close();

    const bare = await temporaryFolder();
    for (const [name, content] of Object.entries(packed)) {
      if (name.startsWith(".assay/tables/") || name === ".assay/state.json") continue;
      await mkdir(dirname(join(bare, name)), { recursive: true });
      await writeFile(join(bare, name), content);
    }
    const replayed = await home.openFolder(bare);
    for (const name of ["answers", "verdicts"]) {
      const plan = await replayed.plan(only(name));
      expect(plan).toMatchObject({ calls: 0 });
      expect(await replayed.run(only(name))).toMatchObject({ state: "done", spentUsd: 0 });
    }
    await replayed.run(only("tally"));
    const again = await Promise.all(["answers", "verdicts", "tally"].map((table) => replayed.rows(table)));
    expect(again).toEqual(tables);
  });
});
