import { count } from "#shared/cells/teacher.ts";
import type { Row } from "#shared/data/table.ts";
import type { ChatMessage } from "#shared/journal/call.ts";
import { askAgain, createStructuredReader } from "#shared/prompts/structured.ts";
import { answerRow, costOf, endingOf, familyOf, keptColumns, teacherColumns, whyNotJson } from "./answer-row.ts";
import { expectLattice, latticeOf } from "./lattice.ts";
import { rowPrompt } from "./prompt-place.ts";
import { coming, type Made, type Making, type TeacherMethod } from "./teacher-method.ts";
import { keptValues } from "./written-rows.ts";

/** Each model answers each row's prompt: one row per input × model × sample. */
export const answer: TeacherMethod = {
  expect: (body, input) => expectLattice(body, input, 1),
  program: (teaching) => {
    const { context, input, models, parameters } = teaching;
    const { body } = context;
    const prompt = rowPrompt(body.prompt, "prompt", context.inputs);
    const kept = keptColumns(body, input.schema, input.table);
    const lattice = latticeOf(teaching);

    // The last rendered row is kept: makings of one row are asked for one after another.
    let rendered: { readonly at: number; readonly messages: readonly ChatMessage[] } | null = null;
    const messagesFor = (at: number): readonly ChatMessage[] => {
      if (rendered?.at !== at) rendered = { at, messages: prompt(input.rows[at] ?? {}) };
      return rendered.messages;
    };

    const structured = body.schema === undefined ? null : createStructuredReader(body.schema);
    return {
      size: lattice.size,
      perRow: lattice.perRow,
      // A reply that is not the JSON asked for is asked for once more.
      rounds: structured === null ? 1 : 2,
      mostCalls: (index) => [{ model: lattice.modelOf(index), most: structured === null ? 1 : 2 }],
      laneOf: lattice.modelOf,
      columns: teacherColumns(kept, { logprobs: body.logprobs === true }),
      summary: (ledger) => `${ledger.kept}/${ledger.requested} answers · ${count(body.models.length, "model")}`,
      making: (index): Making => {
        const { at, row, item, model, sample, label } = lattice.placeOf(index);
        return {
          label,
          step: (replies) => {
            const messages = messagesFor(at);
            const [first, second] = replies;
            if (messages.every(({ content }) => content.trim() === ""))
              return { type: "done", made: [emptyPrompt(label, { item, ...keptValues(kept, row), model, sample })] };
            const request = { model, parameters, ...(body.schema ? { schema: body.schema } : {}), sample };
            const follows = structured === null ? [] : [coming(model, 0, 1)];
            if (first === undefined) return { type: "ask", requests: [{ ...request, messages }], follows };
            const reason = structured === null ? null : whyNotJson(first, structured);
            if (reason !== null && second === undefined && first.type === "answered") {
              return { type: "ask", requests: [{ ...request, messages: askAgain(messages, first.answer.text, reason) }], follows: [] };
            }
            const reply = second ?? first;
            const ending = endingOf(reply, structured);
            const written = {
              item,
              ...keptValues(kept, row),
              ...answerRow(reply, ending, structured),
              cost_usd: costOf(replies),
              model,
              family: familyOf(models, model),
              sample,
              messages,
            };
            return { type: "done", made: [{ label, row: written, ending }] };
          },
        };
      },
    };
  },
};

/** A prompt without a word is not paid for. */
function emptyPrompt(label: string, row: Row): Made {
  const sentence = "The prompt comes out empty for this row. Skip such rows, or write more around the column.";
  return { label, ending: { type: "failed", cause: "empty prompt", sentence }, row: { ...row, error: `empty prompt: ${sentence}` } };
}
