import { describe, expect, test } from "vitest";
import { integer, schemaOf, text } from "../../data/table.ts";
import type { Judgement } from "../judgement.ts";
import { measureScale } from "./measure-scale.ts";
import { publishedSets } from "./published-sets.ts";
import { rowCurve, sizesUpTo } from "./row-curve.ts";
import { setSize } from "./set-size.ts";

const counter = { name: "words", count: (said: string) => said.split(/\s+/).filter(Boolean).length };
const options = { draws: 400, seed: 1, tokenizer: counter.name };
const schema = schemaOf([
  ["item", text],
  ["question", text],
  ["response", text],
  ["sample", integer],
]);
const rows = Array.from({ length: 20 }, (_, index) => ({
  item: `q${index % 10}`,
  question: `ask ${index % 10} now`,
  response: "one two three four five",
  sample: index < 10 ? 0 : 1,
}));

describe("the size of a set", () => {
  const size = setSize("answers", schema, rows, counter);

  test("counts examples, distinct prompts and tokens", () => {
    expect([size.examples, size.prompts, size.prompt?.mean, size.response?.total]).toEqual([20, 10, 3, 100]);
  });

  // Words counted by hand: 2 + 3, then 4 + 5 in the second turn; 6 and 7 in the answers.
  const turns = [
    { role: "system", content: "be brief" },
    { role: "user", content: "one two three" },
    { role: "assistant", content: "a b c d e f" },
    { role: "user", content: "four five six seven" },
    { role: "assistant", content: "g h i j k l m" },
  ];

  test("of conversations takes lengths a turn, and counts every word once", () => {
    const messages = setSize("chats", schemaOf([["messages", text]]), [{ messages: turns }, { messages: turns.slice(0, 3) }], counter);
    expect(messages.turns).toBe(1.5);
    expect([messages.prompts, messages.prompt?.texts, messages.prompt?.total, messages.response?.texts]).toEqual([2, 3, 14, 3]);
    expect(messages.response).toMatchObject({ total: 19, median: 6 });
  });

  test("of answers beside their messages takes all of these for the prompt", () => {
    const chat = schemaOf([
      ["response", text],
      ["messages", text],
    ]);
    const answered = setSize("answers", chat, [{ response: "yes it is", messages: turns.slice(0, 4) }], counter);
    expect([answered.prompt?.total, answered.response?.total, answered.turns]).toEqual([15, 3, 1]);
  });

  test("reads prompts and answers that are themselves written as turns", () => {
    const pair = schemaOf([
      ["prompt", text],
      ["chosen", text],
    ]);
    const read = setSize("pairs", pair, [{ prompt: turns.slice(1, 2), chosen: turns.slice(2, 3) }], counter);
    expect([read.prompt?.total, read.response?.total]).toEqual([3, 6]);
  });

  test("of whole conversations beside their last answers takes every turn, and no word twice", () => {
    const chat = schemaOf([
      ["question", text],
      ["response", text],
      ["messages", text],
    ]);
    const row = { question: "one two three", response: "g h i j k l m", messages: turns };
    const { prompt, response, turns: each } = setSize("chats", chat, [row], counter);
    expect([prompt?.total, prompt?.texts, response?.total, response?.texts, each]).toEqual([9, 2, 13, 2, 2]);
  });

  test("counts an input beside its instruction", () => {
    const alpaca = schemaOf([
      ["instruction", text],
      ["input", text],
      ["output", text],
    ]);
    const read = setSize("set", alpaca, [{ instruction: "add them", input: "1 2 3", output: "6" }], counter);
    expect([read.prompt?.total, read.response?.total]).toEqual([5, 1]);
  });

  test("of bare texts counts these, and of no text says that its tokens are undefined", () => {
    const notes = setSize("notes", schemaOf([["text", text]]), [{ text: "a b c" }, { text: "d e" }, { text: null }], counter);
    expect(notes).toMatchObject({ prompt: null, response: null, text: { total: 5, texts: 2 } });
    const told = measureScale([notes], [], options);
    expect(told.sentence).toMatch(/^notes has 3 examples and 5 tokens;/);
    expect(told.rows.find(({ statistic }) => statistic === "text tokens")?.estimate).toBe(2.5);
    const numbers = setSize("numbers", schemaOf([["x", integer]]), [{ x: 1 }], counter);
    const undefinedSize = measureScale([numbers], [], options);
    expect(undefinedSize.sentence).toContain("1 example and an undefined number of tokens, since it holds no prompt");
    expect(undefinedSize.rows.find(({ statistic }) => statistic === "total tokens")).toMatchObject({
      estimate: null,
      reason: "numbers holds no prompt, response, messages or text",
    });
  });

  test("has rows for prompts and responses of published sets, a turn where the source counts so", () => {
    const { rows: found } = measureScale([size], [], options);
    const of = (model: string, statistic: string) => found.find((row) => row.model === model && row.statistic === statistic);
    expect([of("Alpaca", "prompt tokens")?.estimate, of("Alpaca", "response tokens")?.estimate]).toEqual([27.8, 64.6]);
    expect(of("Baize", "response tokens")?.sentence).toBe(
      "Responses of Baize have 52.8 tokens a turn, of 3.1 turns on average, LLaMA tokenizer; Wang et al. 2023 (Tülu 1), table 1 (published).",
    );
    expect(of("OpenThoughts 3", "prompt tokens")).toMatchObject({ estimate: null, reason: "its source gives no length of prompts" });
  });

  test("stands beside published sets, with the source of each number", () => {
    const { rows: found, sentence } = measureScale([size], [], options);
    const published = found.filter(({ slice }) => slice === "published");
    expect(published.filter(({ statistic }) => statistic === "examples").map(({ model }) => model)).toEqual(
      publishedSets.map(({ name }) => name),
    );
    const rough = published.filter(({ sentence: words }) => words.includes("order of magnitude")).map(({ model }) => model);
    expect(rough).toEqual(["Tülu 3 SFT", "OpenThoughts 3"]);
    const unknown = published.filter(({ statistic, estimate }) => statistic === "total tokens" && estimate === null);
    expect(unknown.map(({ reason }) => reason)).toEqual(unknown.map(() => "its source gives no count of tokens"));
    expect(sentence).toContain("20 examples and 160 tokens");
  });
});

test("published sets stand in the order of their dates", () => {
  const months = publishedSets.map(({ date }) => date).filter((date) => date.includes("-"));
  expect(months).toEqual(months.toSorted());
});

test("Alpaca's lengths give the 4.8 million tokens its table implies", () => {
  expect(publishedSets.find(({ name }) => name === "Alpaca")?.tokens).toBe(Math.round(52_002 * (27.8 + 64.6)));
});

describe("curves", () => {
  test("go up in steps of 1, 2 and 5 to all there is", () => {
    expect(sizesUpTo(240)).toEqual([10, 20, 50, 100, 200, 240]);
    expect(sizesUpTo(1)).toEqual([]);
  });

  test("narrow about as one over the root of the number of prompts", () => {
    const parts = Array.from({ length: 400 }, (_, index) => ({ cluster: `c${index}`, add: index % 2, of: 1 }));
    const points = rowCurve(parts, 2000, 1);
    const width = (x: number) => points.filter((point) => point.x === x).map(({ low, high }) => high - low)[0] ?? Number.NaN;
    expect(width(100) / width(400)).toBeCloseTo(2, 0);
    expect(width(100)).toBeCloseTo(2 * 1.96 * 0.05, 1);
  });

  const judgements = Array.from({ length: 60 }, (_, index): readonly Judgement[] => {
    const truth = index % 3 === 0 ? "a" : "b";
    const wrong = truth === "a" ? "b" : "a";
    const said = (judge: string, isRight: boolean) => ({ item: `i${index}`, judge, value: isRight ? truth : wrong, costUsd: 0.001 });
    return [
      said("x", index % 5 !== 0),
      said("y", index % 5 !== 1),
      said("z", index % 5 !== 2),
      { item: `i${index}`, judge: "ann", value: truth, isPerson: true },
    ];
  }).flat();

  test("show what a jury adds, and what it costs", () => {
    const { rows: found } = measureScale([], judgements, options);
    const at = (statistic: string, x: number) => found.find((row) => row.statistic === statistic && row.x === x)?.estimate;
    expect(at("agreement with people by judges", 1)).toBeCloseTo(0.8, 10);
    expect(at("agreement with people by judges", 3)).toBe(1);
    expect(at("cost by judges", 3)).toBeCloseTo(3, 10);
    expect(
      found.find((row) => row.statistic === "agreement with people by labelled prompts" && row.judge_a === "x" && row.x === 60)?.estimate,
    ).toBeCloseTo(0.8, 1);
  });

  test("hold orders that disagree for no answer, which counts half as a split jury does, and say how many", () => {
    const contradicted = judgements.map((each) => (each.judge === "z" && each.value !== null ? { ...each, value: "inconsistent" } : each));
    const { rows: found } = measureScale([], contradicted, options);
    const at = (statistic: string, x: number) => found.find((row) => row.statistic === statistic && row.x === x);
    // x and y are right on 4 of 5 and split on 2 of 5; z beside one of them leaves it its own.
    expect(at("agreement with people by judges", 1)?.estimate).toBeCloseTo((0.8 + 0.8 + 0.5) / 3, 10);
    expect(at("agreement with people by judges", 2)?.estimate).toBeCloseTo(0.8, 10);
    expect(at("agreement with people by judges", 3)?.estimate).toBeCloseTo(0.6 + 0.4 / 2, 10);
    const alone = found.filter((row) => row.statistic === "agreement with people by labelled prompts" && row.judge_a === "z");
    expect(alone.map(({ estimate, n, reason }) => [estimate, n, reason])).toEqual(
      alone.map(() => [0.5, 60, "60 items without one answer, of orders that disagree or a split vote, count half"]),
    );
  });

  test("tell the verdicts and items they leave out", () => {
    const side = (model: string) => ({ model, family: null, length: null, style: null });
    const pairs = judgements.map((each, index) => ({
      ...each,
      a: side("m"),
      b: side("n"),
      value: each.judge === "x" && index < 40 ? null : each.judge === "y" && index < 40 ? "inconsistent" : each.value,
    }));
    const split = { item: "i0", judge: "bo", value: "b", isPerson: true, a: side("m"), b: side("n") };
    const { rows: found } = measureScale([], [...pairs, split], options);
    const [win] = found.filter(({ statistic }) => statistic === "win share by prompts");
    expect([win?.n, win?.dropped]).toEqual([160, 20]);
    const labelled = found.filter(({ statistic, judge_a }) => statistic.startsWith("agreement with people by labelled") && judge_a === "z");
    expect([labelled[0]?.n, labelled[0]?.dropped]).toEqual([59, 1]);
  });

  test("are nothing where there are neither texts nor verdicts", () => {
    expect(measureScale([], [], options)).toEqual({ rows: [], sentence: "Scale is undefined: there is nothing to count." });
  });
});
