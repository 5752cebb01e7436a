import type { JudgeBody } from "#shared/cells/judge.ts";
import { count } from "#shared/cells/teacher.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import { double, integer, messages as messagesType, type Row, schemaOf, text } from "#shared/data/table.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { defaultCriteria, judgePairMessages, readJudgePrompt } from "#shared/prompts/judge-prompts.ts";
import { readPairVerdict } from "#shared/prompts/verdict.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import type { AnswerPair } from "./answer-pairs.ts";
import { callColumns } from "./call-columns.ts";
import type { CallProgram, Reply, RowEnding, RunContext, Step, Unit } from "./cell-runner.ts";
import { lengthChars, seedOf } from "./input-rows.ts";
import { callParameters, templateSource } from "./parameters.ts";

type Order = "ab" | "ba";
type Side = "a" | "b" | "tie";

/** What one call said, side and not position. */
type Heard = {
  readonly order: Order;
  readonly reply: Reply;
  readonly side: Side | null;
  readonly reason: string | null;
  readonly rationale: string | null;
};

const comparisonSchema = schemaOf([
  ["item", text],
  ["judge", text],
  ["outcome", text],
  ["winner", text],
  ["a", text],
  ["b", text],
  ["verdict", text],
  ["verdict_ab", text],
  ["verdict_ba", text],
  ["p", double],
  ["margin", double],
  ["reason", text],
  ["question", text],
  ["response_a", text],
  ["response_b", text],
  ["rationale", text],
  ["len_a", integer],
  ["len_b", integer],
  ["sample", integer],
  ["repeat", integer],
  ["judge_family", text],
  ["family_a", text],
  ["family_b", text],
  ["cost_usd", double],
  ["comparison", text],
  ["messages", messagesType],
]);

const callSchema = schemaOf([
  ["item", text],
  ["judge", text],
  ["order_shown", text],
  ["verdict", text],
  ["reason", text],
  ["rationale", text],
  ["a", text],
  ["b", text],
  ["len_a", integer],
  ["len_b", integer],
  ["repeat", integer],
  ["reply", text],
  ["finish_reason", text],
  ["prompt_tokens", integer],
  ["completion_tokens", integer],
  ["cost_usd", double],
  ["latency_ms", double],
  ["error", text],
  ["judge_family", text],
  ["family_a", text],
  ["family_b", text],
  ["comparison", text],
  ["call_key", text],
]);

export function judgePairs(
  context: RunContext<JudgeBody>,
  pairs: readonly AnswerPair[],
  judges: ReadonlyMap<string, ModelDescription>,
): CallProgram {
  const { body, name } = context;
  const perPair = body.judges.length * body.repeats;
  const parameters = callParameters(body);
  const prompt = body.prompt === undefined ? undefined : readJudgePrompt(templateSource(body.prompt, context.inputs), "pairwise");
  const judgeAt = (index: number): string => body.judges[index % body.judges.length] ?? "";

  const requestFor = (pair: AnswerPair, judge: string, order: Order, repeat: number): CallRequest => {
    const [first, second] = order === "ab" ? [pair.a, pair.b] : [pair.b, pair.a];
    const messages = judgePairMessages({
      question: pair.a.question,
      first: first.response ?? "",
      second: second.response ?? "",
      criteria: body.criteria ?? defaultCriteria,
      prompt,
    });
    return { model: judge, messages, parameters, sample: repeat };
  };

  const unit = (index: number): Unit => {
    const pair = pairs[Math.floor(index / perPair)];
    if (pair === undefined) throw new RangeError(`unit ${index} of ${pairs.length * perPair}`);
    const judge = judgeAt(index);
    const repeat = Math.floor((index % perPair) / body.judges.length);
    const orders = ordersFor(body, pair, judge, repeat);
    const rowsFor = (heard: readonly Heard[], ending: Ending): Step => ({
      type: "done",
      ending: ending.ending,
      rows: [
        { table: name, row: comparisonRow(pair, judge, judges, repeat, heard, ending) },
        ...heard.map((each) => ({ table: `${name}_calls`, row: callRow(pair, judge, judges, repeat, each) })),
      ],
    });
    return {
      label: `${pair.comparison}, ${judge}${body.repeats > 1 ? `, repeat ${repeat}` : ""}`,
      step: (replies) => {
        if (pair.a.response === null || pair.b.response === null) {
          const missing = pair.a.response === null ? pair.a.model : pair.b.model;
          return rowsFor([], {
            outcome: "unscored",
            verdict: null,
            reason: `no answer by ${missing}`,
            ending: { type: "unscored", reason: "no answer to judge" },
          });
        }
        if (replies.length === 0) return { type: "ask", requests: orders.map((order) => requestFor(pair, judge, order, repeat)) };
        const heard = orders.flatMap((order, at) => {
          const reply = replies[at];
          return reply === undefined ? [] : [hear(order, reply)];
        });
        return rowsFor(heard, settle(heard));
      },
    };
  };

  return {
    size: pairs.length * perPair,
    chained: false,
    laneOf: judgeAt,
    tables: [
      { name, schema: comparisonSchema },
      { name: `${name}_calls`, schema: callSchema },
    ],
    summary: (ledger) => `${ledger.kept}/${ledger.requested} verdicts · ${count(body.judges.length, "judge")}`,
    unit,
  };
}

function ordersFor(body: JudgeBody, pair: AnswerPair, judge: string, repeat: number): readonly Order[] {
  if (body.orders === "both") return ["ab", "ba"];
  if (body.orders === "fixed") return ["ab"];
  const bits = randomBits(seedOf(`${pair.comparison}|${judge}|${repeat}`, body.draw));
  return [uniform(bits) < 0.5 ? "ab" : "ba"];
}

function hear(order: Order, reply: Reply): Heard {
  if (reply.type === "failed") return { order, reply, side: null, reason: `call failed: ${reply.cause}`, rationale: null };
  const reading = readPairVerdict(reply.answer.text);
  if (!reading.ok) {
    const reason = reply.answer.finishReason === "length" ? "truncated" : reading.reason;
    return { order, reply, side: null, reason, rationale: null };
  }
  const side: Side = reading.verdict === "tie" ? "tie" : (reading.verdict === "first") === (order === "ab") ? "a" : "b";
  return { order, reply, side, reason: null, rationale: reading.rationale };
}

type Ending = { readonly outcome: string; readonly verdict: string | null; readonly reason: string | null; readonly ending: RowEnding };

/** Judges see both orders; a preference that flips is inconsistent, not a tie, and an unreadable verdict is never a loss. */
function settle(heard: readonly Heard[]): Ending {
  const failed = heard.find((each) => each.reply.type === "failed");
  if (failed?.reply.type === "failed") {
    const { cause, sentence } = failed.reply;
    return { outcome: "unscored", verdict: null, reason: failed.reason, ending: { type: "failed", cause, sentence } };
  }
  const unread = heard.find((each) => each.side === null);
  if (unread !== undefined)
    return {
      outcome: "unscored",
      verdict: null,
      reason: unread.reason,
      ending: { type: "unscored", reason: unread.reason ?? "unreadable" },
    };
  const sides = new Set(heard.map((each) => each.side));
  const [side] = sides;
  const kept: RowEnding = { type: "kept" };
  if (sides.size > 1) return { outcome: "inconsistent", verdict: "inconsistent", reason: null, ending: kept };
  if (side === "tie") return { outcome: "tie", verdict: "tie", reason: null, ending: kept };
  return { outcome: side === "a" ? "win" : "loss", verdict: side ?? null, reason: null, ending: kept };
}

/** Share of preference for a: 1, ½ or 0 an order, averaged. */
function preferenceForA(heard: readonly Heard[]): number | null {
  if (heard.length === 0 || heard.some((each) => each.side === null)) return null;
  return heard.reduce((sum, each) => sum + (each.side === "a" ? 1 : each.side === "tie" ? 0.5 : 0), 0) / heard.length;
}

function identity(pair: AnswerPair, judge: string, judges: ReadonlyMap<string, ModelDescription>, repeat: number): Row {
  return {
    item: pair.a.item,
    comparison: pair.comparison,
    judge,
    judge_family: judges.get(judge)?.family ?? judge,
    repeat,
    a: pair.a.model,
    b: pair.b.model,
    family_a: pair.a.family,
    family_b: pair.b.family,
    len_a: pair.a.response === null ? null : lengthChars(pair.a.response),
    len_b: pair.b.response === null ? null : lengthChars(pair.b.response),
  };
}

function comparisonRow(
  pair: AnswerPair,
  judge: string,
  judges: ReadonlyMap<string, ModelDescription>,
  repeat: number,
  heard: readonly Heard[],
  ending: Ending,
): Row {
  const p = preferenceForA(heard);
  const sideIn = (order: Order): string | null => heard.find((each) => each.order === order)?.side ?? null;
  return {
    ...identity(pair, judge, judges, repeat),
    sample: pair.a.sample,
    outcome: ending.outcome,
    winner: ending.outcome === "win" ? pair.a.model : ending.outcome === "loss" ? pair.b.model : null,
    verdict: ending.verdict,
    reason: ending.reason,
    p,
    margin: p === null ? null : Math.abs(2 * p - 1),
    verdict_ab: sideIn("ab"),
    verdict_ba: sideIn("ba"),
    rationale: heard.find((each) => each.rationale !== null)?.rationale ?? null,
    question: pair.a.question,
    messages: pair.a.messages,
    response_a: pair.a.response,
    response_b: pair.b.response,
    cost_usd: heard.reduce((sum, each) => sum + (each.reply.type === "answered" ? (each.reply.costUsd ?? 0) : 0), 0),
  };
}

function callRow(pair: AnswerPair, judge: string, judges: ReadonlyMap<string, ModelDescription>, repeat: number, heard: Heard): Row {
  return {
    ...identity(pair, judge, judges, repeat),
    ...callColumns(heard.reply),
    order_shown: heard.order,
    verdict: heard.side,
    reason: heard.reason,
    rationale: heard.rationale,
  };
}
