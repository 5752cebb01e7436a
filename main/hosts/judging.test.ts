import { afterEach, describe, expect, it } from "vitest";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const questions = Array.from({ length: 30 }, (_, at) => `  - question: What is ${at + 13} × ${at + 4}?`).join("\n");
const answered =
  "---\nassay: 1\ntitle: Judging\n---\n\n" +
  cell("dataset", "tasks", `rows:\n${questions}`) +
  cell("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]');

let opened: TestNotebook | null = null;
const run = async (text: string): Promise<TestNotebook> => {
  opened = await openNotebook("test.assay.md", { files: { "test.assay.md": answered + text } });
  expect(await opened.run()).toMatchObject({ state: "done", sentence: null });
  return opened;
};
afterEach(async () => {
  await opened?.close();
  opened = null;
});

describe("a judge", () => {
  it("scores answers one by one on the scale given, and its agreement is measured on scores", async () => {
    const test = await run(
      cell(
        "judge",
        "scores",
        "from: answers\nmode: pointwise\njudges: [sim/judge-fair, sim/judge-long]\nscale: { min: 1, max: 5 }\nrepeats: 2",
      ) + cell("measure", "agreement", "method: agreement\nfrom: scores\nlevel: interval"),
    );
    const rows = await test.rows("scores");
    expect(rows).toHaveLength(30 * 2 * 2 * 2);
    for (const { score } of rows) {
      expect(score).toBeGreaterThanOrEqual(1);
      expect(score).toBeLessThanOrEqual(5);
    }
    expect(await test.rows("scores_calls")).toHaveLength(rows.length);
    const alpha = (await test.rows("agreement")).find(({ statistic }) => statistic === "krippendorff alpha");
    expect(alpha).toMatchObject({ estimate: expect.any(Number), low: expect.any(Number), high: expect.any(Number) });
  });

  it("keeps win, loss, tie, inconsistent and unscored apart, and an unreadable verdict is never a loss", async () => {
    const test = await run(cell("judge", "verdicts", 'from: answers\njudges: ["sim/judge:unreadable=0.3,noise=1,taste=0,tie=2"]'));
    const rows = await test.rows("verdicts");
    const outcomes = new Set(rows.map(({ outcome }) => outcome));
    expect([...outcomes].sort()).toEqual(["inconsistent", "loss", "tie", "unscored", "win"]);
    for (const row of rows) {
      const sides = [row.verdict_ab, row.verdict_ba];
      if (row.outcome === "win") expect(sides).toEqual(["a", "a"]);
      if (row.outcome === "loss") expect(sides).toEqual(["b", "b"]);
      if (row.outcome === "tie") expect(sides).toEqual(["tie", "tie"]);
      if (row.outcome === "inconsistent") expect(new Set(sides).size).toBe(2);
      if (row.outcome === "unscored") {
        expect(sides).toContain(null);
        expect(row).toMatchObject({ reason: expect.any(String), winner: null, p: null });
      }
    }
    const ledger = (await test.state()).cells.verdicts?.result?.ledger;
    const unscored = Object.values(ledger?.unscored ?? {}).reduce((sum, count) => sum + count, 0);
    expect(unscored).toBe(rows.filter(({ outcome }) => outcome === "unscored").length);
    expect((ledger?.kept ?? 0) + unscored).toBe(ledger?.requested);
  });

  it("shows a planted preference for the first place as position bias, in one random order too", async () => {
    const test = await run(
      cell("judge", "verdicts", "from: answers\njudges: [sim/judge-first]\norders: random\nrepeats: 3") +
        cell("measure", "position", "method: position\nfrom: verdicts_calls"),
    );
    expect(await test.rows("verdicts_calls")).toHaveLength(90);
    const first = (await test.rows("position")).find(({ statistic }) => statistic === "first preference");
    expect(Number(first?.low)).toBeGreaterThan(0.5);
  });

  it("has nothing to compare where a teacher's call failed, and says so", async () => {
    const test = await run(
      cell(
        "teacher",
        "short",
        'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]\nmax_tokens: 6\nmax_error_rate: 1',
      ) + cell("judge", "verdicts", "from: short\njudges: [sim/judge-fair]"),
    );
    const rows = await test.rows("verdicts");
    expect(rows.length).toBe(30);
    expect(rows.every(({ outcome, reason }) => outcome === "unscored" && /no answer by/.test(String(reason)))).toBe(true);
    expect(await test.rows("verdicts_calls")).toEqual([]);
  });
});
