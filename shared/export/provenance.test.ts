import { describe, expect, it } from "vitest";
import { integer, messages, type Row, schemaOf, text } from "../data/table.ts";
import { sha256Hex } from "../journal/sha256.ts";
import { creditsOf } from "./credits.ts";
import { formInput } from "./form-input.ts";
import { preferenceForm } from "./form-preference.ts";
import { sftForm } from "./form-sft.ts";
import { readOrigins } from "./provenance.ts";

const facts = { parameters: new Map([["lab/teacher", '{"max_tokens":200}']]), rubricVersion: null };
const origins = readOrigins({ ...facts, revisers: [{ model: null, parameters: '{"max_tokens":300}' }] }, sha256Hex);
const given = { origins, options: { pairs: "best-worst", minMargin: 0, threshold: null, reasoning: "none" } } as const;
const prompt = [{ role: "user", content: "2 + 2?" }];

const answers = schemaOf([
  ["item", text],
  ["model", text],
  ["sample", integer],
  ["response", text],
  ["response_original", text],
  ["reviser", text],
  ["messages", messages],
]);
const revised = (values: Row): Row => ({
  item: "t1",
  model: "lab/teacher",
  family: "teacher",
  sample: 0,
  response: "4",
  response_original: "It is 4, I am sure.",
  changed: true,
  reviser: "lab/reviser",
  messages: prompt,
  ...values,
});
const untouched = revised({ item: "t2", response: "It is 4, I am sure.", changed: false });

const comparisons = schemaOf([
  ["item", text],
  ["outcome", text],
  ["a", text],
  ["b", text],
  ["response_a", text],
  ["response_b", text],
  ["constitution", text],
  ["judge", text],
  ["messages", messages],
]);
const pair = { item: "t1", outcome: "win", a: "lab/reviser", b: "lab/teacher", response_a: "4", response_b: "It is 4.", messages: prompt };

describe("provenance of revised answers", () => {
  it("names who wrote each text and how that one was asked", () => {
    const { examples } = sftForm(
      formInput({ table: "final", schema: answers, rows: [revised({}), untouched], columns: {} }, ["answers"], given),
    );
    expect(examples.map(({ provenance }) => provenance)).toMatchObject([
      { assay_model: "lab/reviser", assay_original_model: "lab/teacher", assay_parameters: '{"max_tokens":300}' },
      { assay_model: "lab/teacher", assay_parameters: '{"max_tokens":200}' },
    ]);
    expect(examples[1]?.provenance).not.toHaveProperty("assay_original_model");
  });

  it("names who wrote an answer that another model edited", () => {
    const edited = { ...untouched, reviser: null, model: "lab/editor", original_model: "lab/teacher" };
    const schema = { columns: [...answers.columns, { name: "original_model", type: text }] };
    const { examples } = sftForm(formInput({ table: "edited", schema, rows: [edited], columns: {} }, ["answers"], given));
    expect(examples[0]?.provenance).toMatchObject({ assay_model: "lab/editor", assay_original_model: "lab/teacher" });
  });

  it("credits a model for its answers and for its revisions apart", () => {
    const rows = [revised({}), revised({ item: "t3", reviser: "lab/teacher" }), untouched];
    expect(creditsOf(rows, origins).teachers).toEqual([
      { model: "lab/reviser", family: "", rows: 1, isRevision: true, simulated: false, parameters: '{"max_tokens":300}' },
      { model: "lab/teacher", family: "teacher", rows: 1, isRevision: true, simulated: false, parameters: '{"max_tokens":300}' },
      { model: "lab/teacher", family: "teacher", rows: 1, isRevision: false, simulated: false, parameters: '{"max_tokens":200}' },
    ]);
    const sides = creditsOf([{ ...pair, constitution: "2159f2c6" }], origins).teachers;
    expect(sides.map(({ model, isRevision }) => [model, isRevision])).toEqual([
      ["lab/reviser", true],
      ["lab/teacher", false],
    ]);
  });

  it("gives a revised pair the reviser over the first teacher, each with its own parameters", () => {
    const both = '{"revision":{"max_tokens":300},"answer":{"max_tokens":200}}';
    const models = { assay_chosen_model: "lab/reviser", assay_rejected_model: "lab/teacher", assay_parameters: both };
    const final = formInput({ table: "final", schema: answers, rows: [revised({}), untouched], columns: {} }, ["pairs"], given);
    expect(preferenceForm(final).examples.map(({ provenance }) => provenance)).toMatchObject([models]);
    const own = { ...pair, a: "lab/teacher", constitution: "2159f2c6" };
    const rows = [
      { ...pair, constitution: "2159f2c6" },
      { ...own, item: "t2" },
    ];
    const written = preferenceForm(formInput({ table: "pairs", schema: comparisons, rows, columns: {} }, ["comparisons"], given));
    expect(written.examples.map(({ provenance }) => provenance)).toMatchObject([models, { ...models, assay_chosen_model: "lab/teacher" }]);
  });

  it("invents no votes where no judge was asked, and counts them where one was", () => {
    const rows = [
      { ...pair, constitution: "2159f2c6" },
      { ...pair, item: "t2", judge: "lab/judge" },
    ];
    const { examples } = preferenceForm(formInput({ table: "pairs", schema: comparisons, rows, columns: {} }, ["comparisons"], given));
    const [unjudged = {}, judged = {}] = examples.map(({ provenance }) => provenance);
    const said = ["assay_votes_for", "assay_votes_against", "assay_votes_undecided", "assay_consistency", "assay_tie_type", "assay_judges"];
    expect(said.map((column) => unjudged[column] ?? null)).toEqual([null, null, null, null, null, null]);
    expect(said.map((column) => judged[column])).toEqual([1, 0, 0, 1, "none", "lab/judge"]);
    expect(judged.assay_parameters).toBe('{"lab/reviser":null,"lab/teacher":{"max_tokens":200}}');
  });
});

describe("readOrigins", () => {
  it("knows no parameters of a model that was asked to revise in two ways", () => {
    const { parametersOf } = readOrigins(
      { ...facts, revisers: [..."12"].map((n) => ({ model: "lab/r", parameters: `{"max_tokens":${n}}` })) },
      sha256Hex,
    );
    expect([parametersOf("lab/r", "revision"), parametersOf("lab/teacher", "revision"), parametersOf("lab/teacher")]).toEqual([
      null,
      null,
      '{"max_tokens":200}',
    ]);
  });
});
