import { AssayError } from "#shared/assay-error.ts";
import type { RubricBody } from "#shared/cells/rubric.ts";
import { double, integer, type Row, schemaOf, text } from "#shared/data/table.ts";
import { requireColumn } from "#shared/data/table-columns.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import {
  readWrittenRubric,
  rubricWriterMessages,
  type WriterTask,
  type WrittenRubric,
  writtenRubricSchema,
} from "#shared/prompts/rubric-writer.ts";
import { askAgain, createStructuredReader, type StructuredReader } from "#shared/prompts/structured.ts";
import { collectApprovable } from "#shared/rubric/approvable.ts";
import { type Aggregate, type RubricCriterion, scored } from "#shared/rubric/criterion.ts";
import { criterionRow, rubricSchema } from "#shared/rubric/rubric-table.ts";
import { pitfallSigns } from "#shared/statistics/rubric/score-rubric.ts";
import { questionReader } from "../answer-pairs.ts";
import { callColumns } from "../call-columns.ts";
import type { CallProgram, Reply, RowEnding, RunContext, Step } from "../cell-runner.ts";
import { drawIndexes, itemOf } from "../input-rows.ts";
import { callParameters, describeModels } from "../parameters.ts";

const callSchema = schemaOf([
  ["item", text],
  ["model", text],
  ["round", integer],
  ["criteria", integer],
  ["reason", text],
  ["question", text],
  ["reply", text],
  ["finish_reason", text],
  ["prompt_tokens", integer],
  ["completion_tokens", integer],
  ["cost_usd", double],
  ["latency_ms", double],
  ["error", text],
  ["call_key", text],
]);

type WriterBody = NonNullable<RubricBody["per_prompt"]> & { readonly common: readonly RubricCriterion[]; readonly aggregate: Aggregate };

/** A rubric for each prompt: the common criteria, and what a model adds to them. A reply that breaks the rules is asked for once more. */
export async function writeRubrics(context: RunContext<RubricBody>, writer: WriterBody, tryRows: number | null): Promise<CallProgram> {
  const { name } = context;
  const { common, aggregate, model } = writer;
  const all = await promptsOf(context, writer);
  const prompts = drawIndexes(all.length, tryRows ?? all.length, 0).flatMap((at) => all[at] ?? []);
  await describeModels(context.parts.models, [model], "per_prompt.model");
  const task = taskOf(writer);
  const schema = writtenRubricSchema({ ...task, question: "" });
  const structured = createStructuredReader(schema);
  const parameters = callParameters(writer);
  return {
    size: prompts.length,
    chained: true,
    rounds: 2,
    laneOf: () => model,
    tables: [
      { name, schema: rubricSchema(true) },
      { name: `${name}_calls`, schema: callSchema },
    ],
    summary: (ledger) => `${ledger.kept}/${ledger.requested} prompts · ${common.length} criteria and more for each · ${aggregate}`,
    derive: () => {
      const written = collectApprovable();
      return {
        add: (table, row) => {
          if (table === name) written.add(row);
        },
        rows: () => [],
        approvable: written.approvable,
      };
    },
    unit: (index) => {
      const prompt = prompts[index];
      if (prompt === undefined) throw new RangeError(`prompt ${index} of ${prompts.length}`);
      const { item, question } = prompt;
      const asked: WriterTask = { ...task, question };
      const request: CallRequest = { model, messages: rubricWriterMessages(asked), parameters, schema, sample: 0 };
      return {
        label: `item ${item}, ${model}`,
        step: (replies): Step => {
          const [first, second] = replies;
          if (first === undefined) return { type: "ask", requests: [request], follows: [{ model, least: 0, most: 1 }] };
          const heard = replies.map((reply) => ({ reply, reading: read(reply, structured, asked) }));
          const last = heard.at(-1)?.reading;
          if (second === undefined && first.type === "answered" && last?.ok === false && last.again) {
            const messages = askAgain(request.messages, first.answer.text, last.reason);
            return { type: "ask", requests: [{ ...request, messages }], follows: 0 };
          }
          const criteria = last?.ok ? last.criteria : [];
          const rows = criteria.map((criterion): RubricCriterion => ({ ...criterion, origin: "written" }));
          return {
            type: "done",
            ending: endingOf(second ?? first, last),
            rows: [
              ...(last?.ok ? [...common, ...rows] : []).map((each) => ({ table: name, row: criterionRow(each, aggregate, item) })),
              ...heard.map((each, at) => ({
                table: `${name}_calls`,
                row: callRow(each.reply, each.reading, { item, model, question }, at),
              })),
            ],
          };
        },
      };
    },
  };
}

type Prompt = { readonly item: string; readonly question: string };

/** One prompt an item, where the table has several rows of it. */
async function promptsOf(context: RunContext<RubricBody>, writer: WriterBody): Promise<readonly Prompt[]> {
  const input = await context.inputs.table(writer.from);
  if (writer.question !== undefined) requireColumn(input.schema, input.table, writer.question, "per_prompt.question");
  const questionOf = questionReader(writer, input);
  const found = new Map<string, Prompt>();
  for (const [index, row] of input.rows.entries()) {
    const item = itemOf(row, index);
    if (!found.has(item)) found.set(item, { item, question: questionOf(row) });
  }
  return [...found.values()];
}

function taskOf({ common, aggregate, min, max, instructions }: WriterBody): Omit<WriterTask, "question"> {
  const signs = pitfallSigns(common.map(scored));
  if (signs === "mixed") throw new AssayError("cell-invalid", "The pitfalls weigh both ways.", { place: { key: "criteria" } });
  const inPoints = aggregate === "points";
  // HealthBench's points say what is bad; Rubrics as Rewards says what is avoided.
  const pitfalls = signs === "none" ? (inPoints ? "negative" : "positive") : signs;
  return { common, min, max, pitfalls, inPoints, instructions };
}

/** `again`: the reply came, so it is worth asking once more. */
type Reading = Extract<WrittenRubric, { readonly ok: true }> | { readonly ok: false; readonly reason: string; readonly again: boolean };

function read(reply: Reply, structured: StructuredReader, task: WriterTask): Reading {
  const refused = (reason: string, again: boolean): Reading => ({ ok: false, reason, again });
  if (reply.type === "failed") return refused(`call failed: ${reply.cause}`, false);
  const { answer } = reply;
  if (answer.finishReason === "length") return refused("cut off at max_tokens", false);
  if (answer.finishReason === "content_filter") return refused("withheld by the provider's content filter", false);
  if (answer.refusal !== null) return refused(`refused: ${answer.refusal}`, false);
  const found = structured(answer.text);
  const written = found.ok ? readWrittenRubric(found.json, task) : found;
  return written.ok ? written : refused(written.reason, true);
}

function endingOf(reply: Reply, reading: Reading | undefined): RowEnding {
  if (reply.type === "failed") return { type: "failed", cause: reply.cause, sentence: reply.sentence };
  if (reading === undefined || reading.ok) return { type: "kept" };
  return { type: "failed", cause: "no rubric", sentence: `The reply is not a rubric for its prompt: ${reading.reason}.` };
}

function callRow(reply: Reply, reading: Reading, { item, model, question }: Prompt & { readonly model: string }, at: number): Row {
  return {
    item,
    model,
    round: at + 1,
    criteria: reading.ok ? reading.criteria.length : null,
    reason: reading.ok ? null : reading.reason,
    question,
    ...callColumns(reply),
  };
}
