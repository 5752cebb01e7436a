import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type SimulationServer, startSimulationServer } from "../simulate/server.ts";
import { exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { type TestTerminal, testTerminal } from "./test-terminal.ts";

let base: string;
let path: string;
let server: SimulationServer | null;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "assay-cli-"));
  await mkdir(join(base, "home"));
  await mkdir(join(base, "work"));
  path = join(base, "work", "small.assay.md");
  vi.stubEnv("ASSAY_HOME", join(base, "home"));
  server = null;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  await rm(base, { recursive: true, force: true });
});

async function assay(parameters: readonly string[], terminal: TestTerminal = testTerminal()): Promise<number> {
  let code: number = exitCodes.done;
  const program = createProgram("1.2.3", terminal, (finished) => {
    code = finished;
  });
  await program.parseAsync(["node", "assay", ...parameters]);
  return code;
}

const notebook = (rows: number, model = "sim/willow-large", extra = "", keys = "") =>
  writeFile(
    path,
    `---\nassay: 1\ntitle: Small\n---\n\n\`\`\`dataset tasks\nrows:\n${Array.from({ length: rows }, (_, at) => `  - question: What is ${at + 2} + ${at + 5}?`).join("\n")}\n\`\`\`\n\n` +
      `\`\`\`teacher answers\nfrom: tasks\nprompt: "{{ question }}"\nmodels: [${model}]\n${keys}\`\`\`\n${extra}`,
  );

/** A provider with prices, whose answers come from the simulated models over HTTP. */
async function connect(options: { readonly latencyMs?: number; readonly price?: number } = {}): Promise<string> {
  server = await startSimulationServer({ port: 0, latencyMs: options.latencyMs ?? 0 });
  const price = options.price ?? 0;
  const model = { name: "willow-large", inputUsdPerMillion: price, outputUsdPerMillion: price };
  const provider = { id: "local", baseUrl: server.url, maxConcurrency: 2, models: [model] };
  await writeFile(join(base, "home", "settings.json"), JSON.stringify({ version: 1, providers: [provider] }));
  return "local/willow-large";
}

describe("assay run", () => {
  it("runs what is stale, says how it ended and does nothing the second time", async () => {
    await notebook(3);
    const first = testTerminal();
    expect(await assay(["run", path], first)).toBe(exitCodes.done);
    expect(first.complained.at(-1)).toMatch(/^Done: \d cells? in /);
    const second = testTerminal();
    expect(await assay(["run", path], second)).toBe(exitCodes.done);
    expect(second.complained).toEqual(["Nothing to run: every cell is fresh."]);
  });

  it("shows the plan and runs nothing with --plan", async () => {
    await notebook(40);
    const terminal = testTerminal();
    expect(await assay(["run", path, "--plan"], terminal)).toBe(exitCodes.done);
    expect(terminal.printed.join("\n")).toMatch(/answers +teacher +40 calls[\s\S]*40 calls to make, 0 in the journal already/);
    expect(await assay(["run", path, "--plan"], terminal)).toBe(exitCodes.done);
    expect(terminal.printed.at(-1)).toContain("40 calls to make");
  });

  it("asks for consent above the threshold, and runs nothing without it", async () => {
    await notebook(40);
    const unattended = testTerminal();
    expect(await assay(["run", path], unattended)).toBe(exitCodes.needsConfirmation);
    expect(unattended.complained.at(-1)).toContain("--yes");
    expect(await assay(["run", path], testTerminal(false))).toBe(exitCodes.needsConfirmation);
    expect(await assay(["run", path], testTerminal(true))).toBe(exitCodes.done);
  });

  it("prints session entries and the end as JSON lines with --json", async () => {
    await notebook(2);
    const terminal = testTerminal();
    expect(await assay(["run", path, "--json"], terminal)).toBe(exitCodes.done);
    const lines = terminal.printed.map((line) => JSON.parse(line));
    expect(lines.slice(0, -1).map((line) => line.seq)).toEqual(lines.slice(0, -1).map((_, at) => lines[0].seq + at));
    expect(lines.at(-1)).toMatchObject({ type: "end", exitCode: 0, run: { state: "done" } });
  });

  it("tries some rows first, and those count in the full run", async () => {
    await notebook(10);
    expect(await assay(["run", path, "--cell", "answers", "--rows", "4"])).toBe(exitCodes.done);
    const terminal = testTerminal();
    await assay(["run", path, "--plan"], terminal);
    expect(terminal.printed.join("\n")).toContain("6 calls to make, 4 in the journal already");
  });

  it("ends with 2 when only an edit can help, and still runs the rest", async () => {
    await notebook(2, "sim/willow-large", "\n```judge verdicts\nfrom: answers\njudges: [sim/judge-fair\n```\n");
    const terminal = testTerminal();
    expect(await assay(["run", path, "--yes"], terminal)).toBe(exitCodes.badNotebook);
    expect(terminal.complained.join("\n")).toMatch(/where: .*small\.assay\.md:\d+/);
    expect(terminal.complained.join("\n")).toContain("✓ answers");
  });

  it("ends with 2 for a model nobody knows", async () => {
    await notebook(2, "sim/wilow-large");
    const terminal = testTerminal();
    expect(await assay(["run", path, "--yes"], terminal)).toBe(exitCodes.badNotebook);
    expect(terminal.complained.join("\n")).toContain("wilow-large");
  });

  it("pauses with 3 at the budget, keeps what it bought and goes on later", async () => {
    await notebook(30, await connect({ price: 1_000 }));
    const terminal = testTerminal();
    expect(await assay(["run", path, "--yes", "--budget", "4.3"], terminal)).toBe(exitCodes.budget);
    expect(terminal.complained.at(-1)).toContain("Resume with: assay run");
    const asked = server?.stats().requests ?? 0;
    expect(asked).toBeLessThan(30);
    expect(await assay(["run", path, "--yes"])).toBe(exitCodes.done);
    expect(server?.stats().requests).toBe(30);
  });

  it("ends with 4 when rows failed, and names the cause", async () => {
    await notebook(6, "sim/willow-large", "", "max_tokens: 1\n");
    const terminal = testTerminal();
    expect(await assay(["run", path, "--yes"], terminal)).toBe(exitCodes.rowErrors);
    expect(terminal.complained.join("\n")).toMatch(/◪ answers: \d+ rows? failed/);
  });

  it("pauses when interrupted and says how to resume", async () => {
    await notebook(40, await connect({ latencyMs: 30 }));
    const terminal = testTerminal();
    const running = assay(["run", path, "--yes"], terminal);
    await vi.waitFor(() => expect(server?.stats().requests).toBeGreaterThan(3), { timeout: 15_000, interval: 5 });
    terminal.interrupt();
    expect(await running).toBe(exitCodes.interrupted);
    expect(terminal.complained.at(-1)).toBe("Everything finished is kept. Resume with: assay run small.assay.md --yes");
    expect(await assay(["run", path, "--yes"])).toBe(exitCodes.done);
    expect(server?.stats().requests).toBe(40);
  });

  it("writes the report", async () => {
    await notebook(2);
    const report = join(base, "out.html");
    expect(await assay(["run", path, "--report", report])).toBe(exitCodes.done);
    expect(await readFile(report, "utf8")).toContain("Small");
  });
});

describe("other commands", () => {
  it("show the state of each cell without running any", async () => {
    await notebook(2);
    const terminal = testTerminal();
    expect(await assay(["status", path], terminal)).toBe(exitCodes.done);
    expect(terminal.printed).toHaveLength(2);
    expect(terminal.printed[1]).toMatch(/^○ answers {2}teacher {2}new/);
  });

  it("export a table in the format its file name asks for", async () => {
    await notebook(2);
    await assay(["run", path]);
    const to = join(base, "answers.jsonl");
    expect(await assay(["export", path, "--table", "answers", "--to", to])).toBe(exitCodes.done);
    const rows = (await readFile(to, "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.map((row) => row.model)).toEqual(["sim/willow-large", "sim/willow-large"]);
    await expect(assay(["export", path, "--table", "answers", "--to", "answers.xls"])).rejects.toMatchObject({ code: "unsupported" });
  });

  it("find notebooks out of their plain form, and put them into it", async () => {
    await writeFile(path, "---\nassay: 1\n---\n````sql   one\nSELECT 1\n````\nprose");
    expect(await assay(["fmt", "--check", path])).toBe(exitCodes.badNotebook);
    expect(await assay(["fmt", path])).toBe(exitCodes.done);
    expect(await assay(["fmt", "--check", path])).toBe(exitCodes.done);
    expect(await readFile(path, "utf8")).toContain("```sql one\nSELECT 1\n```\n");
  });

  it("add, list and test models, and refuse a provider that makes no sense", async () => {
    await connect();
    const url = server?.url ?? "";
    expect(await assay(["models", "add", "mine", "--url", url, "--model", "willow-large"])).toBe(exitCodes.done);
    const terminal = testTerminal();
    expect(await assay(["models", "list"], terminal)).toBe(exitCodes.done);
    expect(terminal.printed.join("\n")).toMatch(/^mine\/willow-large .*price unknown/m);
    expect(await assay(["models", "test", "mine"], terminal)).toBe(exitCodes.done);
    await expect(assay(["models", "add", "Bad Name", "--url", url])).rejects.toMatchObject({ message: expect.stringMatching(/^id: /) });
  });

  it("say when there is no such notebook", async () => {
    await expect(assay(["run", join(base, "missing.assay.md")])).rejects.toMatchObject({ code: "not-found" });
    await expect(assay(["status", base])).rejects.toMatchObject({ message: expect.stringContaining("is a folder") });
  });
});
