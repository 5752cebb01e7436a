import { describe, expect, it } from "vitest";
import { exportKind } from "../cells/export.ts";
import { type ColumnType, messages, type Row, schemaOf, text } from "../data/table.ts";
import { sha256Hex } from "../journal/sha256.ts";
import { ledgerOf } from "./example.ts";
import { readOrigins } from "./provenance.ts";
import { shapeTable } from "./shape-table.ts";

const origins = readOrigins({ parameters: new Map(), rubricVersion: null }, sha256Hex);

function shape(options: string, columns: { readonly [name: string]: ColumnType }, rows: readonly Row[]) {
  const reading = exportKind.read(`from: made\npath: out\n${options}`);
  if (!reading.ok) throw new Error(reading.problems.map(({ sentence }) => sentence).join("; "));
  const shaped = shapeTable(reading.body, { table: "made", schema: schemaOf(Object.entries(columns)), rows }, () => [], origins);
  return { ...shaped, contents: shaped.examples.map(({ content }) => content), ledger: ledgerOf(shaped) };
}

const answers = { item: text, messages, response: text, reasoning: text };
const prompt = [{ role: "user", content: "2 + 2?" }];
const answer = (values: Row = {}): Row => ({ item: "t1", messages: prompt, response: "4", reasoning: " Two and two.\n", ...values });

describe("reasoning traces", () => {
  const rows = [
    answer(),
    answer({ reasoning: null }),
    answer({ reasoning: " " }),
    answer({ response: null, error: "timeout" }),
    answer({ reasoning: "half \uD83D" }),
    answer({ reasoning: "so </think> it is" }),
  ];

  it("are left out unless they are asked for, and no answer with them", () => {
    const { contents, ledger } = shape("format: sft", answers, rows);
    expect(contents[0]).toEqual({ type: "sft", completion: "4", reasoning: null });
    expect(ledger).toMatchObject({ kept: 5, failed: { timeout: 1 }, filtered: {} });
  });

  it.each(["reasoning_content", "thinking"])("go along in %s, and answers without one are counted", (field) => {
    const { contents, ledger } = shape(`format: sft\nreasoning: ${field}`, answers, rows);
    expect(contents).toEqual([
      { type: "sft", completion: "4", reasoning: "Two and two." },
      { type: "sft", completion: "4", reasoning: "so </think> it is" },
    ]);
    expect(ledger).toMatchObject({
      requested: 6,
      kept: 2,
      filtered: { "no reasoning trace": 2 },
      failed: { timeout: 1, "text that is not Unicode": 1 },
    });
  });

  it("stand between tags before the answer, where no tag is inside either", () => {
    const { contents, ledger } = shape("format: sft\nreasoning: think-tags", answers, rows);
    expect(contents).toEqual([{ type: "sft", completion: "<think>\nTwo and two.\n</think>\n\n4", reasoning: null }]);
    expect(ledger.filtered).toEqual({ "no reasoning trace": 2, "think tags inside the trace or the answer": 1 });
  });

  it("are read from another column, or from the last message of a conversation", () => {
    const named = shape("format: sft\nreasoning: thinking\ncolumns: { reasoning: why }", { ...answers, why: text }, [
      answer({ why: "Why." }),
    ]);
    expect(named.contents).toMatchObject([{ reasoning: "Why." }]);
    const fields = ["role", "content", "thinking"].map((name) => ({ name, type: text }));
    const conversations = { messages: { type: "list", item: { type: "struct", fields } } } satisfies { [name: string]: ColumnType };
    const told = [
      { ...prompt[0], thinking: null },
      { role: "assistant", content: "4", thinking: "Even." },
    ] as const;
    expect(shape("format: sft\nreasoning: reasoning_content", conversations, [{ messages: told as unknown as Row[] }]).contents).toEqual([
      { type: "sft", completion: "4", reasoning: "Even." },
    ]);
  });

  it("are missed where a table can't have them, with what to do", () => {
    expect(() => shape("format: sft\nreasoning: thinking", { messages, response: text }, [])).toThrow(
      expect.objectContaining({ code: "column-missing", message: "`made` has no column `reasoning`, so there are no traces to write." }),
    );
    const pairs = { prompt: text, chosen: text, rejected: text };
    expect(() => shape("format: sft\nreasoning: thinking", pairs, [])).toThrow(
      expect.objectContaining({ place: { key: "reasoning" }, hint: expect.stringContaining("Export the teacher's table") }),
    );
  });

  it("have four forms, and a wrong one is answered with them", () => {
    expect(() => shape("format: sft\nreasoning: tags", answers, [])).toThrow(/"none".*"reasoning_content".*"thinking".*"think-tags"/);
  });
});

describe("prompts in columns of their own", () => {
  const alpaca = { instruction: text, input: text, output: text };
  const row = { instruction: "Translate.", input: "cat", output: "chat" };

  it("ask an instruction with its input below it, and know the input apart", () => {
    const { examples } = shape("format: sft", alpaca, [row, { ...row, input: "" }]);
    expect(examples.map(({ prompt: [asked], input }) => [asked?.content, input])).toEqual([
      ["Translate.\ncat", "cat"],
      ["Translate.", undefined],
    ]);
  });

  it("find the input at the end of what a teacher was asked, and change no question for it", () => {
    const asked = (content: string): Row => ({ ...answer({ messages: [{ role: "user", content }] }), input: "cat" });
    const { examples } = shape("format: sft", { ...answers, input: text }, ["Translate.\n\ncat", "Translate cat", "cat"].map(asked));
    expect(examples.map(({ prompt: [question], input }) => [question?.content, input])).toEqual([
      ["Translate.\n\ncat", "cat"],
      ["Translate cat", undefined],
      ["cat", undefined],
    ]);
  });

  it("leave a column called input alone beside a question, unless it is named", () => {
    const columns = { question: text, input: text, response: text };
    const rows = [{ question: "Why?", input: "x", response: "y" }];
    expect(shape("format: sft", columns, rows).examples[0]?.prompt).toEqual([{ role: "user", content: "Why?" }]);
    expect(shape("format: sft\ncolumns: { input: input }", columns, rows).examples[0]?.prompt).toEqual([
      { role: "user", content: "Why?\nx" },
    ]);
  });

  it("begin with a system prompt and the earlier turns, and say so when these are none", () => {
    const history: ColumnType = { type: "list", item: { type: "list", item: text } };
    const rows = [
      { ...row, system: "Be brief.", history: [["Hi", "Hello."]] },
      { ...row, system: null, history: [["Hi"]] },
    ];
    const { examples, ledger } = shape("format: sft", { ...alpaca, system: text, history }, rows);
    expect(examples[0]?.prompt).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hello." },
      { role: "user", content: "Translate.\ncat" },
    ]);
    expect(ledger.failed).toEqual({ "prompt is no list of messages": 1 });
  });
});
