import { defaultScale, type JudgeBody } from "#shared/cells/judge.ts";
import { count } from "#shared/cells/teacher.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import { double, integer, messages as messagesType, type Row, schemaOf, text } from "#shared/data/table.ts";
import { judgeScoreMessages, readJudgePrompt } from "#shared/prompts/judge-prompts.ts";
import { readScoreVerdict } from "#shared/prompts/verdict.ts";
import type { JudgedAnswer } from "./answer-pairs.ts";
import { callColumns } from "./call-columns.ts";
import type { CallProgram, Reply, RowEnding, RunContext } from "./cell-runner.ts";
import { lengthChars } from "./input-rows.ts";
import { callParameters, templateSource } from "./parameters.ts";

const scoreSchema = schemaOf([
  ["item", text],
  ["model", text],
  ["judge", text],
  ["score", double],
  ["outcome", text],
  ["reason", text],
  ["question", text],
  ["response", text],
  ["rationale", text],
  ["length_chars", integer],
  ["sample", integer],
  ["repeat", integer],
  ["family", text],
  ["judge_family", text],
  ["cost_usd", double],
  ["messages", messagesType],
]);

const callSchema = schemaOf([
  ["item", text],
  ["model", text],
  ["sample", integer],
  ["judge", text],
  ["repeat", integer],
  ["score", double],
  ["reason", text],
  ["reply", text],
  ["finish_reason", text],
  ["prompt_tokens", integer],
  ["completion_tokens", integer],
  ["cost_usd", double],
  ["latency_ms", double],
  ["error", text],
  ["call_key", text],
]);

/** What one call said of one answer. */
type Scored = {
  readonly score: number | null;
  readonly reason: string | null;
  readonly rationale: string | null;
  readonly ending: RowEnding;
};

export function judgeScores(
  context: RunContext<JudgeBody>,
  answers: readonly JudgedAnswer[],
  judges: ReadonlyMap<string, ModelDescription>,
): CallProgram {
  const { body, name } = context;
  const scale = body.scale ?? defaultScale;
  const perAnswer = body.judges.length * body.repeats;
  const parameters = callParameters(body);
  const criteria = scoreCriteria(body);
  const prompt = body.prompt === undefined ? undefined : readJudgePrompt(templateSource(body.prompt, context.inputs), "pointwise");
  const judgeAt = (index: number): string => body.judges[index % body.judges.length] ?? "";
  return {
    size: answers.length * perAnswer,
    chained: false,
    laneOf: judgeAt,
    tables: [
      { name, schema: scoreSchema },
      { name: `${name}_calls`, schema: callSchema },
    ],
    summary: (ledger) => `${ledger.kept}/${ledger.requested} scores · ${count(body.judges.length, "judge")}`,
    unit: (index) => {
      const answer = answers[Math.floor(index / perAnswer)];
      if (answer === undefined) throw new RangeError(`unit ${index} of ${answers.length * perAnswer}`);
      const judge = judgeAt(index);
      const repeat = Math.floor((index % perAnswer) / body.judges.length);
      const identity: Row = { item: answer.item, model: answer.model, sample: answer.sample, judge, repeat };
      const rowFor = (scored: Scored, costUsd: number | null): Row => ({
        ...identity,
        family: answer.family,
        judge_family: judges.get(judge)?.family ?? judge,
        outcome: scored.score === null ? "unscored" : "scored",
        score: scored.score,
        reason: scored.reason,
        rationale: scored.rationale,
        question: answer.question,
        messages: answer.messages,
        response: answer.response,
        length_chars: answer.response === null ? null : lengthChars(answer.response),
        cost_usd: costUsd,
      });
      return {
        label: `item ${answer.item}, ${answer.model}, ${judge}${body.repeats > 1 ? `, repeat ${repeat}` : ""}`,
        step: (replies) => {
          if (answer.response === null) {
            const nothing: Scored = {
              score: null,
              reason: "no answer to judge",
              rationale: null,
              ending: { type: "unscored", reason: "no answer to judge" },
            };
            return { type: "done", ending: nothing.ending, rows: [{ table: name, row: rowFor(nothing, null) }] };
          }
          const [reply] = replies;
          if (reply === undefined) {
            const messages = judgeScoreMessages({
              question: answer.question,
              response: answer.response,
              scale,
              criteria,
              prompt,
            });
            return { type: "ask", requests: [{ model: judge, messages, parameters, sample: repeat }] };
          }
          const scored = hear(reply, scale);
          return {
            type: "done",
            ending: scored.ending,
            rows: [
              { table: name, row: rowFor(scored, reply.type === "answered" ? reply.costUsd : null) },
              { table: `${name}_calls`, row: { ...identity, ...callColumns(reply), score: scored.score, reason: scored.reason } },
            ],
          };
        },
      };
    },
  };
}

const defaultScoreCriteria = "A high score means the response is correct, answers the whole question, and says so plainly.";

/** The criteria with what each level of the scale means, where the cell describes them. */
function scoreCriteria(body: JudgeBody): string {
  const levels = Object.entries(body.scale?.levels ?? {}).map(([level, meaning]) => `${level}: ${meaning}`);
  return [body.criteria ?? defaultScoreCriteria, ...levels].join("\n");
}

function hear(reply: Reply, scale: { readonly min: number; readonly max: number }): Scored {
  if (reply.type === "failed") {
    return {
      score: null,
      reason: `call failed: ${reply.cause}`,
      rationale: null,
      ending: { type: "failed", cause: reply.cause, sentence: reply.sentence },
    };
  }
  const reading = readScoreVerdict(reply.answer.text, scale);
  if (reading.ok) return { score: reading.score, reason: null, rationale: reading.rationale, ending: { type: "kept" } };
  const reason = reply.answer.finishReason === "length" ? "truncated" : reading.reason;
  return { score: null, reason, rationale: null, ending: { type: "unscored", reason } };
}
