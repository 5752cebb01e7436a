import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openNotebook } from "../testing/open-notebook.ts";
import { exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { testTerminal } from "./test-terminal.ts";

let root = "";
let folder = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-import-"));
  folder = join(root, "notebook");
  await write("notebook/nb.assay.md", "---\nassay: 1\n---\n\n# Imported\n");
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

async function assay(...parameters: readonly string[]) {
  const terminal = testTerminal();
  let code: number = exitCodes.done;
  const program = createProgram("1.2.3", terminal, (finished) => {
    code = finished;
  });
  const failure = await program.parseAsync(["node", "assay", ...parameters]).then(
    () => null,
    (error: unknown) => error as { code: string; message: string; hint: string },
  );
  return { code, failure, said: `${terminal.printed.join("\n")}\n${terminal.complained.join("\n")}` };
}

const jsonl = (rows: readonly unknown[]) => `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
const into = () => ["--into", join(folder, "nb.assay.md")];
const text = () => readFile(join(folder, "nb.assay.md"), "utf8");

it("refers to a file below the folder, copies others only when asked, and overwrites nothing", async () => {
  await write("notebook/data/tasks.jsonl", jsonl([{ instruction: "Add 1 and 2.", input: "", output: "3" }]));
  const below = await assay("import", join(folder, "data/tasks.jsonl"), ...into());
  expect(below).toMatchObject({ code: exitCodes.done, failure: null });
  expect(await text()).toContain("```dataset tasks\npath: data/tasks.jsonl\nshape: alpaca\n```");

  await write("elsewhere.jsonl", jsonl([{ question: "one" }]));
  const outside = await assay("import", join(root, "elsewhere.jsonl"), ...into());
  expect(outside.failure).toMatchObject({ code: "outside-folder", hint: "Copy it there with --copy, as elsewhere.jsonl." });
  expect(await assay("import", join(root, "elsewhere.jsonl"), ...into(), "--copy", "--name", "mine")).toMatchObject({ failure: null });
  expect(await text()).toContain("```dataset mine\npath: elsewhere.jsonl\n```");
  const again = await assay("import", join(root, "elsewhere.jsonl"), ...into(), "--copy");
  expect(again.failure).toMatchObject({ code: "name-taken" });
  expect(await readdir(join(folder, ".assay", "imports"))).toEqual([]);
});

it("takes a split of a dataset folder by its card, and says which there are", async () => {
  const card = `---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*.jsonl\n  - split: test\n    path: data/test.jsonl\n---\n# A set\n`;
  await write("set/README.md", card);
  await write("set/data/train-00000-of-00002.jsonl", jsonl([{ prompt: "a", chosen: "x", rejected: "y" }]));
  await write("set/data/train-00001-of-00002.jsonl", jsonl([{ prompt: "b", chosen: "x", rejected: "y" }]));
  await write("set/data/test.jsonl", jsonl([{ prompt: "c", chosen: "x", rejected: "y" }]));
  const several = await assay("import", join(root, "set"), ...into(), "--copy");
  expect(several.failure?.hint).toContain('"default · train", "default · test"');
  const train = await assay("import", join(root, "set"), ...into(), "--copy", "--part", "default · train");
  expect(train).toMatchObject({ failure: null, code: exitCodes.done });
  expect(await text()).toContain('```dataset set\npath: "set/data/train-*.jsonl"\nshape: preference\n```');
});

it("tells bad rows by line, imports nothing with them, and on request keeps the good ones in a ledger that adds up", async () => {
  const good = (n: number) => JSON.stringify({ instruction: `Task ${n}`, input: "", output: "x" });
  await write(
    "notebook/bad.jsonl",
    [good(1), "{broken", good(3), "[4]", JSON.stringify({ instruction: "", output: "x" }), good(6)].join("\n"),
  );
  const refused = await assay("import", join(folder, "bad.jsonl"), ...into());
  expect(refused.code).toBe(exitCodes.rowErrors);
  expect(refused.said).toContain("bad.jsonl, JSONL line 2, column 2");
  expect(refused.said).toContain("bad.jsonl, JSONL line 4, column 1");
  expect(refused.said).toContain("bad.jsonl line 5: `instruction` is empty.");
  expect(await text()).not.toContain("```dataset");

  expect(await assay("import", join(folder, "bad.jsonl"), ...into(), "--good-rows")).toMatchObject({ code: exitCodes.done, failure: null });
  const opened = await openNotebook("nb.assay.md", { folder });
  try {
    await opened.run();
    const state = await opened.state();
    expect(state.cells.bad?.result?.ledger).toEqual({
      requested: 6,
      kept: 3,
      filtered: { "unreadable JSON": 1, "not an object": 1, "empty prompt": 1 },
      failed: {},
      unscored: {},
      waiting: 0,
    });
    expect((await opened.rows("bad")).map(({ question }) => question)).toEqual(["Task 1", "Task 3", "Task 6"]);
    expect((await opened.rows("bad_problems")).map(({ line, reason, kept }) => [line, reason, kept])).toEqual([
      [2, "unreadable JSON", false],
      [4, "not an object", false],
      [5, "empty prompt", false],
    ]);
    await opened.setText((before) => before.replace("bad_rows: skip\n", ""));
    const stopped = await opened.until(({ cells }) => cells.bad?.state === "error");
    expect(JSON.stringify(stopped.cells.bad)).toContain("In all 2 rows are bad: then line 4, column 1.");
  } finally {
    await opened.close();
  }
});

it("tells ids that come twice, empty prompts and tokens; a check writes nothing, and the choice is the same as the cell's at its run", async () => {
  const rows = ["a", "b", "a", null, "b"].map((id, index) => ({
    id,
    prompt: index === 1 ? " " : `What is ${index} + 1?`,
    note: "hello world",
  }));
  await write("notebook/ids.jsonl", jsonl(rows));
  const file = join(folder, "ids.jsonl");
  const checked = await assay("import", file, ...into(), "--check", "--id", "id");
  expect(checked).toMatchObject({ code: exitCodes.rowErrors, failure: null });
  expect(checked.said).toContain("2 rows repeat the `id` of a row before: lines 3 and 5.");
  expect(checked.said).toContain("1 row has no `id`: line 4.");
  expect(checked.said).toContain("1 row has an empty `prompt`: line 2.");
  expect(checked.said).toContain("Tokens: prompts 7 on average, 33 in all (o200k tokenizer).");
  expect(checked.said).toContain("ids.jsonl: 5 rows, Rows as they are");
  // Of verdicts, an item names a task: it comes once for each judge.
  const verdicts = ["j1", "j2"].map((judge) => ({ item: "t1", judge, a: "x", b: "y", outcome: "win" }));
  await write("notebook/verdicts.jsonl", jsonl(verdicts));
  expect((await assay("import", join(folder, "verdicts.jsonl"), ...into(), "--check")).said).not.toContain("repeat");
  // Without an id the rows are numbered, and what `id` holds is only told.
  const numbered = await assay("import", file, ...into(), "--check");
  expect(numbered).toMatchObject({ code: exitCodes.done, failure: null });
  expect(numbered.said).toContain("2 rows repeat the `id`");
  const refused = await assay("import", file, ...into(), "--id", "id");
  expect(refused.code).toBe(exitCodes.rowErrors);
  expect(refused.said).toContain("keep the first row of each id with --good-rows, or leave --id out");
  expect(await text()).not.toContain("```dataset");
  expect(await assay("import", file, ...into(), "--id", "id", "--good-rows")).toMatchObject({ code: exitCodes.done, failure: null });
  const opened = await openNotebook("nb.assay.md", { folder });
  try {
    await opened.run();
    expect((await opened.rows("ids")).map(({ item }) => item)).toEqual(["a", "b"]);
    expect((await opened.rows("ids_problems")).map(({ line, reason }) => [line, reason])).toEqual([
      [3, "duplicate id"],
      [4, "no id"],
      [5, "duplicate id"],
    ]);
  } finally {
    await opened.close();
  }
});

it("draws of a long file what it looks at, says so, and gives its tokens as an estimate", async () => {
  const rows = Array.from({ length: 120_000 }, (_, index) => ({
    id: index,
    instruction: `Add ${index % 10} and 1.`,
    output: "It is more.",
  }));
  await write("notebook/long.jsonl", jsonl(rows));
  const checked = await assay("import", join(folder, "long.jsonl"), ...into(), "--check", "--id", "id");
  expect(checked).toMatchObject({ code: exitCodes.done, failure: null });
  expect(checked.said).toContain("Of 120,000 rows, 100,000 drawn at random were looked at");
  expect(checked.said).toContain("responses 4 on average, about 480,000 in all (o200k tokenizer, estimate from 1,000 rows of 120,000)");
});
