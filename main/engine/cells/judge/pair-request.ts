import type { JudgeBody } from "#shared/cells/judge.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { defaultCriteria, type JudgePrompt, judgePairMessages, promptFormOf, readJudgePrompt } from "#shared/prompts/judge-prompts.ts";
import { readAgain } from "#shared/prompts/read-again.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import type { AnswerPair } from "../answer-pairs.ts";
import { seedOf } from "../input-rows.ts";
import { templateSource } from "../parameters.ts";
import { drawPrinciple, type Principle, readPrinciples } from "./principles.ts";
import { type JudgeSetup, judgeRequest } from "./setup.ts";

/** "ab": side a is shown first. */
export type Order = "ab" | "ba";

/** How a cell asks about pairs, whatever its mode: prompt and principles are read once. */
export type PairAsking = JudgeSetup & { readonly prompt: JudgePrompt; readonly principles: readonly Principle[] };

/** Throws template, and column-missing where the constitution's table holds no principles. */
export async function pairAsking(setup: JudgeSetup): Promise<PairAsking> {
  const { body, inputs } = setup;
  const source = body.prompt === undefined ? undefined : templateSource(body.prompt, inputs);
  const prompt = readJudgePrompt(source, promptFormOf(body));
  return { ...setup, prompt, principles: await readPrinciples(body, inputs) };
}

/** The principle a pair is judged by: one draw a pair, so that every judge, order and repeat sees the same. Null without a constitution. */
export function principleOf({ principles, body }: PairAsking, pair: AnswerPair): Principle | null {
  return drawPrinciple(principles, pair.comparison, body.draw);
}

/** The orders one comparison is shown in. A random order is drawn for each judge and repeat. */
export function ordersFor(body: JudgeBody, pair: AnswerPair, judge: string, repeat: number): readonly Order[] {
  if (body.orders === "both") return ["ab", "ba"];
  if (body.orders === "fixed") return ["ab"];
  const bits = randomBits(seedOf(`${pair.comparison}|${judge}|${repeat}`, body.draw));
  return [uniform(bits) < 0.5 ? "ab" : "ba"];
}

/** What a judge is asked about a pair in an order. A side without an answer is a bug here: `whyNotAsked` tells beforehand. */
export function pairRequest(asking: PairAsking, pair: AnswerPair, judge: string, order: Order, repeat: number): CallRequest {
  const { body, prompt } = asking;
  const [first, second] = order === "ab" ? [pair.a, pair.b] : [pair.b, pair.a];
  const messages = judgePairMessages(prompt, {
    question: pair.a.question,
    first: first.response ?? "",
    second: second.response ?? "",
    criteria: principleOf(asking, pair)?.text ?? body.criteria ?? defaultCriteria,
    ...(body.reference === undefined ? {} : { reference: pair.a.reference ?? "" }),
  });
  return judgeRequest(asking, judge, messages, repeat);
}

/** Shows a judge its own verdict on a pair and asks it to read again. */
export function pairRequestAgain(
  asking: PairAsking,
  pair: AnswerPair,
  judge: string,
  order: Order,
  repeat: number,
  verdict: string,
): CallRequest {
  const request = pairRequest(asking, pair, judge, order, repeat);
  return { ...request, messages: readAgain(request.messages, verdict) };
}

/** Why a pair can't be put to a judge at all; null when it can. */
export function whyNotAsked({ body }: JudgeSetup, pair: AnswerPair): string | null {
  if (pair.a.response === null || pair.b.response === null) return `no answer by ${pair.a.response === null ? pair.a.model : pair.b.model}`;
  if (body.reference !== undefined && pair.a.reference === null) return `no reference in \`${body.reference}\``;
  return null;
}
