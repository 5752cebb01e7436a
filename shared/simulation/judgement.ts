import { readFences } from "../prompts/fence.ts";
import type { JudgeParameters } from "./judges.ts";
import { keepsPrinciple } from "./principle-traits.ts";
import { normal, uniform } from "./random.ts";
import { correctness, solveTask } from "./solve.ts";
import { familyOf, isIgnorance } from "./teachers.ts";

/** What a judge was given, read from the prompt's fences alone. */
export type JudgeMaterial =
  | {
      readonly type: "pair";
      readonly question: string;
      readonly first: string;
      readonly second: string;
      readonly reference: string | null;
      /** What alone decides, where the prompt names one principle in place of criteria. */
      readonly principle: string | null;
    }
  | {
      readonly type: "single";
      readonly question: string;
      readonly response: string;
      readonly reference: string | null;
      readonly scale: { readonly min: number; readonly max: number };
      /** The only scores there are, where the prompt describes each; else null. */
      readonly levels: readonly number[] | null;
    };

/** Finds the question and the one or two responses in a prompt; null when it holds none. */
export function readMaterial(prompt: string): JudgeMaterial | null {
  const fences = readFences(prompt);
  if (fences === null) return null;
  const question = fences.get("question") ?? prompt.slice(0, prompt.indexOf("[[["));
  const [first, second, response] = [fences.get("response A"), fences.get("response B"), fences.get("response")];
  const reference = fences.get("reference") ?? null;
  const instructions = prompt.slice(prompt.lastIndexOf("]]]"));
  if (first !== undefined && second !== undefined) {
    const principle = /^Principle:\s*(.+)$/m.exec(instructions)?.[1] ?? null;
    return { type: "pair", question, first, second, reference, principle };
  }
  if (response === undefined) return null;
  const read = [...instructions.matchAll(/\bfrom (-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)/g)].find(
    ([, low, high]) => Number(low) < Number(high),
  );
  const scale = { min: Number(read?.[1] ?? 1), max: Number(read?.[2] ?? 5) };
  return { type: "single", question, response, reference, scale, levels: levelsIn(instructions, scale) };
}

/** The whole numbers of a scale, where a line describes each of them. */
function levelsIn(instructions: string, { min, max }: { readonly min: number; readonly max: number }): readonly number[] | null {
  const levels = [...instructions.matchAll(/^(-?\d+): \S/gm)]
    .map(([, level]) => Number(level))
    .filter((level) => level >= min && level <= max);
  return max - min < 100 && new Set(levels).size === max - min + 1 ? levels : null;
}

/**
 * What a judge sees in a response: from -1 for a plainly wrong one to 1 for a right, complete one. A judge that is shown
 * a reference decides by it alone, and never overlooks a mistake.
 */
export function seenQuality(parameters: JudgeParameters, question: string, response: string, reference: string | null): number {
  if (response.trim() === "") return -1;
  if (isIgnorance(response)) return -0.8;
  const task = solveTask(question);
  const right =
    reference !== null ? (saysTheSame(response, reference) ? 1 : -1) : task === null ? null : correctness(task, response) * 2 - 1;
  if (right === null) return 0;
  const seesIt = reference !== null || uniform("sight", question, response) < parameters.sight;
  const finished = /[\p{L}\p{N}.!?"”)*]\s*$/u.test(response) ? 0 : -0.2;
  return (seesIt ? right : -right) + finished;
}

/** What decides between two responses: how well they keep to the principle where one is named and texts can tell, else how right they are. */
export function pairQuality(
  parameters: JudgeParameters,
  { question, reference, principle }: Pick<JudgeMaterial & { readonly type: "pair" }, "question" | "reference" | "principle">,
  response: string,
): number {
  const kept = principle === null ? null : keepsPrinciple(principle, question, response);
  return kept ?? seenQuality(parameters, question, response, reference);
}

/** A number that is the last one in the response, or words that stand in it. */
function saysTheSame(response: string, reference: string): boolean {
  const isNumber = /^\s*-?[\d,]+(?:\.\d+)?\s*$/.test(reference);
  const answer = isNumber ? reference.replaceAll(",", "").trim() : reference;
  return correctness({ answer, check: { type: isNumber ? "number" : "words" } }, response) === 1;
}

/** What everybody happens to like in an answer, whoever judges and in whichever order: standard normal, and the same every time. */
function liking(question: string, response: string): number {
  return normal("liking", question, response);
}

export type PairChances = { readonly first: number; readonly second: number; readonly tie: number };

/**
 * The chances of each verdict on a pair. With z the sum of the quality difference and the planted effects,
 * first : tie : second = exp(z/2) : nu : exp(-z/2), so that first against second is the logistic of z.
 */
export function pairChances(
  parameters: JudgeParameters,
  pair: Omit<JudgeMaterial & { readonly type: "pair" }, "type">,
  seed: string,
): PairChances {
  const quality = (response: string) => pairQuality(parameters, pair, response);
  const isOwn = (response: string) => (parameters.family !== "none" && familyOf(response) === parameters.family ? 1 : 0);
  const z =
    (parameters.gain * (quality(pair.first) - quality(pair.second))) / 2 +
    parameters.position +
    parameters.length * Math.log2((pair.first.length + 1) / (pair.second.length + 1)) +
    parameters.own * (isOwn(pair.first) - isOwn(pair.second)) +
    (parameters.taste * (liking(pair.question, pair.first) - liking(pair.question, pair.second))) / Math.SQRT2 +
    parameters.noise * normal("noise", seed);
  const bounded = Math.max(-30, Math.min(30, z));
  const weights = [Math.exp(bounded / 2), Math.exp(-bounded / 2), parameters.tie * (pair.first === pair.second ? 10 : 1)] as const;
  const total = weights[0] + weights[1] + weights[2];
  return { first: weights[0] / total, second: weights[1] / total, tie: weights[2] / total };
}

/** A point on the scale before rounding: length, own family and noise move it on the log-odds scale. */
export function scorePoint(
  parameters: JudgeParameters,
  item: { question: string; response: string; reference: string | null; scale: { min: number; max: number } },
  seed: string,
): number {
  const isOwn = parameters.family !== "none" && familyOf(item.response) === parameters.family;
  const z =
    (parameters.gain * seenQuality(parameters, item.question, item.response, item.reference)) / 2 +
    parameters.length * Math.log2((item.response.length + 1) / 80) +
    (isOwn ? parameters.own : 0) +
    (parameters.taste * liking(item.question, item.response)) / 4 +
    parameters.noise * normal("noise", seed);
  return item.scale.min + (item.scale.max - item.scale.min) / (1 + Math.exp(-z));
}
