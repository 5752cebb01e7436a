import type { JudgeMaterial } from "./judgement.ts";
import { pairChances, pairQuality, scorePoint, seenQuality } from "./judgement.ts";
import type { JudgeParameters } from "./judges.ts";
import { uniform } from "./random.ts";

/** A reply as segments; a segment with `chances` is a choice whose log-probabilities can be asked for. */
export type Segment = { readonly text: string; readonly chances?: { readonly [token: string]: number } };

/** A draw: `seed` fixes the noise, `temperature` 0 takes the likeliest. */
export type Draw = { readonly seed: string; readonly temperature: number };

const confusedReply = "I see no question with two fenced responses, or one, in this prompt, so there is nothing for me to judge.";

/** Replies that decide nothing, as real judges write them: prose, both, neither, a refusal, the prompt's own form again. */
const unreadableReplies = {
  pair: [
    "Both have something to be said for them, and much depends on what the reader needs. On balance it is hard to decide.",
    "A or B, either way.",
    'Neither is acceptable.\n{"verdict": "neither", "confidence": 0.9}',
    "I'm sorry, but I can't compare these responses.",
    'I will reply in the form asked for:\n{"verdict": "A | B | tie", "confidence": 0.5 to 1}',
  ],
  single: [
    "It has its merits, and much depends on what the reader needs. A number would not do it justice.",
    'Far beyond what was asked.\n{"score": 1000000, "confidence": 0.9}',
    '{"score": "high", "confidence": 0.9}',
    "I'm sorry, but I can't score this response.",
    'I will reply in the form asked for:\n{"score": number, "confidence": 0 to 1}',
  ],
} as const;

/** What a simulated judge answers to a prompt. */
export function judgeReply(parameters: JudgeParameters, material: JudgeMaterial | null, prompt: string, draw: Draw): readonly Segment[] {
  if (material === null) return [{ text: confusedReply }];
  if (uniform("unreadable", draw.seed) < parameters.unreadable) return [{ text: unreadable(material.type, draw.seed) }];
  const segments = material.type === "pair" ? pairReply(parameters, material, prompt, draw) : scoreReply(parameters, material, draw);
  return asksForVerdictAlone(prompt) ? segments.filter(({ chances }) => chances !== undefined) : segments;
}

function asksForVerdictAlone(prompt: string): boolean {
  return /\breply with (?:the|your) (?:verdict|score) alone\b/i.test(prompt);
}

function unreadable(type: JudgeMaterial["type"], seed: string): string {
  const replies = unreadableReplies[type];
  return replies[Math.floor(uniform("unreadable how", seed) * replies.length)] ?? replies[0];
}

function pairReply(
  parameters: JudgeParameters,
  pair: JudgeMaterial & { readonly type: "pair" },
  prompt: string,
  draw: Draw,
): readonly Segment[] {
  const chances = pairChances(parameters, pair, draw.seed);
  const byLabel = { A: chances.first, B: chances.second, tie: chances.tie };
  const label = choose(byLabel, draw);
  const quality = (response: string) => pairQuality(parameters, pair, response);
  const why = rationale(label, quality(pair.first), quality(pair.second), pair.principle !== null);
  if (prompt.includes("[[A]]") && !prompt.includes('"verdict"')) {
    const { tie, ...letters } = byLabel;
    return [{ text: `${why}\n[[` }, { text: label === "tie" ? "C" : label, chances: { ...letters, C: tie } }, { text: "]]" }];
  }
  const confidence = Math.max(0.5, Math.min(1, byLabel[label])).toFixed(2);
  return [{ text: `${why}\n{"verdict": "` }, { text: label, chances: byLabel }, { text: `", "confidence": ${confidence}}` }];
}

function scoreReply(parameters: JudgeParameters, item: JudgeMaterial & { readonly type: "single" }, draw: Draw): readonly Segment[] {
  const point = scorePoint(parameters, item, draw.seed);
  const { min, max } = item.scale;
  const step = item.levels !== null || max - min >= 2 ? 1 : (max - min) / 10;
  const scores = item.levels ?? Array.from({ length: Math.min(100, Math.round((max - min) / step)) + 1 }, (_, index) => min + index * step);
  const weights: { [score: string]: number } = {};
  let total = 0;
  for (const score of scores) {
    const weight = Math.exp(-(((score - point) / step) ** 2) / 0.6);
    weights[String(Math.round(score * 1000) / 1000)] = weight;
    total += weight;
  }
  const chances = Object.fromEntries(Object.entries(weights).map(([score, weight]) => [score, total > 0 ? weight / total : 0]));
  const score = choose(chances, draw);
  const quality = seenQuality(parameters, item.question, item.response, item.reference);
  const why =
    quality > 0.5
      ? "The response is right and complete."
      : quality < -0.5
        ? "The response gets the answer wrong."
        : "The response is hard to check.";
  const confidence = (chances[score] ?? 0).toFixed(2);
  return [{ text: `${why}\n{"score": ` }, { text: score, chances }, { text: `, "confidence": ${confidence}}` }];
}

function choose<Label extends string>(chances: { readonly [label in Label]: number }, draw: Draw): Label {
  const entries = Object.entries(chances) as [Label, number][];
  const likeliest = entries.reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  if (draw.temperature === 0) return likeliest[0];
  let left = uniform("choice", draw.seed);
  for (const [label, chance] of entries) {
    left -= chance;
    if (left < 0) return label;
  }
  return likeliest[0];
}

function rationale(label: "A" | "B" | "tie", first: number, second: number, isByPrinciple: boolean): string {
  if (label === "tie") return `Neither response is clearly better by the ${isByPrinciple ? "principle" : "criteria"}.`;
  const [better, worse, gap] = label === "A" ? ["A", "B", first - second] : ["B", "A", second - first];
  if (isByPrinciple)
    return `Response ${better} follows the principle ${gap > 0.5 ? `where response ${worse} does not` : "a little better"}.`;
  if (gap > 0.5) return `Response ${better} gets it right, while response ${worse} has a mistake.`;
  return gap < -0.5 ? `Response ${better} puts it better overall.` : `Both say much the same, but response ${better} puts it better.`;
}
