import type { Column, Row } from "#shared/data/table.ts";
import type { ChatMessage } from "#shared/journal/call.ts";
import type { Reply } from "../cell-runner.ts";
import type { Place } from "./lattice.ts";
import { coming, type MakingStep, type Teaching } from "./teacher-method.ts";
import { bareText, columnsOf, keptValues, textOf, writtenRow } from "./written-rows.ts";

/** Columns of a user turn that a model wrote, beside those of the answer to it. */
export const instructionColumns = columnsOf({ instruction: "text", instruction_call_key: "text" });

/** What is asked for one user turn and its answer. */
export type InstructAndAnswer = {
  readonly instruct: readonly ChatMessage[];
  readonly answer: (instruction: string) => readonly ChatMessage[];
  readonly kept: readonly Column[];
  /** The method's own columns. */
  readonly lead: Row;
  /** Which draw of the same request this is, where it is not the place's sample. */
  readonly draw?: number;
};

/** A model writes a user turn, then answers it as it would answer anybody. */
export function instructAndAnswer(teaching: Teaching, place: Place, asked: InstructAndAnswer, replies: readonly Reply[]): MakingStep {
  const { parameters } = teaching;
  const { model, sample, label, row } = place;
  const [first, second] = replies;
  const request = { model, parameters, sample: asked.draw ?? sample };
  if (first === undefined) return { type: "ask", requests: [{ ...request, messages: asked.instruct }], follows: [coming(model, 1)] };
  const read = textOf(first);
  const instruction = read.ok ? bareText(read.text) : null;
  if (instruction !== null && second === undefined) {
    return { type: "ask", requests: [{ ...request, messages: asked.answer(instruction) }], follows: [] };
  }
  const answered = second === undefined ? null : textOf(second);
  const ending = !read.ok ? read.ending : answered?.ok === false ? answered.ending : { type: "kept" as const };
  const written = {
    ...keptValues(asked.kept, row),
    ...asked.lead,
    ...writtenRow(teaching, place, {
      reply: second ?? null,
      replies,
      ending,
      messages: instruction === null ? null : asked.answer(instruction),
    }),
    instruction,
    instruction_call_key: first.key,
  };
  return { type: "done", made: [{ label, row: written, ending }] };
}
