import { describe, expect, test } from "vitest";
import { type Column, type ColumnType, messages, type Row, text } from "../data/table.ts";
import { reshape } from "./apply-shape.ts";
import { recognise } from "./recognise.ts";
import { shapeOf } from "./shapes.ts";

const list = (...fields: Column[]): ColumnType => ({ type: "list", item: { type: "struct", fields } });
const texts = (...names: string[]): Column[] => names.map((name) => ({ name, type: text }));

/** The likeliest reading, and what it makes of the rows. */
function read(columns: Column[], rows: Row[], keep: readonly string[] | null = null) {
  const schema = { columns };
  const [best] = recognise(schema, rows);
  if (!best?.shape) return { best, rows: [], schema };
  const shaping = reshape(shapeOf(best.shape), schema, keep);
  return {
    best,
    schema: shaping.schema,
    rows: rows.flatMap((row) => {
      const shaped = shaping.map(row);
      return shaped.ok ? shaped.rows : [{ reason: shaped.reason }];
    }),
  };
}

describe("a file's first rows say that they are", () => {
  test("ShareGPT conversations, whose turns become messages with the system text first", () => {
    const conversations = [
      { from: "human", value: "Name a prime." },
      { from: "gpt", value: "Seven." },
      { from: "human", value: "Another." },
      { from: "gpt", value: "Eleven." },
    ];
    const { best, rows, schema } = read(
      [{ name: "conversations", type: list(...texts("from", "value")) }, ...texts("system")],
      [{ conversations, system: "Be brief." }],
    );
    expect(best?.id).toBe("sharegpt");
    expect(rows).toEqual([
      {
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "Name a prime." },
          { role: "assistant", content: "Seven." },
          { role: "user", content: "Another." },
          { role: "assistant", content: "Eleven." },
        ],
        question: "Name a prime.",
        response: "Eleven.",
        conversations,
        system: "Be brief.",
      },
    ]);
    expect(schema.columns[0]).toEqual({ name: "messages", type: messages });
  });

  test("Alpaca instructions, with the input below its instruction", () => {
    const { best, rows } = read(texts("instruction", "input", "output"), [
      { instruction: "Translate to French.", input: "cat", output: "chat" },
      { instruction: "Say hello.", input: "", output: "Hello." },
      { instruction: " ", input: "", output: "x" },
    ]);
    expect(best?.id).toBe("alpaca");
    expect(rows.map(({ question, response }) => [question, response])).toEqual([
      ["Translate to French.\n\ncat", "chat"],
      ["Say hello.", "Hello."],
      [undefined, undefined],
    ]);
    expect(rows[2]).toEqual({ reason: "empty prompt" });
  });

  test("messages with tools, which stay as they are", () => {
    const turns = [
      { role: "user", content: "Weather?", tool_calls: null },
      { role: "assistant", content: null, tool_calls: '[{"name":"weather"}]' },
      { role: "tool", content: "sunny", tool_calls: null },
      { role: "assistant", content: "Sunny.", tool_calls: null },
    ];
    const { best, rows } = read(
      [{ name: "messages", type: list(...texts("role", "content", "tool_calls")) }, ...texts("tools")],
      [{ messages: turns, tools: "[]" }],
    );
    expect(best?.id).toBe("messages");
    expect(rows).toEqual([{ question: "Weather?", response: "Sunny.", messages: turns, tools: "[]" }]);
  });

  test("prompts and completions, as text or as messages", () => {
    expect(read(texts("prompt", "completion"), [{ prompt: "1+1?", completion: "2" }]).rows).toEqual([
      { question: "1+1?", response: "2", prompt: "1+1?", completion: "2" },
    ]);
    const turns = list(...texts("role", "content"));
    const chat = read(
      [
        { name: "prompt", type: turns },
        { name: "completion", type: turns },
      ],
      [{ prompt: [{ role: "user", content: "1+1?" }], completion: [{ role: "assistant", content: "2" }] }],
      [],
    );
    expect(chat.best?.id).toBe("prompt-completion");
    expect(chat.rows).toEqual([{ question: "1+1?", response: "2" }]);
  });

  test("preference pairs with a prompt of their own", () => {
    const { best, rows } = read(texts("prompt", "chosen", "rejected"), [{ prompt: "1+1?", chosen: "2", rejected: "3" }], []);
    expect(best?.id).toBe("preference");
    expect(rows).toEqual([{ question: "1+1?", response_chosen: "2", response_rejected: "3" }]);
  });

  test("preference pairs whose prompt is what both conversations begin with", () => {
    const turns = list(...texts("role", "content"));
    const asked = { role: "user", content: "1+1?" };
    const { rows } = read(
      [
        { name: "chosen", type: turns },
        { name: "rejected", type: turns },
      ],
      [
        { chosen: [asked, { role: "assistant", content: "2" }], rejected: [asked, { role: "assistant", content: "3" }] },
        { chosen: [{ role: "assistant", content: "2" }], rejected: [{ role: "assistant", content: "3" }] },
      ],
      [],
    );
    expect(rows).toEqual([{ question: "1+1?", response_chosen: "2", response_rejected: "3" }, { reason: "empty prompt" }]);
    const transcript = read(
      texts("chosen", "rejected"),
      [{ chosen: "\n\nHuman: 1+1?\n\nAssistant: 2", rejected: "\n\nHuman: 1+1?\n\nAssistant: 3" }],
      [],
    );
    expect(transcript.rows).toEqual([{ question: "Human: 1+1?\n\nAssistant:", response_chosen: " 2", response_rejected: " 3" }]);
  });

  test("UltraFeedback's answers, a row each, with ratings under their own names", () => {
    const annotations = { helpfulness: { Rating: "4" } };
    const { best, rows } = read(
      [
        ...texts("item", "instruction"),
        { name: "completions", type: list(...texts("model", "response", "critique"), { name: "overall_score", type: { type: "double" } }) },
      ],
      [
        {
          item: "7",
          instruction: "1+1?",
          completions: [
            { model: "a", response: "2", critique: "right", overall_score: 9, annotations },
            { model: "b", response: "3", critique: "wrong", overall_score: 1, annotations },
          ],
        },
      ],
    );
    expect(best?.id).toBe("ultrafeedback");
    expect(rows.map(({ item, question, model, response, overall_score }) => [item, question, model, response, overall_score])).toEqual([
      ["7", "1+1?", "a", "2", 9],
      ["7", "1+1?", "b", "3", 1],
    ]);
  });

  test("verdicts, whose columns only take other names", () => {
    const { best } = read(texts("question_id", "model_a", "model_b", "winner", "judge", "turn"), [{ winner: "model_a" }]);
    expect(best).toMatchObject({
      id: "verdicts",
      shape: null,
      columns: { item: "question_id", verdict: "winner", a: "model_a", b: "model_b" },
    });
    expect(read(texts("idx", "annotator", "annotator_result", "response1", "response2"), []).best?.columns).toEqual({
      item: "idx",
      judge: "annotator",
      verdict: "annotator_result",
      response_a: "response1",
      response_b: "response2",
    });
  });

  test("nothing special", () => {
    expect(recognise({ columns: texts("question", "answer") }, [{ question: "a", answer: "b" }]).map(({ id }) => id)).toEqual(["as-is"]);
    expect(recognise({ columns: texts("chosen", "rejected") }, [{ chosen: "", rejected: "" }]).map(({ id }) => id)).toEqual(["as-is"]);
  });
});

describe("a table in another shape", () => {
  test("keeps a column whose name is taken under another name, and drops what is not to be kept", () => {
    const columns = texts("item", "instruction", "input", "output", "response", "source");
    const row: Row = { item: "1", instruction: "i", input: "", output: "o", response: "old", source: "s" };
    expect(read(columns, [row]).rows).toEqual([
      { item: "1", question: "i", response: "o", instruction: "i", input: "", output: "o", response_original: "old", source: "s" },
    ]);
    expect(read(columns, [row], ["source"]).schema.columns.map(({ name }) => name)).toEqual(["item", "question", "response", "source"]);
  });
});
