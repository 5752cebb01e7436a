import { defaultScale, type JudgeBody } from "#shared/cells/judge.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import {
  defaultReferenceCriteria,
  defaultScoreCriteria,
  judgeScoreMessages,
  promptFormOf,
  readJudgePrompt,
  type Scale,
} from "#shared/prompts/judge-prompts.ts";
import { readAgain } from "#shared/prompts/read-again.ts";
import type { JudgedAnswer } from "../answer-pairs.ts";
import type { CallProgram, RowEnding, RunContext, Step, Unit } from "../cell-runner.ts";
import { templateSource } from "../parameters.ts";
import { describeScores } from "./describe.ts";
import { hearRounds, unscored } from "./hearing.ts";
import { withScoreJury } from "./jury.ts";
import { type JudgedScore, scoreCallRow, scoreCallSchema, scoreRow, scoreSchema } from "./score-rows.ts";
import { hearScore, isScored, settleScore, unscoredScore } from "./score-verdict.ts";
import { type JudgeSetup, type Judges, judgeGrid, judgeRequest, judgeSetup, repeatsOf, unitLabel } from "./setup.ts";

/** `mode: pointwise` and `mode: reference`: every answer by itself, by every judge, on the declared scale. */
export function judgeScores(context: RunContext<JudgeBody>, answers: readonly JudgedAnswer[], judges: Judges): CallProgram {
  const { body, name } = context;
  const asking = scoreAsking(judgeSetup(context, judges));
  return {
    ...judgeGrid(body, answers, "scores", ({ subject, judge, repeat }) => scoreUnit(asking, subject, judge, repeat)),
    ...withScoreJury(body, name, [
      { name, schema: scoreSchema(body) },
      { name: `${name}_calls`, schema: scoreCallSchema(body) },
    ]),
    describe: describeScores(context),
  };
}

type ScoreAsking = JudgeSetup & {
  readonly scale: Scale;
  readonly request: (answer: JudgedAnswer, judge: string, repeat: number) => CallRequest;
};

function scoreAsking(setup: JudgeSetup): ScoreAsking {
  const { body, inputs } = setup;
  const scale = scaleOf(body);
  const criteria = scoreCriteria(body, scale);
  const prompt = readJudgePrompt(body.prompt === undefined ? undefined : templateSource(body.prompt, inputs), promptFormOf(body));
  return {
    ...setup,
    scale,
    request: (answer, judge, repeat) => {
      const { question, response, reference } = answer;
      const shown = body.reference === undefined ? {} : { reference: reference ?? "" };
      return judgeRequest(
        setup,
        judge,
        judgeScoreMessages(prompt, { question, response: response ?? "", criteria, scale, ...shown }),
        repeat,
      );
    },
  };
}

type DescribedScale = Scale & { readonly levels?: { readonly [level: string]: string } | undefined };

const referenceScale: DescribedScale = { min: 0, max: 1, levels: { "0": "wrong", "1": "right" } };

function scaleOf(body: JudgeBody): DescribedScale {
  return body.scale ?? (body.mode === "reference" ? referenceScale : defaultScale);
}

/** The criteria with what each level of the scale means, from the lowest, where the cell describes them. */
function scoreCriteria(body: JudgeBody, scale: DescribedScale): string {
  const levels = Object.entries(scale.levels ?? {})
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([level, meaning]) => `${level}: ${meaning}`);
  const standard = body.mode === "reference" ? defaultReferenceCriteria : defaultScoreCriteria;
  return [body.criteria ?? standard, ...levels].join("\n");
}

function scoreUnit(asking: ScoreAsking, answer: JudgedAnswer, judge: string, repeat: number): Unit {
  const { body, name, scale } = asking;
  const repeats = repeatsOf(body, repeat);
  const rowRepeat = body.confidence === "samples" ? null : repeat;
  const done = (judged: Pick<JudgedScore, "settled" | "first" | "heard" | "final">, ending: RowEnding): Step => ({
    type: "done",
    ending,
    rows: [
      { table: name, row: scoreRow(asking, { answer, judge, repeat: rowRepeat, ...judged }) },
      ...judged.heard.map((each) => ({ table: `${name}_calls`, row: scoreCallRow(answer, judge, each, judged.final.includes(each)) })),
    ],
  });
  return {
    label: unitLabel(body, `item ${answer.item}, ${answer.model}`, judge, repeat),
    step: (replies) => {
      const why = whyNotAsked(body, answer);
      if (why !== null) {
        const settled = unscoredScore(unscored(why));
        return done({ settled, first: null, heard: [], final: [] }, settled.ending);
      }
      if (replies.length === 0)
        return {
          type: "ask",
          requests: repeats.map((each) => asking.request(answer, judge, each)),
          ...(body.refine ? { follows: repeats.length } : {}),
        };
      const rounds = hearRounds(body, repeats, replies, {
        hear: (each, round, reply) => hearScore(body, scale, each, round, reply),
        isRead: isScored,
        isLost: (first) => settleScore(first).score === null,
      });
      if (rounds.unasked.length > 0) {
        const again = rounds.unasked.flatMap(({ place, said }) => {
          if (said.reply.type === "failed") return [];
          const request = asking.request(answer, judge, place);
          return [{ ...request, messages: readAgain(request.messages, said.reply.answer.text) }];
        });
        return { type: "ask", requests: again, follows: 0 };
      }
      const settled = settleScore(rounds.final);
      const first = body.refine ? settleScore(rounds.first) : null;
      return done({ settled, first, heard: rounds.all, final: rounds.final }, settled.ending);
    },
  };
}

function whyNotAsked(body: JudgeBody, answer: JudgedAnswer): string | null {
  if (answer.response === null) return "no answer to judge";
  return body.reference !== undefined && answer.reference === null ? `no reference in \`${body.reference}\`` : null;
}
