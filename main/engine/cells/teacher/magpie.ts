import { count } from "#shared/cells/teacher.ts";
import type { Row } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { createInstructionFilter } from "#shared/teaching/instruction-filter.ts";
import { type MagpieOptions, magpieOptions } from "#shared/teaching/magpie.ts";
import { teacherColumns } from "./answer-row.ts";
import { instructAndAnswer, instructionColumns } from "./instruct-and-answer.ts";
import type { Place } from "./lattice.ts";
import { methodPrompt } from "./method-prompts.ts";
import type { Rejection, TeacherMethod } from "./teacher-method.ts";
import { similarityColumns } from "./written-rows.ts";

/**
 * Each model is sent a system text and no user turn, writes that turn, and answers it. Chat endpoints take no bare template
 * of a user's turn, so the system message stands in for it; the n-th turn is the n-th sample of the same request.
 */
export const magpie: TeacherMethod = {
  expect: (body) => {
    const asked = body.until ?? magpieOptions.parse(body.magpie ?? {}).count * body.models.length;
    return { calls: 2 * asked, rows: asked, perItem: 1 };
  },
  program: (teaching) => {
    const { context, goal, tryRows } = teaching;
    const { body } = context;
    const options = magpieOptions.parse(body.magpie ?? {});
    const query = methodPrompt(teaching, "query");
    const answer = methodPrompt(teaching, "answer");
    const models = body.models.length;
    const modelOf = (index: number): string => body.models[index % models] ?? "";
    return {
      size: goal?.candidates ?? tryRows ?? options.count * models,
      perRow: 1,
      rounds: 2,
      mostCalls: (index) => [{ model: modelOf(index), most: 2 }],
      laneOf: modelOf,
      columns: teacherColumns([], { lead: instructionColumns }),
      rejectedColumns: similarityColumns,
      admit: () => admission(options),
      summary: (ledger) => `${ledger.kept}/${ledger.requested} conversations · ${count(models, "model")}`,
      making: (index) => {
        const sample = Math.floor(index / models);
        const model = modelOf(index);
        const number = index + 1;
        const place: Place = { at: index, row: {}, item: `m-${number}`, model, sample, label: `turn ${number}, ${model}` };
        const asked = { instruct: query({ number }), answer: (instruction: string) => answer({ instruction, number }), kept: [], lead: {} };
        return { label: place.label, step: (replies) => instructAndAnswer(teaching, place, asked, replies) };
      },
    };
  },
};

/** What a model writes when it takes the system text for a question put to itself. */
const answersInstead =
  /^(?:sure|certainly|of course|okay|as an ai|i(?:'m| am) (?:an ai|a language model|happy|glad|here to)|how can i help)\b/i;

function admission(options: MagpieOptions): (row: Row) => Rejection | null {
  const judge = createInstructionFilter({ ...options, blacklist: [], checksOpening: false }, []);
  return (row) => {
    const instruction = textOfValue(row.instruction);
    if (answersInstead.test(instruction)) return { step: "no user turn", reason: "reads as an assistant's answer" };
    const { step, reason, nearest, similarity } = judge(instruction);
    return step === null ? null : { step, reason: reason ?? step, about: { nearest, rouge_l: similarity } };
  };
}
