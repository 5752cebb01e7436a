import type { JudgeMaterial } from "./judgement.ts";
import { pairChances, scorePoint, seenQuality } from "./judgement.ts";
import type { JudgeParameters } from "./judges.ts";
import { uniform } from "./random.ts";

/** A reply as segments; a segment with `chances` is a choice whose log-probabilities can be asked for. */
export type Segment = { readonly text: string; readonly chances?: { readonly [token: string]: number } };

/** A draw: `seed` fixes the noise, `temperature` 0 takes the likeliest. */
export type Draw = { readonly seed: string; readonly temperature: number };

const confusedReply = "I see no question with two fenced responses, or one, in this prompt, so there is nothing for me to judge.";
const wanderingReply =
  "Both have something to be said for them, and much depends on what the reader needs. On balance it is hard to decide.";

/** What a simulated judge answers to a prompt. */
export function judgeReply(parameters: JudgeParameters, material: JudgeMaterial | null, prompt: string, draw: Draw): readonly Segment[] {
  if (material === null) return [{ text: confusedReply }];
  if (uniform("unreadable", draw.seed) < parameters.unreadable) return [{ text: wanderingReply }];
  return material.type === "pair" ? pairReply(parameters, material, prompt, draw) : scoreReply(parameters, material, draw);
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
  const why = rationale(label, seenQuality(parameters, pair.question, pair.first), seenQuality(parameters, pair.question, pair.second));
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
  const step = max - min >= 2 ? 1 : (max - min) / 10;
  const weights: { [score: string]: number } = {};
  let total = 0;
  for (let index = 0; index <= Math.min(100, Math.round((max - min) / step)); index++) {
    const score = min + index * step;
    const weight = Math.exp(-(((score - point) / step) ** 2) / 0.6);
    weights[String(Math.round(score * 1000) / 1000)] = weight;
    total += weight;
  }
  const chances = Object.fromEntries(Object.entries(weights).map(([score, weight]) => [score, total > 0 ? weight / total : 0]));
  const score = choose(chances, draw);
  const quality = seenQuality(parameters, item.question, item.response);
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

function rationale(label: "A" | "B" | "tie", first: number, second: number): string {
  if (label === "tie") return "Neither response is clearly better by the criteria.";
  const [better, worse, gap] = label === "A" ? ["A", "B", first - second] : ["B", "A", second - first];
  if (gap > 0.5) return `Response ${better} gets it right, while response ${worse} has a mistake.`;
  return gap < -0.5 ? `Response ${better} puts it better overall.` : `Both say much the same, but response ${better} puts it better.`;
}
