import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ledgerAddsUp, ledgerRows } from "../data/row-ledger.ts";
import { double, integer, messages, type Row, schemaOf, type TableSchema, text, type Value } from "../data/table.ts";
import { sha256Hex } from "../journal/sha256.ts";
import { type Example, ledgerOf, type Shaped } from "./example.ts";
import { allForm } from "./form-all.ts";
import { formInput, type SourceKind } from "./form-input.ts";
import { preferenceForm } from "./form-preference.ts";
import { promptsForm } from "./form-prompts.ts";
import { rewardsForm } from "./form-rewards.ts";
import { sftForm } from "./form-sft.ts";
import { unpairedForm } from "./form-unpaired.ts";
import type { Origins } from "./provenance.ts";

const origins: Origins = {
  isSimulated: (model) => model.startsWith("sim/"),
  parametersOf: (model) => (model === "sim/a" ? '{"temperature":0.7}' : null),
  rubricVersion: "house@0123456789ab",
  hash: sha256Hex,
};

type Options = { readonly pairs?: "best-worst" | "all"; readonly minMargin?: number; readonly threshold?: number };

function read(schema: TableSchema, rows: readonly Row[], wanted: readonly SourceKind[], options: Options = {}) {
  return formInput({ table: "made", schema, rows, columns: {} }, wanted, {
    origins,
    options: { pairs: "best-worst", minMargin: 0, threshold: null, reasoning: "none", ...options },
  });
}

/** The content of each example, under its item. */
const contents = ({ examples }: Shaped) => examples.map(({ item, content }) => ({ item, ...content }));
const provenances = ({ examples }: Shaped): readonly Row[] => examples.map(({ provenance }: Example) => provenance);

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
  ["model", text],
  ["sample", integer],
  ["messages", messages],
  ["response", text],
]);
const sft = (rows: readonly Row[]) => sftForm(read(answerSchema, rows, ["comparisons", "answers", "pairs"]));

describe("sftForm", () => {
  it("takes the prompt apart from the answer, and says who wrote it and how it was asked", () => {
    const shaped = sft([answer()]);
    expect(shaped.examples[0]?.prompt).toEqual(prompt);
    expect(contents(shaped)).toEqual([{ item: "t1", type: "sft", completion: "4", reasoning: null }]);
    expect(provenances(shaped)).toEqual([
      {
        assay_item: "t1",
        assay_model: "sim/a",
        assay_sample: 0,
        assay_parameters: '{"temperature":0.7}',
        assay_prompt_sha256: expect.stringMatching(/^[0-9a-f]{16}$/),
        assay_simulated: true,
      },
    ]);
  });

  it("leaves out what must not be trained on and counts each under its reason", () => {
    const shaped = sft([
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
    expect(shaped.examples).toHaveLength(1);
    const ledger = ledgerOf(shaped);
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
    expect(shaped.leftOut.at(-1)).toEqual({ row: 9, item: "t1", end: { type: "failed", reason: "text that is not Unicode" } });
  });

  it("takes whole conversations, whose last turn is the answer", () => {
    const schema = schemaOf([["messages", messages]]);
    const shaped = sftForm(read(schema, [{ messages: [...prompt, { role: "assistant", content: "4" }] }], ["answers"]));
    expect(contents(shaped)).toEqual([{ item: "", type: "sft", completion: "4", reasoning: null }]);
    expect(shaped.examples[0]?.prompt).toEqual(prompt);
  });

  it("takes the winners of a comparison, each text once", () => {
    const rows = [judged({ comparison: "1" }), judged({ comparison: "2", response_b: "6" }), judged({ comparison: "3", outcome: "tie" })];
    const shaped = sftForm(read(judgedSchema, rows, ["comparisons", "answers", "pairs"]));
    expect(contents(shaped)).toEqual([{ item: "t1", type: "sft", completion: "4", reasoning: null }]);
    expect(provenances(shaped)[0]).toMatchObject({ assay_model: "sim/a", assay_judges: "sim/j1" });
    expect(ledgerOf(shaped).filtered).toEqual({ "won already, same text": 1, tie: 1 });
  });

  it("says which column is missing and what there is", () => {
    expect(() => read(schemaOf([["item", text]]), [], ["answers"])).toThrow(
      expect.objectContaining({
        code: "column-missing",
        message: "`made` has no column `response`, so it holds no answers.",
        hint: expect.stringContaining("It has `item`."),
      }),
    );
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
const preferences = (rows: readonly Row[]) => preferenceForm(read(judgedSchema, rows, ["comparisons", "pairs", "scores"]));

describe("preferenceForm", () => {
  it("takes the preferred answer for chosen, completions only, and says who decided", () => {
    const shaped = preferences([judged({ outcome: "loss" })]);
    expect(contents(shaped)).toEqual([{ item: "t1", type: "preference", chosen: "5", rejected: "4", margin: 0.8 }]);
    expect(provenances(shaped)).toEqual([
      {
        assay_item: "t1",
        assay_comparison: "t1: a vs b",
        assay_chosen_model: "sim/b",
        assay_rejected_model: "sim/a",
        assay_parameters: '{"sim/b":null,"sim/a":{"temperature":0.7}}',
        assay_prompt_sha256: expect.any(String),
        assay_judges: "sim/j1",
        assay_judged_by: "machine",
        assay_votes_for: 1,
        assay_votes_against: 0,
        assay_votes_undecided: 0,
        assay_tie_type: "none",
        assay_principle: null,
        assay_consistency: 1,
        assay_rubric_version: "house@0123456789ab",
        assay_simulated: true,
      },
    ]);
  });

  it("never makes a pair of a tie, an inconsistent or an unscored verdict, or of equal answers", () => {
    const shaped = preferences([
      judged({ comparison: "1", outcome: "tie" }),
      judged({ comparison: "2", outcome: "inconsistent" }),
      judged({ comparison: "3", outcome: "unscored", reason: "no verdict found" }),
      judged({ comparison: "4", response_b: "4" }),
      judged({ comparison: "5", response_b: " " }),
      judged({ comparison: "6" }),
    ]);
    expect(shaped.examples).toHaveLength(1);
    expect(ledgerOf(shaped)).toEqual({
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
    const shaped = preferences([
      ...jury(["win", "win", "loss"], "two to one"),
      ...jury(["win", "loss"], "one to one"),
      ...jury(["win", "tie"], "win and tie"),
      ...jury(["win", "unscored"], "one did not answer"),
      ...jury(["win", "inconsistent", "inconsistent"], "mostly inconsistent"),
    ]);
    expect(provenances(shaped).map((row) => row.assay_comparison)).toEqual(["two to one", "one did not answer"]);
    expect(provenances(shaped)[0]).toMatchObject({
      assay_votes_for: 2,
      assay_votes_against: 1,
      assay_judges: "sim/j0, sim/j1, sim/j2",
      assay_consistency: 2 / 3,
    });
    expect(ledgerOf(shaped)).toMatchObject({ requested: 5, kept: 2, filtered: { "judges disagree": 2, inconsistent: 1 } });
  });

  it("understands rows of one comparison that name the two answers the other way round", () => {
    const shaped = preferences([
      judged({ judge: "sim/j1", comparison: null }),
      judged({ judge: "sim/j2", comparison: null, a: "sim/b", b: "sim/a", response_a: "5", response_b: "4", outcome: "loss" }),
    ]);
    expect(contents(shaped)).toMatchObject([{ chosen: "4" }]);
    expect(provenances(shaped)[0]).toMatchObject({ assay_chosen_model: "sim/a", assay_votes_for: 2 });
  });

  it("has a margin in every row or in none", () => {
    const margins = (rows: readonly Row[]) => contents(preferences(rows)).map((content) => "margin" in content && content.margin);
    expect(margins([judged(), judged({ comparison: "2" })])).toEqual([0.8, 0.8]);
    for (const margin of [null, Number.NaN, -0.1]) expect(margins([judged(), judged({ comparison: "2", margin })])).toEqual([null, null]);
  });

  it("takes the prompt from a question when there are no messages", () => {
    const schema = {
      columns: judgedSchema.columns.map((column) => (column.name === "messages" ? { name: "question", type: text } : column)),
    };
    const shaped = preferenceForm(read(schema, [judged({ messages: null, question: "2 + 2?" })], ["comparisons"]));
    expect(shaped.examples[0]?.prompt).toEqual([{ role: "user", content: "2 + 2?" }]);
  });

  it("takes people's labels, tells them from judges, and counts what they skipped", () => {
    const label = (values: Row): Row => ({
      ...judged({ outcome: null, comparison: null, judge: "ann", margin: null }),
      judge_kind: "human",
      ...values,
    });
    const schema = { columns: [...judgedSchema.columns.filter(({ name }) => name !== "outcome"), { name: "verdict", type: text }] };
    const shaped = preferenceForm(
      read(
        schema,
        [
          label({ verdict: "b" }),
          label({ verdict: null, skipped: true, item: "t2" }),
          label({ verdict: "tie", both_bad: true, item: "t3" }),
        ],
        ["comparisons"],
      ),
    );
    expect(contents(shaped)).toMatchObject([{ item: "t1", chosen: "5" }]);
    expect(provenances(shaped)[0]).toMatchObject({ assay_judged_by: "human", assay_judges: "ann", assay_simulated: true });
    expect(ledgerOf(shaped)).toMatchObject({ unscored: { skipped: 1 }, filtered: { tie: 1 } });
  });

  it("takes a reviser's pairs, with the principles that were applied, and names no judge where none was asked", () => {
    const schema = { columns: judgedSchema.columns.filter(({ name }) => name !== "judge" && name !== "margin") };
    const { judge: _, margin: __, ...pair } = judged({ principles: ["honest", "brief"] });
    const shaped = preferenceForm(read(schema, [pair], ["comparisons"]));
    expect(contents(shaped)).toMatchObject([{ chosen: "4", margin: null }]);
    expect(provenances(shaped)[0]).toMatchObject({ assay_principle: "honest, brief", assay_judges: null, assay_judged_by: null });
  });

  it("takes pairs that are ordered already: chosen over rejected, a revision over what it revised", () => {
    const pairs = schemaOf([
      ["prompt", text],
      ["chosen", text],
      ["rejected", text],
    ]);
    const rows: readonly Row[] = [
      { prompt: "2 + 2?", chosen: "4", rejected: "5", principle: "honest" },
      { prompt: "2 + 2?", chosen: "4", rejected: "4" },
    ];
    const shaped = preferenceForm(read(pairs, rows, ["comparisons", "pairs", "scores"]));
    expect(contents(shaped)).toEqual([{ item: "", type: "preference", chosen: "4", rejected: "5", margin: null }]);
    expect(provenances(shaped)[0]).toMatchObject({ assay_principle: "honest" });
    const revised = schemaOf([
      ["prompt", text],
      ["response", text],
      ["response_original", text],
    ]);
    expect(contents(preferenceForm(read(revised, [{ prompt: "2?", response: "two", response_original: "3" }], ["pairs"])))).toMatchObject([
      { chosen: "two", rejected: "3" },
    ]);
  });

  it("refuses an outcome it does not know, with the row", () => {
    expect(() => preferences([judged(), judged({ outcome: "maybe" })])).toThrow(
      expect.objectContaining({ message: 'Row 2 has the outcome "maybe".' }),
    );
  });

  it("adds up, and never prefers without a majority, for any votes", () => {
    const outcome = fc.constantFrom("win", "loss", "tie", "inconsistent", "unscored");
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(2), outcome), { maxLength: 40 }), (votes) => {
        const shaped = preferences(
          votes.map(([comparison, judge, each]) => judged({ comparison: `c${comparison}`, judge: `j${judge}`, outcome: each })),
        );
        const ledger = ledgerOf(shaped);
        expect(ledgerAddsUp(ledger)).toBe(true);
        expect(ledger.requested).toBe(new Set(votes.map(([comparison]) => comparison)).size);
        expect(ledger.kept).toBe(shaped.examples.length);
        for (const row of provenances(shaped)) expect(Number(row.assay_votes_for)).toBeGreaterThan(Number(row.assay_votes_against));
        expect(ledgerRows(ledger).at(-1)).toEqual({ ending: "requested", reason: null, rows: ledger.requested });
      }),
    );
  });
});

const scoredSchema = schemaOf([
  ["item", text],
  ["model", text],
  ["judge", text],
  ["messages", messages],
  ["response", text],
  ["score", double],
]);
const scored = (model: string, score: number | null, values: Row = {}): Row => ({
  item: "t1",
  model,
  judge: "sim/j1",
  messages: prompt,
  response: `by ${model}`,
  score,
  ...values,
});

describe("forms of scored answers", () => {
  const rows = [
    scored("a", 9),
    scored("b", 4),
    scored("b", 2, { judge: "sim/j2" }),
    scored("c", 6),
    scored("d", null, { reason: "no score found" }),
  ];

  it("pairs the best with the worst of a prompt, and says where the others stayed", () => {
    const shaped = preferenceForm(read(scoredSchema, rows, ["comparisons", "pairs", "scores"]));
    expect(contents(shaped)).toEqual([{ item: "t1", type: "preference", chosen: "by a", rejected: "by b", margin: 6 }]);
    expect(provenances(shaped)[0]).toMatchObject({ assay_chosen_score: 9, assay_rejected_score: 3, assay_judges: "sim/j1, sim/j2" });
    expect(ledgerOf(shaped)).toMatchObject({ filtered: { "neither best nor worst": 1 }, unscored: { "no score found": 1 } });
  });

  it("pairs each with each where asked, and takes scores too close for a tie", () => {
    const shaped = preferenceForm(read(scoredSchema, rows, ["scores"], { pairs: "all", minMargin: 3 }));
    expect(contents(shaped)).toMatchObject([{ chosen: "by a", rejected: "by b", margin: 6 }]);
    expect(ledgerOf(shaped).filtered).toEqual({ tie: 2 });
  });

  it("marks answers from a threshold on, and refuses rows that are all of one kind", () => {
    const shaped = unpairedForm(read(scoredSchema, rows, ["scores"], { threshold: 6 }));
    expect(contents(shaped)).toMatchObject([
      { completion: "by a", label: true },
      { completion: "by b", label: false },
      { completion: "by c", label: true },
    ]);
    expect(() => unpairedForm(read(scoredSchema, rows, ["scores"], { threshold: 1 }))).toThrow(/would be desirable; KTO learns from both/);
    expect(() => unpairedForm(read(scoredSchema, rows, ["scores"]))).toThrow(/need a `threshold`/);
  });

  it("gives rewards, scalar and by criterion, and never a low one to what was not scored", () => {
    const criteria = [
      { item: "t1", model: "a", criterion: "right", type: "rule", weight: 2, met: 1, judge: "sim/j1" },
      { item: "t1", model: "a", criterion: "brief", type: "principle", weight: 1, met: null, judge: "sim/j1" },
    ];
    const shaped = rewardsForm(read(scoredSchema, rows, ["scores"]), criteria);
    expect(contents(shaped)[0]).toMatchObject({
      completion: "by a",
      reward: 9,
      criteria: [
        { id: "right", type: "rule", weight: 2, met: 1, judge: "sim/j1" },
        { id: "brief", type: "principle", weight: 1, met: null, judge: "sim/j1" },
      ],
    });
    expect(shaped.examples).toHaveLength(3);
    expect(ledgerOf(shaped)).toMatchObject({ kept: 3, unscored: { "no score found": 1 } });
  });
});

describe("unpairedForm", () => {
  it("takes both sides of a pair, each text of a prompt once", () => {
    const shaped = unpairedForm(
      read(
        judgedSchema,
        [
          judged({ comparison: "1" }),
          judged({ comparison: "2", response_b: "6" }),
          judged({ comparison: "3", response_a: "5", response_b: "7" }),
        ],
        ["comparisons"],
      ),
    );
    expect(
      contents(shaped).map((content) => [content.type === "unpaired" && content.completion, "label" in content && content.label]),
    ).toEqual([
      ["4", true],
      ["5", false],
      ["6", false],
      ["7", false],
    ]);
    expect(ledgerOf(shaped).filtered).toEqual({ "marked already": 1, "won and lost": 1 });
  });

  it("takes what people accepted, and nothing but real booleans", () => {
    const schema = schemaOf([
      ["item", text],
      ["question", text],
      ["response", text],
      ["accept", { type: "boolean" }],
      ["judge", text],
    ]);
    const rows: readonly Row[] = [
      { item: "1", question: "q", response: "x", accept: true, judge: "ann", judge_kind: "human" },
      { item: "2", question: "q", response: "y", accept: false, judge: "ann", judge_kind: "human" },
      { item: "3", question: "q", response: "z", accept: 1, judge: "ann" },
    ];
    const shaped = unpairedForm(read(schema, rows, ["comparisons", "pairs", "labels", "scores"]));
    expect(contents(shaped).map((content) => "label" in content && content.label)).toEqual([true, false]);
    expect(provenances(shaped)[0]).toMatchObject({ assay_judged_by: "human", assay_judges: "ann" });
    expect(ledgerOf(shaped).unscored).toEqual({ "no label": 1 });
  });
});

describe("promptsForm", () => {
  it("gives each prompt once, with the criteria of its item", () => {
    const criterion = {
      id: "right",
      text: "Is right.",
      type: "rule" as const,
      weight: 2,
      priority: null,
      levels: null,
      check: null,
      origin: "own" as const,
    };
    const rubric = { aggregate: "weighted" as const, common: [], perItem: new Map([["t1", [criterion]]]) };
    const rows = [answer(), answer({ model: "sim/b" }), answer({ item: "t9", messages: [{ role: "user", content: "?" }] })];
    const shaped = promptsForm(read(answerSchema, rows, ["prompts"]), rubric);
    expect(contents(shaped)).toEqual([
      {
        item: "t1",
        type: "prompts-rubric",
        rubric: [{ id: "right", text: "Is right.", type: "rule", weight: 2, priority: null, levels: null, check: null }],
        reference: null,
      },
    ]);
    expect(ledgerOf(shaped)).toMatchObject({ filtered: { "same prompt again": 1 }, failed: { "no criteria for this item": 1 } });
  });
});

describe("allForm", () => {
  it("throws nothing away, and says of each answer what was said of it, from its own side", () => {
    const rows = [answer(), answer({ model: "sim/b", response: null, error: "timeout" })];
    const shaped = allForm(read(answerSchema, rows, ["rows"]), [
      { table: "verdicts", rows: [judged({ sample: 0, p: 0.9 })] },
      { table: "scores", rows: [scored("sim/a", 7, { sample: 0 })] },
    ]);
    expect(shaped.examples).toHaveLength(2);
    const [first, second] = shaped.examples.map(({ content }) => content.type === "all" && content.row.assay_scores);
    expect(first).toMatchObject([
      { table: "verdicts", outcome: "win", against: "sim/b", p: 0.9 },
      { table: "scores", score: 7, against: null },
    ]);
    expect(second).toMatchObject([{ table: "verdicts", outcome: "loss", against: "sim/a", p: expect.closeTo(0.1) }]);
  });
});
