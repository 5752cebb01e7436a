import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

// Each test starts a whole engine; a machine with other work to do takes its time over that.
vi.setConfig({ testTimeout: 60_000 });

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const questions = Array.from(
  { length: 12 },
  (_, at) => `  - { question: "What is ${at + 13} × ${at + 4}?", answer: "${(at + 13) * (at + 4)}" }`,
);
const answered =
  "---\nassay: 1\ntitle: Judging\n---\n\n" +
  cell("dataset", "tasks", `rows:\n${questions.join("\n")}`) +
  cell("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]');

let opened: TestNotebook | null = null;
const open = async (text: string): Promise<TestNotebook> => {
  opened = await openNotebook("test.assay.md", { files: { "test.assay.md": answered + text } });
  return opened;
};
const run = async (text: string): Promise<TestNotebook> => {
  const test = await open(text);
  expect(await test.run()).toMatchObject({ state: "done", sentence: null });
  return test;
};
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const never = { signal: new AbortController().signal };
type Rows = Awaited<ReturnType<TestNotebook["rows"]>>;
const numbers = (rows: Rows, column: string): number[] => rows.flatMap((row) => (typeof row[column] === "number" ? [row[column]] : []));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("confidence", () => {
  it("from log-probabilities is p averaged over both orders, with bounds, and the mass of ties beside it", async () => {
    const test = await run(cell("judge", "verdicts", "from: answers\njudges: [sim/judge-first]\nconfidence: logprobs\nexplain: false"));
    const [rows, calls] = [await test.rows("verdicts"), await test.rows("verdicts_calls")];
    for (const row of rows) {
      const both = calls.filter((call) => call.comparison === row.comparison);
      expect(row.p).toBeCloseTo(mean(numbers(both, "p")), 10);
      expect(Number(row.p_low)).toBeLessThanOrEqual(Number(row.p));
      expect(Number(row.p_high)).toBeGreaterThanOrEqual(Number(row.p));
      expect(Number(row.p_of_tie)).toBeGreaterThan(0);
      expect(row).toMatchObject({ p_reason: null, margin: Math.abs(2 * Number(row.p) - 1) });
    }
    // The reply is the verdict alone, and a preference for the first place shows in the probabilities themselves.
    expect(calls.every((call) => /^(?:A|B|tie)$/.test(String(call.reply)))).toBe(true);
    const shownFirst = calls.map((call) => (call.order_shown === "ab" ? Number(call.p) : 1 - Number(call.p)));
    expect(mean(shownFirst)).toBeGreaterThan(0.6);
  });

  it("from samples is the share of preference over repeats and orders, in one row a comparison", async () => {
    const test = await run(
      cell("judge", "verdicts", 'from: answers\njudges: ["sim/judge:noise=1.5,gain=1"]\nconfidence: samples\nrepeats: 5\norders: both'),
    );
    const [rows, calls] = [await test.rows("verdicts"), await test.rows("verdicts_calls")];
    expect(rows).toHaveLength(12);
    expect(calls).toHaveLength(12 * 2 * 5);
    for (const row of rows) {
      expect(Number(row.votes_a) + Number(row.votes_b) + Number(row.votes_tie)).toBe(10);
      expect(row.p).toBeCloseTo((Number(row.votes_a) + Number(row.votes_tie) / 2) / 10, 10);
    }
    expect(new Set(numbers(rows, "p")).size).toBeGreaterThan(3);
  });

  it("as stated is what the judge says of itself, and a tie is one half", async () => {
    const test = await run(cell("judge", "verdicts", 'from: answers\njudges: ["sim/judge:tie=2"]\nconfidence: stated\norders: fixed'));
    const rows = await test.rows("verdicts");
    expect(rows.every((row) => row.order_shown === "ab")).toBe(true);
    for (const row of rows) {
      if (row.verdict === "tie") expect(row.p).toBe(0.5);
      else if (row.verdict === "a") expect(Number(row.p)).toBeGreaterThanOrEqual(0.5);
      else expect(Number(row.p)).toBeLessThanOrEqual(0.5);
    }
  });

  it("gives scores their mean over the scores' probabilities", async () => {
    const test = await run(
      cell(
        "judge",
        "scores",
        "from: answers\nmode: pointwise\njudges: [sim/judge-fair]\nconfidence: logprobs\nexplain: false\nscale: { min: -2, max: 2 }",
      ),
    );
    const rows = await test.rows("scores");
    expect(rows).toHaveLength(24);
    for (const row of rows) {
      expect(row).toMatchObject({ outcome: "scored", confidence_reason: null });
      expect(Math.abs(Number(row.score) - Number(row.score_expected))).toBeLessThan(1.5);
      expect(Number.isInteger(row.score)).toBe(true);
    }
    expect(numbers(rows, "score_expected").some((score) => !Number.isInteger(score))).toBe(true);
    expect(numbers(rows, "score").some((score) => score < 0)).toBe(true);
  });

  it("clamps p to the range, as Constitutional AI does, and leaves the calls as they were", async () => {
    const test = await run(cell("judge", "verdicts", "from: answers\njudges: [sim/judge-fair]\nconfidence: logprobs\nclamp: [0.4, 0.6]"));
    for (const p of numbers(await test.rows("verdicts"), "p")) expect(p >= 0.4 && p <= 0.6).toBe(true);
    expect(numbers(await test.rows("verdicts_calls"), "p").some((p) => p > 0.6)).toBe(true);
  });

  it("is refused up front where a model is not known to give log-probabilities", async () => {
    const home = await mkdtemp(join(tmpdir(), "assay-home-"));
    const before = process.env.ASSAY_HOME;
    process.env.ASSAY_HOME = home;
    try {
      const provider = { id: "plain", baseUrl: "http://127.0.0.1:9/v1", models: [{ name: "judge" }] };
      await writeFile(join(home, "settings.json"), JSON.stringify({ version: 1, providers: [provider] }));
      const test = await open(cell("judge", "verdicts", "from: answers\njudges: [sim/judge-fair, plain/judge]\nconfidence: logprobs"));
      expect(await test.run({ type: "cell", cell: "answers", upstream: "run" })).toMatchObject({ state: "done" });
      expect((await test.plan()).problems).toMatchObject([
        { code: "unsupported", sentence: "`plain/judge` is not known to give log-probabilities.", place: { key: "judges.1" } },
      ]);
    } finally {
      if (before === undefined) delete process.env.ASSAY_HOME;
      else process.env.ASSAY_HOME = before;
      await rm(home, { recursive: true, force: true });
    }
  });
});

describe("a jury", () => {
  it("has one row a comparison, by strict majority, with inconsistent and unscored members counted apart", async () => {
    const test = await run(
      cell(
        "judge",
        "verdicts",
        'from: answers\njudges: [sim/judge-fair, sim/judge-first, "sim/judge:unreadable=0.3,noise=1"]\njury: majority\nrepeats: 2',
      ),
    );
    const members = await test.rows("verdicts");
    const rows = await test.rows("verdicts_jury");
    expect(rows).toHaveLength(12 * 2);
    for (const row of rows) {
      const own = members.filter((each) => each.comparison === row.comparison && each.repeat === row.repeat);
      const count = (outcome: string): number => own.filter((each) => each.outcome === outcome).length;
      const votes = { win: count("win"), loss: count("loss"), tie: count("tie"), inconsistent: count("inconsistent") };
      expect(row).toMatchObject({
        judge: "jury",
        members: 3,
        votes_a: votes.win,
        votes_b: votes.loss,
        votes_tie: votes.tie,
        votes_inconsistent: votes.inconsistent,
        votes_unscored: count("unscored"),
      });
      const most = Math.max(...Object.values(votes));
      const leading = Object.entries(votes).filter(([, n]) => n === most);
      if (leading.length === 1) expect(row.outcome).toBe(leading[0]?.[0]);
      else expect(row).toMatchObject({ outcome: "unscored", reason: "no majority", winner: null });
      expect(row.disagreement).toBeCloseTo(1 - most / (3 - count("unscored")), 10);
    }
  });

  it("pools means of p and of scores", async () => {
    const test = await run(
      cell("judge", "verdicts", "from: answers\njudges: [sim/judge-fair, sim/judge-long]\njury: mean\nconfidence: logprobs") +
        cell(
          "judge",
          "scores",
          "from: answers\nmode: pointwise\njudges: [sim/judge-fair, sim/judge-long, sim/judge-willow]\njury: majority",
        ),
    );
    const members = await test.rows("verdicts");
    for (const row of await test.rows("verdicts_jury")) {
      const p = mean(
        numbers(
          members.filter((each) => each.comparison === row.comparison),
          "p",
        ),
      );
      expect(row.p).toBeCloseTo(p, 10);
      expect(row.outcome).toBe(p > 0.5 ? "win" : "loss");
    }
    const scores = await test.rows("scores");
    for (const row of await test.rows("scores_jury")) {
      const own = numbers(
        scores.filter((each) => each.item === row.item && each.model === row.model),
        "score",
      ).sort((a, b) => a - b);
      expect(row).toMatchObject({ score: own[1], members: 3, votes_scored: 3, votes_unscored: 0, judge: "jury" });
    }
  });
});

describe("a reference", () => {
  it("decides alone in `mode: reference`, on the scale from wrong to right", async () => {
    const test = await run(
      cell(
        "judge",
        "checked",
        'from: answers\nmode: reference\nreference: answer\njudges: ["sim/judge:sight=0,noise=0,taste=0"]\ntemperature: 0',
      ) +
        cell(
          "sql",
          "truth",
          "SELECT c.score, regexp_matches(a.response, '(^|[^0-9])' || a.answer || '($|[^0-9])') AS is_right FROM checked c JOIN answers a USING (item, model)",
        ),
    );
    const rows = await test.rows("truth");
    expect(rows).toHaveLength(24);
    for (const { score, is_right } of rows) expect(score).toBe(is_right ? 1 : 0);
    expect(new Set(numbers(rows, "score"))).toEqual(new Set([0, 1]));
    expect((await test.rows("checked"))[0]).toMatchObject({ outcome: "scored", reference: expect.stringMatching(/^\d+$/) });
  });

  it("is shown beside pairs and single answers, and where a row has none nothing is asked", async () => {
    const test = await run(
      cell("sql", "partly", "SELECT * REPLACE (CASE WHEN item = '1' THEN NULL ELSE answer END AS answer) FROM answers") +
        cell("judge", "verdicts", 'from: partly\nreference: answer\njudges: ["sim/judge:sight=0,noise=0,taste=0"]') +
        cell("judge", "scores", 'from: partly\nmode: pointwise\nreference: answer\njudges: ["sim/judge:sight=0,noise=0,taste=0"]'),
    );
    for (const table of ["verdicts", "scores"]) {
      const missing = (await test.rows(table)).filter((row) => row.item === "1");
      for (const row of missing) expect(row).toMatchObject({ outcome: "unscored", reason: "no reference in `answer`" });
      expect((await test.rows(`${table}_calls`)).some((row) => row.item === "1")).toBe(false);
    }
    expect((await test.rows("scores")).filter((row) => row.outcome === "scored")).toHaveLength(22);
  });
});

describe("refining", () => {
  it("shows the judge its own verdict once more, keeps the first beside it, and is planned and counted whole", async () => {
    const test = await open(
      cell("judge", "verdicts", 'from: answers\njudges: ["sim/judge:noise=2,gain=1"]\nrefine: true') +
        cell("judge", "scores", 'from: answers\nmode: pointwise\njudges: ["sim/judge:noise=2,gain=1"]\nrefine: true') +
        cell("measure", "position", "method: position\nfrom: verdicts") +
        cell("measure", "calls_position", "method: position\nfrom: verdicts_calls"),
    );
    expect(await test.run({ type: "cell", cell: "answers", upstream: "run" })).toMatchObject({ state: "done" });
    const planned = await test.plan();
    expect(
      planned.cells.filter(({ costClass }) => costClass === "paid").map(({ cell: name, calls, mostCalls }) => [name, calls, mostCalls]),
    ).toEqual([
      ["verdicts", 12 * 2 * 2, 12 * 2 * 2],
      ["scores", 24 * 2, 24 * 2],
    ]);
    expect(await test.run()).toMatchObject({ state: "done" });
    const [rows, calls] = [await test.rows("verdicts"), await test.rows("verdicts_calls")];
    expect(calls.filter((call) => call.round === 1)).toHaveLength(24);
    expect(calls.filter((call) => call.round === 2)).toHaveLength(24);
    expect(calls.every((call) => call.is_final === (call.round === 2))).toBe(true);
    const figures = async (table: string) => (await test.rows(table)).map(({ statistic, estimate, n }) => ({ statistic, estimate, n }));
    expect(await figures("calls_position")).toEqual(await figures("position"));
    for (const row of rows) {
      const of = (round: number, order: string) =>
        calls.find((call) => call.comparison === row.comparison && call.round === round && call.order_shown === order)?.verdict;
      expect([row.verdict_ab, row.verdict_ba]).toEqual([of(2, "ab"), of(2, "ba")]);
      const first = [of(1, "ab"), of(1, "ba")];
      expect(row.first_verdict).toBe(first[0] === first[1] ? first[0] : "inconsistent");
    }
    expect(rows.some((row) => row.first_verdict !== row.verdict)).toBe(true);
    for (const row of await test.rows("scores")) expect(typeof row.first_score).toBe("number");
    const ledger = (await test.state()).cells.verdicts?.result?.ledger;
    expect(ledger).toMatchObject({ requested: 12, kept: 12, waiting: 0 });
  });
});

describe("a constitution", () => {
  const principles = ["short", "right", "kind", "plain"].map((id) => `  - { id: ${id}, text: Prefer what is ${id}. }`).join("\n");

  it("gives every pair one principle, the same in both orders and for all judges, and records it", async () => {
    const test = await run(
      cell("constitution", "values", `principles:\n${principles}`) +
        cell(
          "judge",
          "verdicts",
          "from: answers\nconstitution: values\njudges: [sim/judge-fair, sim/judge-long]\nconfidence: logprobs\nclamp: [0.4, 0.6]\ndraw: 3",
        ),
    );
    expect((await test.rows("values"))[1]).toEqual({
      id: "right",
      text: "Prefer what is right.",
      critique: null,
      revision: null,
      position: 2,
    });
    expect((await test.state()).cells.values?.result?.summary).toMatch(/^4 principles · [0-9a-f]{12}$/);
    const [rows, calls] = [await test.rows("verdicts"), await test.rows("verdicts_calls")];
    const drawn = new Map(rows.map((row) => [row.comparison, row.principle]));
    for (const row of [...rows, ...calls]) expect(row.principle).toBe(drawn.get(row.comparison));
    expect(new Set(drawn.values()).size).toBeGreaterThan(2);
    const prompt = await test.handlers.cell.renderPrompt({ notebook: test.notebook, cell: "verdicts", row: 2 }, never);
    const third = rows[2 * 2];
    expect(prompt.messages.at(-1)?.content).toContain(`Principle:\nPrefer what is ${third?.principle}.`);
    expect(prompt.messages.at(-1)?.content).toContain(String(third?.response_a));
  });

  it("asks nothing again when only what is made of the replies changes, and no model twice for its principle", async () => {
    const judge = "from: answers\nconstitution: values\njudges: [sim/judge-fair, sim/judge-long]\nconfidence: logprobs";
    const test = await run(cell("constitution", "values", `principles:\n${principles}`) + cell("judge", "verdicts", judge));
    const before = await test.rows("verdicts_calls");
    for (const more of ["clamp: [0.4, 0.6]", "jury: mean", "clamp: [0.3, 0.7]\njury: majority"]) {
      await test.setText((text) => text.replace(/confidence: logprobs[^`]*/, `confidence: logprobs\n${more}\n`));
      const plan = await test.plan();
      expect([more, plan.calls, plan.cachedCalls]).toEqual([more, 0, before.length]);
      expect(await test.run()).toMatchObject({ state: "done" });
      expect(await test.rows("verdicts_calls")).toEqual(before);
    }
  });
});

describe("replies that decide nothing", () => {
  const reasons = {
    pair: [
      "the judge refused",
      "the reply holds no verdict",
      "the reply names both sides",
      "the reply repeats the prompt's form and decides nothing",
      "the verdict is none of the choices",
    ],
    score: [
      "the judge refused",
      "the reply holds no verdict",
      "the reply repeats the prompt's form and decides nothing",
      "the score is off the scale",
      "the verdict is none of the choices",
    ],
  };

  it("leave comparisons and scores unscored for a clear reason, never with a number", async () => {
    const test = await run(
      cell("judge", "verdicts", 'from: answers\njudges: ["sim/judge:unreadable=1"]\nrepeats: 3\nconfidence: logprobs') +
        cell(
          "judge",
          "scores",
          'from: answers\nmode: pointwise\njudges: ["sim/judge:unreadable=1"]\nrepeats: 3\nscale: { min: 0, max: 100 }',
        ),
    );
    const rows = await test.rows("verdicts");
    expect([...new Set(rows.map(({ reason }) => reason))].sort()).toEqual(reasons.pair);
    for (const row of rows)
      expect(row).toMatchObject({ outcome: "unscored", winner: null, verdict: null, p: null, p_low: null, margin: null });
    const scores = await test.rows("scores");
    expect([...new Set(scores.map(({ reason }) => reason))].sort()).toEqual(reasons.score);
    for (const row of scores) expect(row).toMatchObject({ outcome: "unscored", score: null });
    const { cells } = await test.state();
    const ledger = cells.verdicts?.result?.ledger;
    expect(ledger).toMatchObject({ requested: 36, kept: 0, failed: {} });
    expect(Object.keys(ledger?.unscored ?? {}).sort()).toEqual(reasons.pair);
  });

  it("cut off at max_tokens say so", async () => {
    const test = await run(cell("judge", "verdicts", "from: answers\njudges: [sim/judge-fair]\nmax_tokens: 5"));
    for (const row of await test.rows("verdicts")) expect(row).toMatchObject({ outcome: "unscored", reason: "cut off at max_tokens" });
  });

  it("leave a sampled comparison its other repeats", async () => {
    const test = await run(
      cell("judge", "verdicts", 'from: answers\njudges: ["sim/judge:unreadable=0.3"]\nconfidence: samples\nrepeats: 6'),
    );
    const rows = await test.rows("verdicts");
    expect(rows.some((row) => Number(row.votes_unscored) > 0 && row.outcome !== "unscored")).toBe(true);
    for (const row of rows.filter(({ outcome }) => outcome !== "unscored")) expect(row.p).toEqual(expect.any(Number));
  });
});

describe("a judge's summary and prompt", () => {
  it("says how far several judges agree, and how the comparisons ended", async () => {
    const test = await run(cell("judge", "verdicts", "from: answers\njudges: [sim/judge-fair, sim/judge-long]\nrepeats: 1"));
    const rows = await test.rows("verdicts");
    const wins = rows.filter(({ outcome }) => outcome === "win").length;
    const summary = (await test.state()).cells.verdicts?.result?.summary;
    expect(summary).toMatch(/^2 judges · α −?\d\.\d\d( ± \d\.\d\d)? · /);
    expect(summary).toContain(`${wins} win`);
  });

  it("says the alpha that a measure of its verdicts finds, whatever order the models stand in", async () => {
    const three = "models: [sim/willow-small, sim/basalt-small, sim/cedar-small]";
    const test = await run(
      cell("teacher", "three", `from: tasks\nprompt: "{{ question }}"\n${three}`) +
        cell("judge", "verdicts", "from: three\njudges: [sim/judge-fair, sim/judge-careless, sim/judge-long]\norders: random") +
        cell("measure", "agreement", "method: agreement\nfrom: verdicts"),
    );
    const alpha = (await test.rows("agreement")).find(({ statistic, judge_a }) => statistic === "krippendorff alpha" && judge_a === null);
    const summary = (await test.state()).cells.verdicts?.result?.summary;
    const halfWidth = (Number(alpha?.high) - Number(alpha?.low)) / 2;
    expect(summary).toContain(`α ${Number(alpha?.estimate).toFixed(2)} ± ${halfWidth.toFixed(2)} `);
  });

  it("shows the messages of the n-th answer in full, also through the prompt cell it uses", async () => {
    const test = await run(
      cell("prompt", "ask_judge", "{{ question }}\n{{ response }}\nScore {{ scale }}: {{ criteria }}\nReply with the score alone.") +
        cell(
          "judge",
          "scores",
          "from: answers\nmode: pointwise\nprompt: ask_judge\njudges: [sim/judge-fair, sim/judge-long]\nscale: { min: 0, max: 100 }",
        ),
    );
    const answers = await test.rows("answers");
    for (const name of ["scores", "ask_judge"]) {
      const { messages } = await test.handlers.cell.renderPrompt({ notebook: test.notebook, cell: name, row: 3 }, never);
      expect(messages.at(-1)?.content).toContain(String(answers[3]?.response));
      expect(messages.at(-1)?.content).toContain("Score from 0 to 100");
    }
    const beyond = await test.handlers.cell.renderPrompt({ notebook: test.notebook, cell: "scores", row: 24 }, never);
    expect(beyond.problems).toMatchObject([{ sentence: expect.stringContaining("asks about 24 rows") }]);
  });
});
