import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { simulate } from "#shared/simulation/simulate.ts";
import { temporaryFolder } from "../testing/open-notebook.ts";
import { openTestHome, type TestHome } from "../testing/test-home.ts";
import { exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { type TestTerminal, testTerminal } from "./test-terminal.ts";

let folder = "";
let path = "";
let home: TestHome;

beforeEach(async () => {
  home = await openTestHome();
  folder = await temporaryFolder();
  path = join(folder, "test.assay.md");
});
afterEach(async () => {
  await home.close();
  await rm(folder, { recursive: true, force: true });
});

async function assay(parameters: readonly string[], terminal: TestTerminal = testTerminal()): Promise<number> {
  let code: number = exitCodes.done;
  const program = createProgram("1.2.3", terminal, (finished) => {
    code = finished;
  });
  await program.parseAsync(["node", "assay", ...parameters]);
  return code;
}

async function notebook(models: string, extra = ""): Promise<void> {
  const rows = Array.from({ length: 20 }, (_, at) => `  - question: What is ${at + 3} + 4?`).join("\n");
  await writeFile(
    path,
    `---\nassay: 1\n---\n\n\`\`\`dataset tasks\nrows:\n${rows}\n\`\`\`\n\n\`\`\`teacher answers\nfrom: tasks\nprompt: "{{ question }}"\nmodels: [${models}]\nmax_tokens: 100\n${extra}\`\`\`\n`,
  );
}

const connect = (faults: string) =>
  home.serve({ faults, models: ["willow-large", "basalt-large"], terms: () => ({ capabilities: { batch: true } }) });

/** What `vllm run_batch` makes of an input file: an answer a line. */
function runElsewhere(requests: string): readonly string[] {
  return requests
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { custom_id, body } = JSON.parse(line);
      return `{"id":"vllm-1","custom_id":"${custom_id}","response":{"status_code":200,"request_id":"r","body":${simulate(JSON.stringify(body)).body}},"error":null}`;
    });
}

it("writes what a cell lacks as run_batch files, reads results back with every fault told by line, and runs without a call", async () => {
  await connect("");
  await notebook("local/willow-large, local/basalt-large");
  const out = join(folder, "requests.jsonl");
  const writing = testTerminal();
  expect(await assay(["batch", "write", path, "--cell", "answers", "--out", out], writing)).toBe(exitCodes.done);
  const [willow = "", basalt = ""] = writing.printed;
  expect([willow, basalt]).toEqual([join(folder, "requests-local-willow-large.jsonl"), join(folder, "requests-local-basalt-large.jsonl")]);
  const requests = await readFile(willow, "utf8");
  expect(JSON.parse(requests.split("\n")[0] ?? "")).toMatchObject({
    custom_id: expect.stringMatching(/^[0-9a-f]{64}$/),
    method: "POST",
    url: "/v1/chat/completions",
    body: { model: "willow-large" },
  });
  await expect(assay(["batch", "write", path, "--cell", "answers", "--out", out])).rejects.toThrow(`There is already a file ${willow}`);

  const [first = "", second = "", third = "", ...rest] = runElsewhere(requests);
  const failed = third.replace(
    /"response".*/,
    '"response":{"status_code":400,"body":{"error":{"message":"Too long.","code":"context_length_exceeded"}}}}',
  );
  const stranger = second.replace(/"custom_id":"[^"]*"/, '"custom_id":"stranger"');
  const results = join(folder, "results.jsonl");
  await writeFile(results, [first, first, stranger, "{torn", failed, ...rest].join("\n"));
  const reading = testTerminal();
  expect(await assay(["batch", "read", path, results, "--cell", "answers"], reading)).toBe(exitCodes.rowErrors);
  expect(reading.printed).toEqual(["18 of 40 requests answered, 1 failed, 21 missing, 1 doubled, 1 unknown, 1 unreadable"]);
  for (const [line, what] of [
    [2, "has come before"],
    [3, "does not ask `stranger`"],
    [4, "no result of a batch"],
    [5, "too long"],
  ])
    expect(reading.complained).toContainEqual(expect.stringMatching(new RegExp(`^${results}:${line}  .*${what}`)));

  // What is still lacking is written alone, and then nothing is asked of anybody.
  const again = testTerminal();
  expect(await assay(["batch", "write", path, "--cell", "answers", "--out", join(folder, "rest.jsonl")], again)).toBe(exitCodes.done);
  expect(again.complained).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^2 requests to local\/willow-large; with vLLM: vllm run-batch --model willow-large -i \S+ -o \S+\.results\.jsonl$/,
      ),
      expect.stringMatching(/^20 requests to local\/basalt-large/),
    ]),
  );
  const files = await Promise.all(again.printed.map(async (file) => runElsewhere(await readFile(file, "utf8"))));
  await writeFile(results, files.flat().join("\n"));
  expect(await assay(["batch", "read", path, results, "--cell", "answers"])).toBe(exitCodes.done);
  expect(await assay(["run", path, "--yes"])).toBe(exitCodes.done);
  expect(home.server().stats().requests).toBe(0);
  expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);

  const twice = testTerminal();
  await assay(["batch", "read", path, results, "--cell", "answers"], twice);
  expect(twice.complained).toContainEqual(expect.stringMatching(/:1 {2}.*was answered before; that answer stays/));
});

it("runs a cell as a batch: says so in the plan, leaves with its own code, and waits when told to", { timeout: 60_000 }, async () => {
  await connect("batch-ms=1500");
  await notebook("local/willow-large", "batch: true\n");
  const planning = testTerminal();
  expect(await assay(["run", path, "--plan"], planning)).toBe(exitCodes.done);
  expect(planning.printed.join("\n")).toContain("20 calls · as a batch, within 24 h");
  const leaving = testTerminal();
  expect(await assay(["run", path, "--yes"], leaving)).toBe(exitCodes.waiting);
  expect(leaving.complained).toContainEqual(expect.stringMatching(/^waiting for a batch: \d+\/20 done since/));
  expect(leaving.complained).toContainEqual(expect.stringContaining("--wait it stays"));
  expect(await assay(["run", path, "--wait", "--yes"])).toBe(exitCodes.done);
  expect(home.server().stats()).toMatchObject({ answeredTwice: 0, different: expect.any(Number) });
});

/** Ends a batch while `assay run --wait` waits for it: the exit code, and what a person is told. */
async function endElsewhere(extra: string, end: () => Promise<unknown>) {
  await connect("batch-ms=60000");
  await notebook("local/willow-large", extra);
  const waiting = testTerminal();
  const code = assay(["run", path, "--wait", "--yes"], waiting);
  await expect
    .poll(() => readFile(join(folder, ".assay", "batches.jsonl"), "utf8").catch(() => ""), { timeout: 20_000 })
    .toContain('"type":"started"');
  await end();
  return { code: await code, told: waiting.complained };
}

it.each([
  {
    who: "another process",
    code: exitCodes.interrupted,
    why: "its batch was cancelled",
    end: () => assay(["batch", "cancel", path, "--cell", "answers"]),
  },
  {
    who: "its provider",
    code: exitCodes.rowErrors,
    why: "\\d+ requests were cancelled before their turn came; they can be asked again",
    end: () => fetch(`${home.server().url}/batches/batch-1/cancel`, { method: "POST" }),
  },
])("ends waiting when the batch is cancelled by $who, and says what is kept and how to go on", { timeout: 60_000 }, async (given) => {
  const { code, told } = await endElsewhere("batch: true\n", given.end);
  expect(code).toBe(given.code);
  const next = `Ask the rest with: assay run test\\.assay\\.md --cell answers --yes`;
  expect(told.at(-1)).toMatch(new RegExp(`^answers: \\d+/20 kept; ${given.why}\\. ${next}$`));
  expect(home.server().stats()).toMatchObject({ answeredTwice: 0 });
});

it("takes answers up when told to look, and stays until their cell is built or its end is known", { timeout: 60_000 }, async () => {
  await connect("batch-ms=60000");
  await notebook("local/willow-large", "batch: true\n");
  expect(await assay(["run", path, "--yes"])).toBe(exitCodes.waiting);
  const cancelling = testTerminal();
  expect(await assay(["batch", "cancel", path, "--cell", "answers"], cancelling)).toBe(exitCodes.done);
  expect(cancelling.printed).toEqual([expect.stringMatching(/^answers: \d+\/20 kept; its batch was cancelled$/)]);
  await home.restart();
  expect(await assay(["run", path, "--yes"])).toBe(exitCodes.waiting);
  const looking = testTerminal();
  expect(await assay(["batch", "look", path, "--cell", "answers"], looking)).toBe(exitCodes.done);
  expect(looking.printed).toEqual(["answers: 20/20 answers · 1 model"]);
});

it("ends waiting in every process when one of them has taken the answers up", { timeout: 60_000 }, async () => {
  await connect("batch-ms=1500");
  await notebook("local/willow-large", "batch: true\n");
  const wait = () => assay(["run", path, "--wait", "--yes"]);
  expect(await Promise.all([wait(), wait()])).toEqual([exitCodes.done, exitCodes.done]);
  expect(home.server().stats()).toMatchObject({ byStatus: { 200: 20 }, answeredTwice: 0 });
});

it("ends waiting when the cell asks something else by now", { timeout: 60_000 }, async () => {
  const text = await endElsewhere("batch: true\n", async () => {
    await writeFile(path, (await readFile(path, "utf8")).replace("max_tokens: 100", "max_tokens: 90"));
    await fetch(`${home.server().url}/batches/batch-1/cancel`, { method: "POST" });
  });
  expect(text.code).toBe(exitCodes.rowErrors);
  expect(text.told).toContainEqual(expect.stringMatching(/^answers asks something else than when its batch was sent/));
});

it("goes on with the cells that waited for a batch, all under the plan that was accepted", { timeout: 60_000 }, async () => {
  await connect("batch-ms=300");
  await notebook("local/willow-large", "batch: true\n");
  await writeFile(
    path,
    `${await readFile(path, "utf8")}\n\`\`\`judge scores\nfrom: answers\nmode: pointwise\njudges: [sim/judge-fair]\n\`\`\`\n`,
  );
  const waiting = testTerminal();
  const one = assay(["run", path, "--wait", "--yes"], waiting);
  expect(await one).toBe(exitCodes.done);
  const status = testTerminal();
  await assay(["status", path], status);
  expect(status.printed.join("\n")).toMatch(/answers[^\n]*20[\s\S]*scores[^\n]*20/);
});
