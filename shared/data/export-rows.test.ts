import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poolVerdicts } from "./pool-verdicts.ts";
import { preferenceRows } from "./preference-rows.ts";
import { ledgerAddsUp, ledgerRows } from "./row-ledger.ts";
import { provenanceRows, sftRows } from "./sft-rows.ts";
import { splitByPrompt } from "./split.ts";
import { double, messages, type Row, schemaOf, text, type Value } from "./table.ts";

const prompt = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "2 + 2?" },
];
const answer = (values: { readonly [column: string]: Value } = {}): Row => ({
  item: "t1",
  model: "sim/a",
  sample: 0,
  messages: prompt,
  response: "4",
  finish_reason: "stop",
  error: null,
  ...values,
});
const answerSchema = schemaOf([
  ["item", text],
  ["messages", messages],
  ["response", text],
]);
const sft = (rows: readonly Row[], layout: "messages" | "prompt-completion" = "messages") =>
  sftRows(answerSchema, rows, { layout, from: "answers" });

describe("sftRows", () => {
  it("lays out one conversation that ends in the answer", () => {
    const { rows, schema } = sft([answer()]);
    expect(rows[0]?.row).toEqual({ messages: [...prompt, { role: "assistant", content: "4" }] });
    expect(schema.columns.map((column) => column.name)).toEqual(["messages"]);
  });

  it("lays out prompt and completion, both as message lists", () => {
    expect(sft([answer()], "prompt-completion").rows[0]?.row).toEqual({ prompt, completion: [{ role: "assistant", content: "4" }] });
  });

  it("drops what must not be trained on and counts each under its reason", () => {
    const { rows, ledger, problems } = sft([
      answer(),
      answer({ response: null, error: "timeout: no reply in 120 s" }),
      answer({ finish_reason: "length" }),
      answer({ finish_reason: "content_filter" }),
      answer({ response: "  " }),
      answer({ messages: [...prompt, { role: "assistant", content: "5" }] }),
      answer({ messages: [{ role: "tool", content: "x" }] }),
      answer({ messages: [] }),
      answer({ response: "half \uD83D" }),
    ]);
    expect(rows).toHaveLength(1);
    expect(ledger).toEqual({
      requested: 9,
      kept: 1,
      filtered: {},
      failed: {
        timeout: 1,
        "answer cut off": 1,
        "answer filtered by the provider": 1,
        "empty answer": 1,
        "turns do not alternate": 1,
        "prompt is no list of messages": 1,
        "empty prompt": 1,
        "text that is not Unicode": 1,
      },
      unscored: {},
      waiting: 0,
    });
    expect(ledgerAddsUp(ledger)).toBe(true);
    expect(problems).toMatchObject([{ sentence: "Row 9 (t1) was left out: text that is not Unicode.", place: { row: 9 } }]);
  });

  it("says which column is missing and what there is", () => {
    expect(() => sftRows(schemaOf([["item", text]]), [], { layout: "messages", from: "answers" })).toThrow(
      expect.objectContaining({
        code: "column-missing",
        message: "answers has no column `messages`, `response`.",
        hint: expect.stringContaining("It has item."),
      }),
    );
  });

  it("tells where each row comes from, beside the files", () => {
    const { rows } = sft([answer(), answer({ item: "t2", messages: [{ role: "user", content: "3?" }], sample: 1 })]);
    const splits = splitByPrompt(rows, { test: 0.5, seed: 1 });
    expect(provenanceRows(splits)).toHaveLength(2);
    expect(provenanceRows([{ name: "train", rows }])[1]).toEqual({
      split: "train",
      row: 1,
      assay_item: "t2",
      assay_model: "sim/a",
      assay_sample: 1,
    });
  });
});

const judged = (values: { readonly [column: string]: Value } = {}): Row => ({
  item: "t1",
  comparison: "t1: a vs b",
  judge: "sim/j1",
  a: "sim/a",
  b: "sim/b",
  messages: prompt,
  response_a: "4",
  response_b: "5",
  outcome: "win",
  reason: null,
  margin: 0.8,
  ...values,
});
const judgedSchema = schemaOf([
  ["item", text],
  ["comparison", text],
  ["judge", text],
  ["a", text],
  ["b", text],
  ["messages", messages],
  ["response_a", text],
  ["response_b", text],
  ["outcome", text],
  ["margin", double],
]);
const preferences = (rows: readonly Row[]) =>
  preferenceRows(judgedSchema, rows, { from: "verdicts", isSimulated: (model) => model.startsWith("sim/") });

describe("preferenceRows", () => {
  it("takes the preferred answer for chosen, completions only, and says who decided", () => {
    expect(preferences([judged({ outcome: "loss" })]).rows[0]?.row).toEqual({
      prompt,
      chosen: [{ role: "assistant", content: "5" }],
      rejected: [{ role: "assistant", content: "4" }],
      margin: 0.8,
      assay_item: "t1",
      assay_comparison: "t1: a vs b",
      assay_chosen_model: "sim/b",
      assay_rejected_model: "sim/a",
      assay_judges: "sim/j1",
      assay_votes_for: 1,
      assay_votes_against: 0,
      assay_votes_undecided: 0,
      assay_simulated: true,
    });
  });

  it("never makes a pair of a tie, an inconsistent or an unscored verdict, or of equal answers", () => {
    const { rows, ledger } = preferences([
      judged({ comparison: "1", outcome: "tie" }),
      judged({ comparison: "2", outcome: "inconsistent" }),
      judged({ comparison: "3", outcome: "unscored", reason: "no verdict found" }),
      judged({ comparison: "4", response_b: "4" }),
      judged({ comparison: "5", response_b: " " }),
      judged({ comparison: "6" }),
    ]);
    expect(rows).toHaveLength(1);
    expect(ledger).toEqual({
      requested: 6,
      kept: 1,
      filtered: { tie: 1, inconsistent: 1, "equal answers": 1 },
      failed: { "empty answer": 1 },
      unscored: { "no verdict found": 1 },
      waiting: 0,
    });
  });

  it("pools judges by majority, and drops a comparison they disagree on", () => {
    const jury = (outcomes: readonly string[], comparison: string) =>
      outcomes.map((outcome, index) => judged({ outcome, comparison, judge: `sim/j${index}` }));
    const { rows, ledger } = preferences([
      ...jury(["win", "win", "loss"], "two to one"),
      ...jury(["win", "loss"], "one to one"),
      ...jury(["win", "tie"], "win and tie"),
      ...jury(["win", "unscored"], "one did not answer"),
      ...jury(["win", "inconsistent", "inconsistent"], "mostly inconsistent"),
    ]);
    expect(rows.map(({ row }) => row.assay_comparison)).toEqual(["two to one", "one did not answer"]);
    expect(rows[0]?.row).toMatchObject({ assay_votes_for: 2, assay_votes_against: 1, assay_judges: "sim/j0, sim/j1, sim/j2" });
    expect(ledger).toMatchObject({ requested: 5, kept: 2, filtered: { "judges disagree": 2, inconsistent: 1 } });
  });

  it("understands rows of one comparison that name the two answers the other way round", () => {
    const { rows } = preferences([
      judged({ judge: "sim/j1", comparison: null }),
      judged({ judge: "sim/j2", comparison: null, a: "sim/b", b: "sim/a", response_a: "5", response_b: "4", outcome: "loss" }),
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).toMatchObject({ assay_chosen_model: "sim/a", assay_votes_for: 2, chosen: [{ content: "4" }] });
  });

  it("writes a margin in every row or in none", () => {
    const columns = (rows: readonly Row[]) => preferences(rows).schema.columns.map((column) => column.name);
    expect(columns([judged(), judged({ comparison: "2" })])).toContain("margin");
    for (const margin of [null, Number.NaN, -0.1]) {
      const result = preferences([judged(), judged({ comparison: "2", margin })]);
      expect(result.schema.columns.map((column) => column.name)).not.toContain("margin");
      expect(result.rows.every(({ row }) => !("margin" in row))).toBe(true);
    }
  });

  it("takes the prompt from a question when there are no messages", () => {
    const schema = {
      columns: judgedSchema.columns.map((column) => (column.name === "messages" ? { name: "question", type: text } : column)),
    };
    const { rows } = preferenceRows(schema, [judged({ messages: null, question: "2 + 2?" })], {
      from: "verdicts",
      isSimulated: () => false,
    });
    expect(rows[0]?.row).toMatchObject({ prompt: [{ role: "user", content: "2 + 2?" }], assay_simulated: false });
  });

  it("refuses an outcome it does not know, with the row", () => {
    expect(() => preferences([judged(), judged({ outcome: "A" })])).toThrow(
      expect.objectContaining({ message: 'Row 2 has the outcome "A".' }),
    );
  });

  it("adds up, and never prefers without a majority, for any votes", () => {
    const outcome = fc.constantFrom("win", "loss", "tie", "inconsistent", "unscored");
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(2), outcome), { maxLength: 40 }), (votes) => {
        const { rows, ledger } = preferences(
          votes.map(([comparison, judge, each]) => judged({ comparison: `c${comparison}`, judge: `j${judge}`, outcome: each })),
        );
        expect(ledgerAddsUp(ledger)).toBe(true);
        expect(ledger.requested).toBe(new Set(votes.map(([comparison]) => comparison)).size);
        expect(ledger.kept).toBe(rows.length);
        for (const { row } of rows) expect(Number(row.assay_votes_for)).toBeGreaterThan(Number(row.assay_votes_against));
        expect(ledgerRows(ledger).at(-1)).toEqual({ ending: "requested", reason: null, rows: ledger.requested });
      }),
    );
  });
});

describe("poolVerdicts", () => {
  const vote = (judge: string, outcome: "win" | "loss" | "tie" | "inconsistent" | "unscored", margin: number | null = null) => ({
    judge,
    outcome,
    margin,
    reason: null,
  });

  it("gives a judge one vote however often it was asked", () => {
    const votes = [vote("j1", "win"), vote("j1", "win"), vote("j1", "win"), vote("j2", "loss"), vote("j3", "loss")];
    expect(poolVerdicts(votes)).toMatchObject({ type: "decided", winner: "b" });
  });

  it("counts a judge without a majority among its repeats as inconsistent", () => {
    expect(poolVerdicts([vote("j1", "win"), vote("j1", "loss")])).toEqual({ type: "undecided", reason: "inconsistent" });
  });

  it("takes the mean margin of the judges that agree", () => {
    expect(poolVerdicts([vote("j1", "win", 0.4), vote("j2", "win", 0.6), vote("j3", "loss", 1)])).toMatchObject({ margin: 0.5 });
  });

  it("says so when no judge gave a verdict", () => {
    expect(poolVerdicts([{ ...vote("j1", "unscored"), reason: "refused" }])).toEqual({ type: "unscored", reason: "refused" });
  });
});
