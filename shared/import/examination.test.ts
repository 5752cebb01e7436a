import { expect, it } from "vitest";
import { type Examination, examineIds, examinePrompts } from "./examination.ts";
import { idSentences, promptSentences, reachSentences, tokenSentence } from "./examination-words.ts";

const lines = (index: number): number => index * 2 + 1;
const none: Examination = { rows: 3, of: 3, ids: null, emptyPrompts: null, tokens: null };

it("tells rows that repeat an id and rows without one, the first by line and the others counted", () => {
  const found = examineIds(["a", "b", "a", null, "a", 1, "1"], "line", lines);
  expect(found).toEqual({
    repeated: { count: 3, first: [5, 9, 13], by: "line" },
    missing: { count: 1, first: [7], by: "line" },
  });
  expect(idSentences({ ...none, ids: { column: "id", ...found } })).toEqual([
    "3 rows repeat the `id` of a row before: lines 5, 9 and 13.",
    "1 row has no `id`: line 7.",
  ]);
  const many = examineIds(
    Array.from({ length: 2000 }, () => "x"),
    "row",
    (index) => index + 1,
  );
  expect(idSentences({ ...none, ids: { column: "key", ...many } })).toEqual([
    "1,999 rows repeat the `key` of a row before: rows 2, 3, 4, 5, 6 and 1,994 more.",
  ]);
});

it("says nothing where every id names one row, and takes nested ids by their content", () => {
  const found = examineIds([{ a: 1, b: 2 }, { b: 2, a: 1 }, ["x"]], "row", (index) => index + 1);
  expect(found.repeated.first).toEqual([2]);
  const unique = examineIds(["a", "b"], "line", lines);
  expect(idSentences({ ...none, ids: { column: "id", ...unique } })).toEqual([]);
});

it("takes white space for an empty prompt", () => {
  const told = examinePrompts(["Why?", " \n", "", null], "line", lines);
  expect(promptSentences({ ...none, emptyPrompts: { column: "prompt", told } })).toEqual([
    "3 rows have an empty `prompt`: lines 3, 5 and 7. They stay as they are.",
  ]);
});

it("gives tokens as counted where every row was, and as an estimate for the whole file where not", () => {
  const tokens = { rows: 2, prompt: { texts: 2, total: 31 }, response: { texts: 1, total: 500 } };
  expect(tokenSentence({ ...none, of: 2, tokens })).toBe(
    "Tokens: prompts 16 on average, 31 in all; responses 500 on average, 500 in all (o200k tokenizer).",
  );
  expect(tokenSentence({ ...none, of: 3001, tokens: { ...tokens, response: null } })).toBe(
    "Tokens: prompts 16 on average, about 46,500 in all (o200k tokenizer, estimate from 2 rows of 3,001).",
  );
  expect(tokenSentence({ ...none, tokens: { rows: 2, prompt: null, response: null } })).toBeNull();
});

it("says when only drawn rows were looked at", () => {
  expect(reachSentences(none)).toEqual([]);
  expect(reachSentences({ ...none, rows: 1000, of: 2_400_000 })).toEqual([
    "Of 2,400,000 rows, 1,000 drawn at random were looked at for ids and empty prompts; there may be more.",
  ]);
});
