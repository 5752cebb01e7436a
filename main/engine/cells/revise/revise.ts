import { AssayError } from "#shared/assay-error.ts";
import type { ReviseBody, ReviseStage } from "#shared/cells/revise.ts";
import { count } from "#shared/cells/teacher.ts";
import { constitutionHash } from "#shared/constitution/principle.ts";
import { hasColumn, requireColumn } from "#shared/data/table-columns.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { readRevisePrompt } from "#shared/prompts/revise-prompts.ts";
import type { Template } from "#shared/prompts/template.ts";
import { questionReader } from "../answer-pairs.ts";
import type { CallProgram, CellRunner, InputTable, RunContext, Unit } from "../cell-runner.ts";
import { drawIndexes, itemOf } from "../input-rows.ts";
import { callParameters, describeModels, templateSource } from "../parameters.ts";
import { type Chain, type ChainStart, type Failure, followChain, type Round } from "./chain.ts";
import { guidingPrinciples, roundPrinciples } from "./principles.ts";
import { finalRow, finalSchema, pairRow, pairSchema, type RevisedAnswer, roundRow, roundSchema } from "./rows.ts";

/** A unit an answer: its rounds, the last revision, and the pair of both where it changed. */
export const runRevise: CellRunner<ReviseBody> = {
  type: "calls",
  models: ({ model }) => (model === undefined ? [] : [model]),
  expect: ({ pick, rounds }, input) => (input === null || pick === "all" ? null : { calls: input.rows * rounds * 2, shape: input }),
  program: reviseAnswers,
};

async function reviseAnswers(context: RunContext<ReviseBody>, tryRows: number | null): Promise<CallProgram> {
  const { body, name, inputs } = context;
  const input = await inputs.table(body.from);
  const principles = await guidingPrinciples(body, inputs);
  const answers = await answersToRevise(context, input, constitutionHash(principles));
  const indexes = drawIndexes(answers.length, tryRows ?? answers.length, 0);
  // The seed draws principles; it is none of the model's.
  const parameters = callParameters({ ...body, seed: undefined });
  const prompts = { critique: promptOf("critique", context), revision: promptOf("revision", context) };
  const answerAt = (index: number): RevisedAnswer => {
    const answer = answers[indexes[index] ?? -1];
    if (answer === undefined) throw new RangeError(`unit ${index} of ${indexes.length}`);
    return answer;
  };
  return {
    size: indexes.length,
    chained: true,
    // A critique and a revision by each principle.
    rounds: 2 * body.rounds * (body.pick === "all" ? principles.length : 1),
    laneOf: (index) => answerAt(index).reviser,
    models: [...new Set(answers.map(({ reviser }) => reviser))],
    tables: [
      { name, schema: roundSchema(input.schema) },
      { name: `${name}_final`, schema: finalSchema(input.schema, body.response) },
      { name: `${name}_pairs`, schema: pairSchema(input.schema) },
    ],
    summary: (ledger) => {
      const rounds = body.pick === "all" ? body.rounds * principles.length : body.rounds;
      return `${count(principles.length, "principle")} · ${count(rounds, "round")} · ${ledger.kept}/${ledger.requested} answers`;
    },
    unit: (index) => {
      const answer = answerAt(index);
      const { question, reviser: model, row } = answer;
      const sample = typeof row.sample === "number" ? row.sample : 0;
      const chosen = roundPrinciples(principles, body, JSON.stringify([answer.item, answer.model, sample]));
      return reviseUnit(name, answer, {
        prompts,
        parameters,
        question,
        response: answer.original ?? "",
        principles: chosen,
        model,
        sample,
      });
    },
  };
}

function reviseUnit(name: string, answer: RevisedAnswer, start: ChainStart): Unit {
  const { item, reviser, original } = answer;
  return {
    label: `item ${item}, ${reviser}`,
    step: (replies) => {
      const chain = original === null ? unanswered : followChain(start, replies);
      if (chain.next !== null) {
        // A critique that finds nothing is not followed by a revision.
        const follows = [{ model: chain.next.model, least: Math.floor(chain.follows / 2), most: chain.follows }];
        return { type: "ask", requests: [chain.next], follows };
      }
      const failure = original === null ? nothingToRevise : placedFailure(chain.rounds, start.principles.length);
      const isPair = failure === null && chain.response !== original;
      return {
        type: "done",
        ending: failure === null ? { type: "kept" } : { type: "failed", ...failure },
        rows: [
          ...chain.rounds.map((round, at) => ({ table: name, row: roundRow(answer, round, at) })),
          { table: `${name}_final`, row: finalRow(answer, chain, failure) },
          ...(isPair ? [{ table: `${name}_pairs`, row: pairRow(answer, chain) }] : []),
        ],
      };
    },
  };
}

const unanswered: Chain = { rounds: [], response: "", next: null, follows: 0 };

const nothingToRevise: Failure = { cause: "no answer", sentence: "There is no answer to revise; its own cell says why." };

/** What ended a chain before its last round, and where. */
function placedFailure(rounds: readonly Round[], wanted: number): Failure | null {
  const last = rounds.at(-1);
  if (last === undefined || last.failure === null) return null;
  const stage = last.revisionReply === null ? "critique" : "revision";
  const { cause, sentence } = last.failure;
  return { cause, sentence: `Round ${rounds.length} of ${wanted}, ${stage} by ${last.principle.id}: ${sentence}` };
}

function promptOf(stage: ReviseStage, { body, inputs }: RunContext<ReviseBody>): Template {
  const written = body.prompts[stage];
  return readRevisePrompt(stage, written === undefined ? undefined : templateSource(written, inputs));
}

/** There is one `model` key, however many models the rows name. */
function refuse(error: unknown): never {
  if (!(error instanceof AssayError)) throw error;
  throw new AssayError(error.code, error.message, {
    hint: error.hint ?? "Name who revises with `model:`.",
    place: { key: "model" },
    cause: error,
  });
}

/** The rows of `from` with who revises them. Throws column-missing, model-unknown. */
async function answersToRevise(
  { body, parts }: RunContext<ReviseBody>,
  input: InputTable,
  constitution: string,
): Promise<readonly RevisedAnswer[]> {
  requireColumn(input.schema, input.table, body.response, "response");
  if (body.question !== undefined) requireColumn(input.schema, input.table, body.question, "question");
  if (body.model === undefined && !hasColumn(input.schema, "model"))
    throw new AssayError("column-missing", `\`${input.table}\` does not say which model wrote its answers.`, {
      hint: "Name the one that revises them with `model:`.",
      place: { key: "model" },
    });
  const questionOf = questionReader(body, input);
  const revisers = [...new Set(body.model === undefined ? input.rows.map((row) => textOfValue(row.model)) : [body.model])];
  const described = await describeModels(parts.models, revisers, "model").catch(refuse);
  return input.rows.map((row, index) => {
    const model = textOfValue(row.model);
    const reviser = body.model ?? model;
    const response = row[body.response];
    const isFailed = typeof row.error === "string" && row.error !== "";
    const question = questionOf(row);
    const family = textOfValue(row.family) || model;
    return {
      item: itemOf(row, index),
      constitution,
      row,
      question,
      messages: row.messages ?? [{ role: "user", content: question }],
      original: isFailed ? null : textOfValue(response).trim() === "" ? null : textOfValue(response),
      model,
      family,
      reviser,
      // Whoever revises their own answers is of their family as the answers' table has it.
      reviserFamily: body.model === undefined ? family : (described.get(reviser)?.family ?? reviser),
    };
  });
}
