import { describe, expect, it } from "vitest";
import { judge } from "./judge.ts";
import { commonKeys } from "./read-yaml.ts";

const read = (rest: string) => judge.read(`from: answers\njudges: [sim/judge-fair]\n${rest}`);
const sentences = (rest: string): readonly string[] => {
  const reading = read(rest);
  return reading.ok ? [] : reading.problems.map(({ sentence, place }) => `${place.key}: ${sentence}`);
};

describe("a judge's body", () => {
  it.each([
    ["mode: rubric", "rubric", "needs `rubric:`"],
    ["rubric: rules", "rubric", "use `mode: rubric`"],
    ["mode: rubric\nrubric: rules\nconfidence: logprobs", "confidence", "no probability"],
    ["mode: reference", "reference", "needs `reference:`"],
    ["mode: tournament", "tournament", "needs `tournament:`"],
    ["tournament: { scheme: swiss }", "tournament", "only `mode: tournament`"],
    ["mode: pointwise\nconstitution: values", "constitution", "between two answers"],
    ["constitution: values\ncriteria: Right.", "criteria", "left unread"],
    ["jury: mean", "jury", "at least two judges"],
    ["mode: pointwise\nclamp: [0.4, 0.6]", "clamp", "only the probability of a comparison"],
    ["clamp: [0.6, 0.4]", "clamp", "the first must be below"],
    ["confidence: samples", "confidence", "`repeats` of 2 or more"],
    ["confidence: stated\nexplain: false", "explain", "states no confidence"],
    ["prompt: mine\nexplain: false", "explain", "says what the judge replies"],
    ["scale: { min: 1, max: 5 }", "scale", "a comparison has no scale"],
    ["mode: pointwise\nscale: { min: 1, max: 5, levels: { 7: superb } }", "scale", "describes 7"],
    ["mode: pointwise\nscale: { min: 5, max: 5 }", "scale", "`max` must be above `min`"],
    ["pairs: baseline", "baseline", "needs `baseline:`"],
    ["baseline: sim/willow-small", "baseline", "only `pairs: baseline`"],
  ])("refuses %j at %s", (rest, key, words) => {
    expect(sentences(rest).filter((told) => told.startsWith(`${key}: `) && told.includes(words))).toHaveLength(1);
  });

  it.each([
    "mode: pointwise\nscale: { min: -2, max: 2, levels: { -2: bad, 2: good } }",
    "mode: pointwise\nscale: { min: 0, max: 100 }",
    "mode: reference\nreference: answer",
    "constitution: values\nconfidence: logprobs\nclamp: [0.4, 0.6]\nrefine: true",
    "confidence: samples\nrepeats: 5\norders: random",
  ])("takes %j", (rest) => expect(sentences(rest)).toEqual([]));

  it("names every table it yields, the jury's last", () => {
    const reading = judge.read("from: answers\njudges: [sim/judge-fair, sim/judge-first]\njury: majority\n");
    if (!reading.ok) throw new Error("unreadable");
    expect(judge.tables("verdicts", reading.body)).toEqual(["verdicts", "verdicts_calls", "verdicts_jury"]);
  });

  it("has a control for every key but those that all kinds share", () => {
    const keys = [
      ...["from", "mode", "judges", "jury", "criteria", "rubric", "ask", "constitution", "reference", "confidence", "explain", "clamp"],
      ...["refine", "tournament", "prompt", "question", "response", "orders", "pairs", "baseline", "repeats", "scale", "draw"],
      ...["temperature", "top_p", "max_tokens", "seed", "stop"],
    ];
    const written = new Set(judge.fields.map(({ key }) => key.split(".")[0]));
    expect(keys.filter((key) => !written.has(key))).toEqual([]);
    expect([...written].filter((key) => key === undefined || key in commonKeys)).toEqual([]);
  });
});
