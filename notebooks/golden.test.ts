import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openNotebook, type TestNotebook } from "#main/hosts/testing/open-notebook.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const goldenPath = join(here, "golden.json");
/** Notebook → table → row count and digest of its rows. Written anew with ASSAY_UPDATE_GOLDEN=1, after a look at what changed. */
type Golden = { [notebook: string]: { [table: string]: { rows: number; sha256: string } } };
const golden: Golden = existsSync(goldenPath) ? JSON.parse(readFileSync(goldenPath, "utf8")) : {};
const isUpdate = process.env.ASSAY_UPDATE_GOLDEN === "1";
const examples = readdirSync(here).filter((name) => name.endsWith(".assay.md"));
const never = { signal: new AbortController().signal };

async function tablesOf(test: TestNotebook): Promise<Golden[string]> {
  const tables: Golden[string] = {};
  for (const { table } of await test.handlers.table.catalogue({ notebook: test.notebook }, never)) {
    const rows = await test.rows(table);
    const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    tables[table] = { rows: rows.length, sha256: createHash("sha256").update(text).digest("hex") };
  }
  return tables;
}

async function runWhole(test: TestNotebook): Promise<Golden[string]> {
  const run = await test.run();
  expect(run).toMatchObject({ state: "done", sentence: null });
  const { cells } = await test.state();
  expect(
    Object.values(cells)
      .filter((cell) => cell.state !== "fresh")
      .map((cell) => `${cell.name}: ${cell.state}, ${cell.sentence}`),
  ).toEqual([]);
  return tablesOf(test);
}

/** What else an example is to show, once it has run. */
const shows: { readonly [example: string]: (test: TestNotebook) => Promise<void> } = {
  "first-look.assay.md": showsBiasAndExports,
};

// The recorded tables come from another day and machine: with them, one run from nothing shows as much as two.
describe.each(examples)("%s", (example) => {
  it("runs whole, from nothing and again from the journal, to the recorded tables", { timeout: 180_000 }, async () => {
    const first = await openNotebook(example, { copyFrom: here });
    try {
      const tables = await runWhole(first);
      await shows[example]?.(first);
      await rm(join(first.folder, ".assay", "tables"), { recursive: true });
      await rm(join(first.folder, ".assay", "state.json"));
      const replayed = await openNotebook(example, { folder: first.folder });
      expect(await runWhole(replayed)).toEqual(tables);
      expect((await replayed.plan()).calls).toBe(0);
      await replayed.close();
      if (isUpdate) golden[example] = tables;
      else expect(tables).toEqual(golden[example]);
      if (isUpdate) writeFileSync(goldenPath, `${JSON.stringify(golden, null, 2)}\n`);
    } finally {
      await first.close();
    }
  });
});

/** The bias that was planted is found, and what is exported is what trainers load. */
async function showsBiasAndExports(test: TestNotebook): Promise<void> {
  const position = await test.rows("first_preference");
  const biased = position.find((row) => row.judge === "sim/judge-first");
  const fair = position.find((row) => row.judge === "sim/judge-fair");
  expect(Number(biased?.low)).toBeGreaterThan(0.5);
  expect(Number(fair?.low)).toBeLessThan(0.5);
  expect(Number(fair?.high)).toBeGreaterThan(0.5);
  const lines = async (path: string) =>
    (await readFile(join(test.folder, "exports", path), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const pairs = await lines("first-look-preferences/data/train.jsonl");
  expect(pairs.length).toBeGreaterThan(10);
  for (const pair of pairs) {
    expect(pair.prompt.at(-1).role).toBe("user");
    expect([pair.chosen.length, pair.rejected.length]).toEqual([1, 1]);
    expect(pair.chosen[0].content).not.toBe(pair.rejected[0].content);
  }
  const train = await lines("first-look-sft/data/train.jsonl");
  const held = await lines("first-look-sft/data/test.jsonl");
  const promptOf = (row: { messages: { content: string }[] }) => JSON.stringify(row.messages.slice(0, -1));
  expect(held.some((row) => train.some((other) => promptOf(other) === promptOf(row)))).toBe(false);
}
