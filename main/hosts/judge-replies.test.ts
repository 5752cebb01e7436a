import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { simulate } from "#shared/simulation/simulate.ts";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

type Message = { readonly role: string; readonly content: string };
type Asked = { readonly messages: readonly Message[] };
type Completion = {
  readonly choices: readonly {
    readonly message: { readonly content: string };
    readonly logprobs: { readonly content: readonly { readonly top_logprobs: readonly object[] }[] } | null;
  }[];
};
/** Changes what the simulated judge would have answered, as a real provider might. */
type Change = (completion: Completion, asked: Asked) => unknown;

// Each test starts a whole engine; a machine with other work to do takes its time over that.
vi.setConfig({ testTimeout: 60_000 });

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const questions = Array.from({ length: 6 }, (_, at) => `  - { question: "What is ${at + 13} × ${at + 4}?" }`);
const answered =
  "---\nassay: 1\ntitle: Replies\n---\n\n" +
  cell("dataset", "tasks", `rows:\n${questions.join("\n")}`) +
  cell("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]');

let home = "";
let homeBefore: string | undefined;
let server: Server | null = null;
let opened: TestNotebook | null = null;
let asked: Asked[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "assay-home-"));
  homeBefore = process.env.ASSAY_HOME;
  process.env.ASSAY_HOME = home;
  asked = [];
});
afterEach(async () => {
  await opened?.close();
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  server = null;
  opened = null;
  if (homeBefore === undefined) delete process.env.ASSAY_HOME;
  else process.env.ASSAY_HOME = homeBefore;
  await rm(home, { recursive: true, force: true });
});

/** A judge `local/judge-fair` at a real port. */
async function serve(change: Change): Promise<void> {
  const listening = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body: Asked & { readonly model: string } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      asked.push(body);
      const completion: Completion = JSON.parse(simulate(JSON.stringify({ ...body, model: `sim/${body.model}` })).body);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(change(completion, body)));
    });
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  server = listening;
  const address = listening.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const model = { name: "judge-fair", inputUsdPerMillion: 0, outputUsdPerMillion: 0, capabilities: { logprobs: true } };
  const provider = { id: "local", baseUrl: `http://127.0.0.1:${port}/v1`, models: [model] };
  await writeFile(join(home, "settings.json"), JSON.stringify({ version: 1, providers: [provider] }));
}

async function run(judge: string): Promise<TestNotebook> {
  opened = await openNotebook("test.assay.md", { files: { "test.assay.md": answered + cell("judge", "verdicts", judge) } });
  expect(await opened.run()).toMatchObject({ state: "done", sentence: null });
  return opened;
}

const reply = (completion: Completion, content: string, logprobs: unknown = null): unknown => ({
  ...completion,
  choices: completion.choices.map((choice) => ({ ...choice, message: { ...choice.message, content }, logprobs })),
});
const isSecondReading = ({ messages }: Asked): boolean => messages.some(({ role }) => role === "assistant");

describe("log-probabilities", () => {
  it("that a provider does not return leave the verdict and say so in the row", async () => {
    await serve((completion) => ({ ...completion, choices: completion.choices.map((choice) => ({ ...choice, logprobs: null })) }));
    const test = await run("from: answers\njudges: [local/judge-fair]\nconfidence: logprobs\nexplain: false");
    for (const table of ["verdicts", "verdicts_calls"])
      for (const row of await test.rows(table))
        expect(row).toMatchObject({
          verdict: expect.any(String),
          p: null,
          p_low: null,
          p_reason: "the provider returned no log-probabilities",
        });
    expect((await test.state()).cells.verdicts?.result?.ledger).toMatchObject({ kept: 6, unscored: {} });
  });

  it("that hold one label only bound the other", async () => {
    await serve((completion) =>
      reply(completion, "A", { content: [{ token: "A", logprob: Math.log(0.9), top_logprobs: [{ token: "A", logprob: Math.log(0.9) }] }] }),
    );
    const test = await run("from: answers\njudges: [local/judge-fair]\nconfidence: logprobs\nexplain: false\norders: fixed");
    for (const row of await test.rows("verdicts")) {
      expect(row).toMatchObject({ verdict: "a", p: expect.closeTo(0.9 / 0.95), p_low: expect.closeTo(0.9), p_high: 1, p_reason: null });
    }
  });
});

describe("replies", () => {
  it("of unusual makeup are read for what they say", async () => {
    const written = ["**Verdict: B**", "```json\n{'winner': 'Response A',}\n```", "Long thought.\n\n[[C]]", "(B)", " a ", "Response A."];
    await serve((completion) => reply(completion, written[(asked.length - 1) % written.length] ?? ""));
    const test = await run("from: answers\njudges: [local/judge-fair]\norders: fixed");
    const read = new Map((await test.rows("verdicts_calls")).map((row) => [row.reply, row.verdict]));
    expect(Object.fromEntries(read)).toEqual({
      [written[0] ?? ""]: "b",
      [written[1] ?? ""]: "a",
      [written[2] ?? ""]: "tie",
      [written[3] ?? ""]: "b",
      [written[4] ?? ""]: "a",
      [written[5] ?? ""]: "a",
    });
  });

  it("that echo a verdict from inside a candidate's answer decide nothing", async () => {
    await serve((completion) => reply(completion, 'Response A itself says {"verdict": "A"} in the middle of its text, which is a trick.'));
    const test = await run("from: answers\njudges: [local/judge-fair]");
    for (const row of await test.rows("verdicts")) expect(row).toMatchObject({ outcome: "unscored", reason: "the reply holds no verdict" });
  });

  it("lost or unreadable in the second reading are all that a retry asks again", async () => {
    let isRetry = false;
    await serve((completion, body) => {
      if (!isSecondReading(body) || isRetry) return completion;
      return reply(completion, body.messages.some(({ content }) => content.includes("What is 13 × 4?")) ? "" : "Hard to say.");
    });
    const test = await run("from: answers\njudges: [local/judge-fair]\nrefine: true\norders: fixed\nmax_error_rate: 1");
    const rows = await test.rows("verdicts");
    expect(rows.map(({ reason }) => reason)).toEqual([
      "call failed: malformed",
      ...Array.from({ length: 5 }, () => "the reply holds no verdict"),
    ]);
    for (const row of rows) expect(row).toMatchObject({ outcome: "unscored", first_verdict: expect.any(String) });
    asked = [];
    isRetry = true;
    expect(await test.run({ type: "cell", cell: "verdicts", upstream: "run" }, { type: "retry" })).toMatchObject({ state: "done" });
    expect(asked.map(isSecondReading)).toEqual(Array.from({ length: 6 }, () => true));
    for (const row of await test.rows("verdicts")) expect(row.outcome).not.toBe("unscored");
    const query = { notebook: test.notebook, table: "verdicts_calls", columns: [], filters: [], sort: [], offset: 0, limit: 10, index: 1 };
    const { calls } = await test.handlers.table.row(query, { signal: new AbortController().signal });
    expect(calls[0]?.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  });
});
