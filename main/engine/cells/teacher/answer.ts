import { count } from "#shared/cells/teacher.ts";
import type { ChatMessage } from "#shared/journal/call.ts";
import { askAgain, createStructuredReader } from "#shared/prompts/structured.ts";
import { readTemplate, render } from "#shared/prompts/template.ts";
import type { Unit } from "../cell-runner.ts";
import { itemOf } from "../input-rows.ts";
import { templateSource } from "../parameters.ts";
import { answerRow, costOf, endingOf, familyOf, keptColumns, teacherSchema, whyNotJson } from "./answer-row.ts";
import type { TeacherMethod } from "./teacher-method.ts";

/** Each model answers each row's prompt: one row per input × model × sample. */
export const answer: TeacherMethod = {
  expect: ({ models, samples }, { rows }) => ({
    calls: rows * models.length * samples,
    rows: rows * models.length * samples,
    perItem: models.length * samples,
  }),
  program: ({ context, input, models, indexes, parameters }) => {
    const { body } = context;
    const template = readTemplate(templateSource(body.prompt, context.inputs));
    const kept = keptColumns(body, input.schema, input.table);
    const perRow = body.models.length * body.samples;
    const modelAt = (index: number): string => body.models[index % body.models.length] ?? "";

    // The last rendered row is kept: units of one row are asked for one after another.
    let rendered: { readonly at: number; readonly messages: readonly ChatMessage[] } | null = null;
    const messagesFor = (at: number): readonly ChatMessage[] => {
      if (rendered?.at !== at) rendered = { at, messages: render(template, input.rows[at] ?? {}) };
      return rendered.messages;
    };

    const structured = body.schema === undefined ? null : createStructuredReader(body.schema);
    return {
      size: indexes.length * perRow,
      // A reply that is not the JSON asked for is asked for once more, which nobody can count beforehand.
      chained: structured !== null,
      laneOf: modelAt,
      tables: [{ name: context.name, schema: teacherSchema(kept, body.logprobs === true) }],
      summary: (ledger) => `${ledger.kept}/${ledger.requested} answers · ${count(body.models.length, "model")}`,
      unit: (index): Unit => {
        const at = indexes[Math.floor(index / perRow)] ?? 0;
        const row = input.rows[at] ?? {};
        const model = modelAt(index);
        const sample = Math.floor((index % perRow) / body.models.length);
        const item = itemOf(row, at);
        return {
          label: `item ${item}, ${model}${body.samples > 1 ? `, sample ${sample}` : ""}`,
          step: (replies) => {
            const messages = messagesFor(at);
            const [first, second] = replies;
            const request = { model, parameters, ...(body.schema ? { schema: body.schema } : {}), sample };
            if (first === undefined) return { type: "ask", requests: [{ ...request, messages }] };
            const reason = structured === null ? null : whyNotJson(first, structured);
            if (reason !== null && second === undefined && first.type === "answered") {
              return { type: "ask", requests: [{ ...request, messages: askAgain(messages, first.answer.text, reason) }] };
            }
            const reply = second ?? first;
            const ending = endingOf(reply, structured);
            const keptValues = Object.fromEntries(kept.map((column) => [column.name, row[column.name] ?? null]));
            return {
              type: "done",
              ending,
              rows: [
                {
                  table: context.name,
                  row: {
                    item,
                    ...keptValues,
                    ...answerRow(reply, ending, structured),
                    cost_usd: costOf(replies),
                    model,
                    family: familyOf(models, model),
                    sample,
                    messages,
                  },
                },
              ],
            };
          },
        };
      },
    };
  },
};
