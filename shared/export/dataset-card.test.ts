import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type CardInput, datasetCard, readCard, sizeCategory } from "./dataset-card.ts";

const input: CardInput = {
  title: "No",
  format: "preference",
  layout: "prompt-completion",
  trainer: null,
  license: "Apache-2.0",
  reasoning: "none",
  traces: 0,
  splits: [
    { name: "train", rows: 1080, prompts: 54, paths: ["data/train.jsonl", "data/train.parquet"] },
    { name: "test", rows: 120, prompts: 6, paths: ["data/test.jsonl", "data/test.parquet"] },
  ],
  seed: 7,
  ledger: [
    {
      cell: "answers",
      kind: "teacher",
      read: [{ table: "tasks", rows: 750 }],
      ledger: { requested: 1500, kept: 1497, filtered: {}, failed: { timeout: 3 }, unscored: {}, waiting: 0 },
      handedOn: [{ table: "answers", rows: 1500 }],
    },
    {
      cell: "joined",
      kind: "sql",
      read: [
        { table: "answers", rows: 1500 },
        { table: "tasks", rows: 750 },
      ],
      ledger: null,
      handedOn: [{ table: "joined", rows: 1500 }],
    },
    {
      cell: "pairs",
      kind: "export",
      read: [{ table: "joined", rows: 1500 }],
      ledger: { requested: 1500, kept: 1200, filtered: { tie: 200 }, failed: {}, unscored: { "no | verdict": 100 }, waiting: 0 },
      handedOn: [],
    },
  ],
  from: "verdicts",
  lineage: [{ cell: "answers", kind: "teacher", summary: "2 models × 1 sample", recipe: "0123456789abcdef" }],
  teachers: [{ model: "sim/willow", family: "willow", rows: 600, isRevision: false, simulated: true, parameters: '{"temperature":0.7}' }],
  judges: [{ model: "sim/judge-fair", family: "fair", verdicts: 1500, simulated: true }],
  measures: [
    {
      table: "agreement",
      sentence: "The judges agree.",
      rows: [
        { statistic: "alpha", estimate: 0.71, low: 0.66, n: 480, reason: null, sentence: "Krippendorff's alpha is 0.71 [0.66, 0.75]." },
      ],
    },
  ],
  versions: [{ cell: "house", kind: "rubric", version: "3f2a" }],
  methods: [{ method: "self-instruct", citation: "Wang et al. 2023, arXiv:2212.10560" }],
  columns: ["prompt", "chosen", "rejected"],
  emptyColumns: ["assay_principle"],
  columnsAside: ["assay_sample"],
  replacedNumbers: 0,
  tokens: { tokenizer: "o200k_base", median: 41, longest: 1200, limit: 2048 },
  handOver: ["`trl-dpo.yaml`: trl dpo --config exports/x/trl-dpo.yaml"],
  version: "0.1.0",
};

const header = (card: string) => card.split("---\n")[1] ?? "";

describe("datasetCard", () => {
  const card = datasetCard(input);

  it("begins with the header the hub reads: exact keys, one format a configuration", () => {
    expect(card.startsWith("---\n")).toBe(true);
    expect(parse(header(card), { version: "1.1" })).toEqual({
      pretty_name: "No",
      license: "apache-2.0",
      task_categories: ["text-generation"],
      size_categories: ["1K<n<10K"],
      tags: ["assay", "synthetic", "preference", "simulated"],
      configs: [
        {
          config_name: "default",
          data_files: [
            { split: "train", path: "data/train.jsonl" },
            { split: "test", path: "data/test.jsonl" },
          ],
        },
        {
          config_name: "parquet",
          data_files: [
            { split: "train", path: "data/train.parquet" },
            { split: "test", path: "data/test.parquet" },
          ],
        },
      ],
    });
  });

  it("is taken apart into its header and its page", () => {
    const { header: yaml, page } = readCard(card);
    expect([yaml, page.trimStart().split("\n")[0]]).toEqual([header(card), "# No"]);
    expect(readCard("# Written by hand\n")).toEqual({ header: "", page: "# Written by hand\n" });
  });

  it("quotes words that old YAML takes for true and false", () => {
    expect(header(datasetCard({ ...input, title: "no" }))).toMatch(/pretty_name: ["']no["']/);
  });

  it("says what was kept and dropped, who wrote and judged it, and how far the judges can be trusted", () => {
    for (const line of [
      "| train | 1,080 | 54 | `data/train.jsonl`, `data/train.parquet` |",
      "| `teacher answers` | 750 in `tasks` | 1,500 | 1,497 | failed: timeout (3) | 1,500 in `answers` |",
      "| `sql joined` | 1,500 in `answers`, 750 in `tasks` |  |  | rows of several tables combined | 1,500 in `joined` |",
      "| `export pairs` | 1,500 in `joined` | 1,500 | 1,200 | filtered: tie (200); unscored: no \\| verdict (100) | 1,200 exported |",
      "| `sim/willow` (simulated) | willow | 600 |",
      "- Krippendorff's alpha is 0.71 \\[0.66, 0.75\\]. (n 480, `agreement`)",
      "- `rubric house` is version `3f2a` (SHA-256 of its content)",
      "no prompt is in two splits",
      "**Simulated.**",
      '- `sim/willow` was asked with `{"temperature":0.7}`',
      "- self-instruct: Wang et al. 2023, arXiv:2212.10560",
      "- Left out, since they hold nothing: `assay_principle`.",
      "- In `provenance.jsonl`, since they hold nothing in one split: `assay_sample`.",
      "At most 2,048 tokens a row by `o200k_base`",
      "- `trl-dpo.yaml`: trl dpo --config exports/x/trl-dpo.yaml",
    ]) {
      expect(card).toContain(line);
    }
  });

  it("says so when nothing was measured, and leaves out what there is none of", () => {
    const bare = datasetCard({ ...input, measures: [], teachers: [] });
    expect(bare).toContain("were not measured");
    expect(bare).not.toContain("## Teachers");
  });

  it("says who decided which answer is the better, and claims no judge where none was asked", () => {
    const [teacher] = input.teachers;
    const revised = teacher === undefined ? [] : [teacher, { ...teacher, isRevision: true, parameters: '{"max_tokens":300}' }];
    const byRevision = datasetCard({ ...input, judges: [], measures: [], teachers: revised });
    const given = datasetCard({ ...input, judges: [], measures: [] });
    expect(card).toContain("more than half of the judges");
    for (const text of [byRevision, given]) expect(text).not.toContain("more than half of the judges");
    expect(byRevision).toContain("because it was revised: nobody compared the two, and no judge was asked.");
    expect(byRevision).toContain("| `sim/willow` (simulated), revising | willow | 600 |");
    expect(byRevision).toContain('- `sim/willow` was asked to revise with `{"max_tokens":300}`');
    expect(given).toContain("It names no judge.");
    expect(datasetCard({ ...input, format: "sft", judges: [] })).toContain("Answers that failed, were cut off");
  });

  it("says where the teachers' reasoning went, and nothing where there was none", () => {
    const section = (values: Partial<CardInput>) =>
      /## Reasoning traces\n\n(.*)\n/.exec(datasetCard({ ...input, format: "sft", ...values }))?.[1];
    expect(section({})).toBeUndefined();
    expect(section({ traces: 1200 })).toBe(
      "Of the rows of `verdicts`, 1,200 came with their teacher's reasoning. It is left out: a student learns from the answers alone.",
    );
    expect(section({ format: "all", traces: 1200 })).toBeUndefined();
    expect(section({ reasoning: "thinking", traces: 1200 })).toContain("field `thinking` of the assistant's message");
    expect(section({ reasoning: "think-tags" })).toContain("Answers that came without a trace are in the ledger.");
  });

  it("notes what is known of each family's terms, and says where nothing is", () => {
    const teacher = { rows: 1, isRevision: false, simulated: false, parameters: null };
    const teachers = [
      { ...teacher, model: "openai/gpt-5", family: "gpt" },
      { ...teacher, model: "lab/heron-2", family: "heron" },
    ];
    const noted = datasetCard({ ...input, teachers });
    expect(noted).toContain("- gpt: OpenAI's terms forbid");
    expect(noted).toContain("- heron: unknown; look up");
    expect(card).not.toContain("- willow:");
  });

  it.each([
    [null, { license: "unknown" }],
    ["CC-BY-4.0", { license: "cc-by-4.0" }],
    ["My own terms", { license: "other", license_name: "my-own-terms" }],
  ])("writes the licence %j as the hub wants it", (license, expected) => {
    expect(parse(header(datasetCard({ ...input, license })))).toMatchObject(expected);
  });

  it("spells size categories as the hub does", () => {
    expect([0, 999, 1000, 99_999, 100_000, 2e6].map(sizeCategory)).toEqual([
      "n<1K",
      "n<1K",
      "1K<n<10K",
      "10K<n<100K",
      "100K<n<1M",
      "1M<n<10M",
    ]);
  });
});
