import type { TeacherBody } from "#shared/cells/teacher.ts";
import { count } from "#shared/cells/teacher.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import { type Column, double, integer, messages as messagesType, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import { requireColumn } from "#shared/data/table-columns.ts";
import type { CallParameters, ChatMessage } from "#shared/journal/call.ts";
import { askAgain, createStructuredReader, type StructuredReader } from "#shared/prompts/structured.ts";
import { readTemplate, render } from "#shared/prompts/template.ts";
import type { CallProgram, CellRunner, Reply, RowEnding, RunContext, Unit } from "../cell-runner.ts";
import { drawIndexes, itemOf } from "../input-rows.ts";
import { callParameters, describeModels, templateSource } from "../parameters.ts";

// In the order a person reads them: model, answer and error stand before the columns carried along, bookkeeping after.
const ownColumns = schemaOf([
  ["model", text],
  ["response", text],
  ["error", text],
  ["reasoning", text],
  ["finish_reason", text],
  ["sample", integer],
  ["family", text],
  ["prompt_tokens", integer],
  ["completion_tokens", integer],
  ["cost_usd", double],
  ["latency_ms", double],
  ["messages", messagesType],
  ["call_key", text],
]);

const logprobsColumn: Column = {
  name: "logprobs",
  type: {
    type: "list",
    item: {
      type: "struct",
      fields: [
        { name: "token", type: text },
        { name: "logprob", type: double },
      ],
    },
  },
};

/** Top alternatives asked for with `logprobs: true`. */
const topLogprobs = 5;

/** One row per input × model × sample. */
export const runTeacher: CellRunner<TeacherBody> = {
  type: "calls",
  models: (body) => body.models,
  expect: (body, input) => {
    if (input === null) return null;
    const perItem = body.models.length * body.samples;
    return { calls: input.rows * perItem, shape: { rows: input.rows * perItem, perItem } };
  },
  program: teach,
};

async function teach(context: RunContext<TeacherBody>, tryRows: number | null): Promise<CallProgram> {
  const { body } = context;
  const input = await context.inputs.table(body.from);
  const models = await describeModels(context.parts.models, body.models, "models");
  const template = readTemplate(templateSource(body.prompt, context.inputs));
  const kept = keptColumns(body, input.schema, input.table);
  const indexes = drawIndexes(input.rows.length, tryRows ?? input.rows.length, 0);
  const perRow = body.models.length * body.samples;
  const parameters: CallParameters = { ...callParameters(body), ...(body.logprobs ? { logprobs: true, top_logprobs: topLogprobs } : {}) };
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
}

/** Null when the reply is what was asked for, or no answer at all. */
function whyNotJson(reply: Reply, structured: StructuredReader): string | null {
  if (reply.type === "failed" || reply.answer.finishReason === "length" || reply.answer.refusal !== null) return null;
  const reading = structured(reply.answer.text);
  return reading.ok ? null : reading.reason;
}

function costOf(replies: readonly Reply[]): number | null {
  const costs = replies.map((reply) => (reply.type === "answered" ? reply.costUsd : 0));
  return costs.some((cost) => cost === null) ? null : costs.reduce((sum: number, cost) => sum + (cost ?? 0), 0);
}

function familyOf(models: ReadonlyMap<string, ModelDescription>, model: string): string {
  return models.get(model)?.family ?? model;
}

/** Input columns carried along: those named, else all but the ones a teacher writes itself. */
function keptColumns(body: TeacherBody, schema: TableSchema, table: string): readonly Column[] {
  const own = new Set(["item", "logprobs", ...ownColumns.columns.map((column) => column.name)]);
  for (const [index, name] of (body.keep ?? []).entries()) requireColumn(schema, table, name, `keep.${index}`);
  const wanted = body.keep === undefined ? null : new Set(body.keep);
  return schema.columns.filter((column) => !own.has(column.name) && (wanted === null || wanted.has(column.name)));
}

function teacherSchema(kept: readonly Column[], logprobs: boolean): TableSchema {
  const [model, response, error, ...bookkeeping] = ownColumns.columns;
  const answer = [model, response, error].filter((column) => column !== undefined);
  return { columns: [{ name: "item", type: text }, ...answer, ...kept, ...bookkeeping, ...(logprobs ? [logprobsColumn] : [])] };
}

/** Truncated and filtered answers were paid for but are not answers; the text is kept beside the reason. */
function endingOf(reply: Reply, structured: StructuredReader | null): RowEnding {
  if (reply.type === "failed") return { type: "failed", cause: reply.cause, sentence: reply.sentence };
  const { answer } = reply;
  if (answer.finishReason === "length")
    return {
      type: "failed",
      cause: "truncated",
      sentence: "The answer was cut off at max_tokens. Raise `max_tokens` and retry these rows.",
    };
  if (answer.finishReason === "content_filter")
    return { type: "failed", cause: "filtered", sentence: "The provider's content filter withheld the answer." };
  if (answer.refusal !== null) return { type: "failed", cause: "refused", sentence: `The model refused: ${answer.refusal}` };
  if (answer.text.trim() === "") return { type: "failed", cause: "empty", sentence: "The model answered with nothing." };
  const reading = structured?.(answer.text);
  if (reading?.ok === false)
    return {
      type: "failed",
      cause: "not JSON",
      sentence: `The answer does not fit the cell's JSON Schema, asked twice: ${reading.reason}.`,
    };
  return { type: "kept" };
}

function answerRow(reply: Reply, ending: RowEnding, structured: StructuredReader | null): Row {
  const error = ending.type === "failed" ? `${ending.cause}: ${ending.sentence}` : null;
  if (reply.type === "failed") return { response: null, latency_ms: reply.latencyMs, error, call_key: reply.key };
  const { answer } = reply;
  const reading = structured?.(answer.text);
  return {
    response: reading?.ok ? reading.json : answer.text,
    reasoning: answer.reasoning,
    finish_reason: answer.finishReason,
    prompt_tokens: answer.promptTokens,
    completion_tokens: answer.completionTokens,
    latency_ms: reply.latencyMs,
    error,
    call_key: reply.key,
    logprobs: answer.logprobs?.map(({ token, logprob }) => ({ token, logprob })) ?? null,
  };
}
