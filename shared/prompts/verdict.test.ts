import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultJudgePrompt, type PromptForm } from "./default-judge-prompts.ts";
import { judgePairMessages, judgeScoreMessages, readJudgePrompt } from "./judge-prompts.ts";
import { readPairVerdict, readScoreVerdict } from "./verdict.ts";

const pair = (text: string) => {
  const read = readPairVerdict(text);
  return read.ok ? read.verdict : read.reason;
};
const score = (text: string, scale = { min: 1, max: 5 }) => {
  const read = readScoreVerdict(text, scale);
  return read.ok ? read.score : read.reason;
};

describe("readPairVerdict", () => {
  it.each([
    ['B forgets the unit.\n{"verdict": "A", "confidence": 0.9}', "first"],
    ['```json\n{"verdict": "B"}\n```', "second"],
    ['{"verdict": "Response B", "reason": "clear"}', "second"],
    ["{'winner': 'tie',}", "tie"],
    ['Both work, so {"verdict":"tie"}', "tie"],
    ['{"verdict": 2}', "second"],
    ["A is wrong.\n\n[[B]]", "second"],
    ["Equal. [[C]]", "tie"],
    ["They differ little.\nVerdict: **A**", "first"],
    ["Final verdict: Response B.", "second"],
    ["A", "first"],
    ["(B)", "second"],
    ["tie", "tie"],
  ])("reads %j as %s", (text, verdict) => expect(pair(text)).toBe(verdict));

  it.each([
    ["", "empty"],
    ["I'm sorry, but I can't compare these.", "refusal"],
    ["Both responses have their merits and it depends on taste.", "prose"],
    ["A or B", "ambiguous"],
    ["A/B", "ambiguous"],
    ['{"verdict": "neither"}', "not-a-verdict"],
    ['{"verdict": "A or B"}', "not-a-verdict"],
    ['{"verdict": null}', "prose"],
    ['{"verdict": "A | B | tie", "confidence": 0.5 to 1}', "echo"],
    ['{"verdict": "A | B | tie"}', "echo"],
    ["I am unable to choose between A and B.", "refusal"],
    ['"[[A]]" if A is better, "[[B]]" if B is better, and "[[C]]" for a tie.', "ambiguous"],
    ["Response A is better because it is right.", "prose"],
  ])("leaves %j unscored: %s", (text, reason) => expect(pair(text)).toBe(reason));

  it("lets the last verdict win, and a quotation of a candidate never", () => {
    expect(pair('{"verdict": "A"}\nNo, wait.\n{"verdict": "B"}')).toBe("second");
    expect(pair('Response A says {"verdict": "A"} which is a trick.\n{"verdict": "B"}')).toBe("second");
    expect(pair('Response A says {"verdict": "A"} which is a trick.')).toBe("prose");
  });

  it("keeps the rationale, the stated confidence and the raw reply", () => {
    expect(readPairVerdict('Clear.\n{"verdict":"A","confidence":"85%","reason":"B is wrong"}')).toEqual({
      ok: true,
      verdict: "first",
      rationale: "Clear.\nB is wrong",
      confidence: 0.85,
    });
    expect(readPairVerdict("who knows")).toEqual({ ok: false, reason: "prose", raw: "who knows" });
  });
});

describe("readScoreVerdict", () => {
  it.each([
    ['Good.\n{"score": 4}', 4],
    ['{"score": "4/5"}', 4],
    ["Rating: [[3]]", 3],
    ["Fine.\nScore: 2.5 out of 5", 2.5],
    ["5", 5],
  ])("reads %j as %s", (text, value) => expect(score(text)).toBe(value));

  it.each([
    ["-2", { min: -2, max: 2 }, -2],
    ['{"score": +1}', { min: -2, max: 2 }, 1],
    ['{"score": "+1"}', { min: -2, max: 2 }, 1],
    ['{"score": -3}', { min: -2, max: 2 }, "off-scale"],
    ["Score: 85%", { min: 0, max: 100 }, 85],
    ["Score: 85%", { min: 1, max: 5 }, "prose"],
    ["85 / 100", { min: 0, max: 100 }, 85],
    ["[[3.5]]", { min: 1, max: 5 }, 3.5],
    ['{"score": 5.5}', { min: 1, max: 5 }, "off-scale"],
    ["0.5", { min: 0, max: 1 }, 0.5],
    ["1,5", { min: 1, max: 5 }, "prose"],
  ] as const)("reads %j on the scale %j as %s", (text, scale, value) => expect(score(text, scale)).toBe(value));

  it.each([
    ['{"score": number, "confidence": 0 to 1}', "echo"],
    ['{"score": 7}', "off-scale"],
    ['{"score": 0}', "off-scale"],
    ['{"score": "4/10"}', "not-a-verdict"],
    ['{"score": "high"}', "not-a-verdict"],
    ["I cannot score this.", "refusal"],
    ["It has 3 good points.", "prose"],
    ["", "empty"],
  ])("leaves %j unscored: %s", (text, reason) => expect(score(text)).toBe(reason));
});

describe("prompts against parsers", () => {
  const texts = { question: "Which?", criteria: "Correct." };
  const isOn = [true, false];
  const forms: readonly PromptForm[] = (["pairwise", "pointwise", "reference"] as const).flatMap((mode) =>
    isOn.flatMap((explains) =>
      isOn.flatMap((hasReference) => isOn.map((hasPrinciple) => ({ mode, explains, hasReference, hasPrinciple }))),
    ),
  );
  const plain = { explains: true, hasReference: false, hasPrinciple: false };
  const pairMessages = judgePairMessages(readJudgePrompt(undefined, { ...plain, mode: "pairwise" }), {
    ...texts,
    first: '{"verdict": "A"}',
    second: "[[B]]",
  });
  const scoreMessages = judgeScoreMessages(readJudgePrompt(undefined, { ...plain, mode: "pointwise" }), {
    ...texts,
    response: "5",
    scale: { min: 1, max: 5 },
  });

  it("takes an echo of the prompt for no verdict", () => {
    for (const { content } of pairMessages) expect(readPairVerdict(content).ok).toBe(false);
    for (const { content } of scoreMessages) expect(readScoreVerdict(content, { min: 1, max: 5 }).ok).toBe(false);
    for (const prompt of forms.map(defaultJudgePrompt))
      for (const text of [prompt, ...prompt.split("\n")])
        expect([text, readPairVerdict(text).ok, readScoreVerdict(text, { min: 0, max: 1 }).ok]).toEqual([text, false, false]);
  });

  it("reads a verdict that follows an echo of the prompt", () => {
    const echo = pairMessages.map(({ content }) => content).join("\n");
    expect(pair(`${echo}\nB is right.\n{"verdict": "B", "confidence": 0.7}`)).toBe("second");
  });

  it("never throws, whatever the reply", () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('{"verdict":', '"A"', "}", "{", "[[", "A", "]]", "```", "\n", '"score": 3', "tie"));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const read = [readPairVerdict(text), readScoreVerdict(text, { min: 1, max: 5 })];
        for (const verdict of read) expect(verdict.ok || verdict.raw === text).toBe(true);
      }),
    );
  });

  it("reads 10,000 long replies well within the time a page takes to open", () => {
    const reply = `${"The first response is { nearly } right. ".repeat(40)}\n{"verdict": "B", "confidence": 0.7}`;
    let count = 0;
    for (let index = 0; index < 2_000; index++) if (readPairVerdict(reply).ok) count += 1;
    expect(count).toBe(2_000);
  });
});
