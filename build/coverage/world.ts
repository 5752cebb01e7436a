// A world whose truth is known: simulated teachers answer tasks, simulated judges and people compare the answers, all through
// the very prompts and parsers a notebook uses. Any number of prompts can be drawn from it.

import { styleOfText } from "#shared/data/style-of-text.ts";
import { readAnswer } from "#shared/journal/answer.ts";
import { judgePairMessages, promptFormOf, readJudgePrompt } from "#shared/prompts/judge-prompts.ts";
import { readPairVerdict } from "#shared/prompts/verdict.ts";
import { verdictProbability } from "#shared/prompts/verdict-logprobs.ts";
import { generateTasks } from "#shared/simulation/generate-tasks.ts";
import { uniform } from "#shared/simulation/random.ts";
import { simulate } from "#shared/simulation/simulate.ts";
import type { Judgement, Side } from "#shared/statistics/judgement.ts";

type Voter = { readonly name: string; readonly model: string; readonly family: string; readonly isPerson: boolean };

/** What is planted in each judge stands in its name; people waver and overlook mistakes, but nothing sways them. */
export const voters: readonly Voter[] = [
  { name: "fair", model: "judge-fair", family: "none", isPerson: false },
  { name: "first", model: "judge-first", family: "none", isPerson: false },
  { name: "long", model: "judge-long", family: "none", isPerson: false },
  { name: "willow", model: "judge-willow", family: "willow", isPerson: false },
  { name: "basalt", model: "judge-basalt", family: "basalt", isPerson: false },
  // Counted to cedar, but nothing is planted: whoever accuses it is wrong.
  { name: "cedar", model: "judge:noise=0.41", family: "cedar", isPerson: false },
  ...["ada", "bob", "cyd"].map((name, index) => ({
    name,
    model: `judge:noise=${0.8 + index / 10},sight=0.93,tie=0.25`,
    family: "person",
    isPerson: true,
  })),
];

const teachers = ["willow-small", "basalt-small", "cedar-small"] as const;
const prompt = readJudgePrompt(undefined, promptFormOf({ mode: "pairwise", explain: true, reference: undefined, constitution: undefined }));
const criteria = "Prefer the response that gives the right answer. If both are right, prefer the plainer one.";

/** `prompts` tasks, three pairs of answers each; judges see both orders, people one of them at random. */
export function drawWorld(prompts: number, seed: number): readonly Judgement[] {
  return generateTasks({ count: prompts, seed }).flatMap(({ question }, index) => {
    const sides = teachers.map((model) => answerOf(model, question, seed));
    const cluster = `${seed}-${index}`;
    return sides.flatMap((a, at) =>
      sides.slice(at + 1).flatMap((b) => {
        const item = `${cluster} ${a.side.model} ${b.side.model}`;
        return voters.flatMap((voter) => {
          const shown = uniform("order", seed, item, voter.name) < 0.5 ? ("ab" as const) : ("ba" as const);
          const orders = voter.isPerson ? [shown] : (["ab", "ba"] as const);
          return orders.map((order) => vote(voter, { item, cluster, question, a, b, order, seed }));
        });
      }),
    );
  });
}

type Answer = { readonly side: Side; readonly text: string };

function answerOf(model: string, question: string, seed: number): Answer {
  const text = ask(model, [{ role: "user", content: question }], seed).text;
  return { text, side: { model, family: model.split("-")[0] ?? model, length: [...text].length, style: styleOfText(text) } };
}

type Comparison = {
  readonly item: string;
  readonly cluster: string;
  readonly question: string;
  readonly a: Answer;
  readonly b: Answer;
  readonly order: "ab" | "ba";
  readonly seed: number;
};

function vote(voter: Voter, { item, cluster, question, a, b, order, seed }: Comparison): Judgement {
  const [first, second] = order === "ab" ? [a, b] : [b, a];
  const reply = ask(voter.model, judgePairMessages(prompt, { question, first: first.text, second: second.text, criteria }), seed);
  const verdict = readPairVerdict(reply.text);
  const side = verdict.ok ? (verdict.verdict === "tie" ? "tie" : (verdict.verdict === "first") === (order === "ab") ? "a" : "b") : null;
  const probability = voter.isPerson || reply.logprobs === null ? null : verdictProbability(reply.logprobs);
  const p = probability === null ? null : order === "ab" ? probability.first : 1 - probability.first;
  return {
    item,
    cluster,
    judge: voter.name,
    judgeFamily: voter.family,
    value: side,
    order,
    a: a.side,
    b: b.side,
    p,
    ...(voter.isPerson ? { isPerson: true } : {}),
  };
}

function ask(model: string, messages: readonly { readonly role: string; readonly content: string }[], seed: number) {
  const reply = simulate(JSON.stringify({ model, messages, seed, temperature: 1, logprobs: true, top_logprobs: 10 }));
  const read = readAnswer(reply.body);
  if (!read.ok) throw new Error(`${model} gave no answer: ${reply.body.slice(0, 200)}`);
  return read.answer;
}
