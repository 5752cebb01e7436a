import { count } from "#shared/cells/teacher.ts";
import { double, integer, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import { requireColumn } from "#shared/data/table-columns.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { type EditOptions, editMethod, editOptions, stagePlaceholders } from "#shared/teaching/edit.ts";
import { questionReader } from "../answer-pairs.ts";
import { callColumns } from "../call-columns.ts";
import type { CallsToCome, Reply, RowEnding } from "../cell-runner.ts";
import { templateSource } from "../parameters.ts";
import { keptColumns, teacherColumns } from "./answer-row.ts";
import { expectLattice, latticeOf, type Place } from "./lattice.ts";
import { methodPrompt, type ReadyPrompt, readyPrompt } from "./method-prompts.ts";
import { coming, type Making, type MakingStep, type TeacherMethod, type Teaching } from "./teacher-method.ts";
import { columnFor, keptValues, noText, textOf, writtenRow } from "./written-rows.ts";

const lead = schemaOf([
  ["original", text],
  ["original_model", text],
]).columns;

const stageSchema: TableSchema = schemaOf([
  ["item", text],
  ["stage", integer],
  ["model", text],
  ["before", text],
  ["draft", text],
  ["original_model", text],
  ["error", text],
  ["sample", integer],
  ["finish_reason", text],
  ["prompt_tokens", integer],
  ["completion_tokens", integer],
  ["cost_usd", double],
  ["latency_ms", double],
  ["call_key", text],
]);

type Stage = { readonly name: string; readonly model: string | null; readonly prompt: ReadyPrompt };

/** Each answer goes through the stages one after another, each on the draft before it: one row an answer, and every draft in NAME_stages. */
export const edit: TeacherMethod = {
  expect: (body, input) => expectLattice(body, input, editOptions.parse(body.edit ?? {}).stages.length),
  program: async (teaching) => {
    const { context, input } = teaching;
    const { body } = context;
    const options = editOptions.parse(body.edit ?? {});
    const column = columnFor(teaching, options.column, [], "edit.column");
    if (options.question !== undefined) requireColumn(input.schema, input.table, options.question, "edit.question");
    const questionOf = questionReader({ question: options.question }, await context.inputs.table(body.from));
    const kept = keptColumns(body, input.schema, input.table, lead).filter(({ name }) => name !== column);
    const stages = stagesOf(teaching, options);
    const lattice = latticeOf(teaching);
    const table = `${context.name}_stages`;
    return {
      size: lattice.size,
      perRow: lattice.perRow,
      rounds: stages.length,
      mostCalls: (index) => comingCalls(stages, 0, lattice.modelOf(index)),
      laneOf: lattice.modelOf,
      columns: teacherColumns(kept, { lead }),
      beside: [{ name: table, schema: stageSchema }],
      summary: (ledger) => `${ledger.kept}/${ledger.requested} edited · ${count(stages.length, "stage")}`,
      making: (index): Making => {
        const asked = lattice.placeOf(index);
        const own = textOfValue(asked.row.model);
        // Answers of several models to one item are edited side by side; each is named by whom it is by.
        const place: Place = { ...asked, label: own === "" ? asked.label : `${asked.label}, answer by ${own}` };
        const original = textOfValue(asked.row[column]).trim();
        const base = {
          ...keptValues(kept, asked.row),
          original: original === "" ? null : original,
          original_model: own === "" ? null : own,
        };
        const about = { question: questionOf(asked.row), original };
        return { label: place.label, step: (replies) => editDraft(teaching, place, { stages, base, about, table, column }, replies) };
      },
    };
  },
};

function stagesOf(teaching: Teaching, { stages }: EditOptions): readonly Stage[] {
  return stages.map(({ prompt = "edit", model = null }, at) => {
    if (Object.hasOwn(editMethod.prompts, prompt)) return { name: prompt, model, prompt: methodPrompt(teaching, prompt) };
    const source = templateSource(prompt, teaching.context.inputs);
    return { name: prompt, model, prompt: readyPrompt(teaching, source, { ...stagePlaceholders }, `edit.stages.${at}.prompt`) };
  });
}

/** One call a stage after those done, of its model or the cell's. A draft left as it was may come to a request asked before. */
function comingCalls(stages: readonly Stage[], done: number, usual: string): readonly CallsToCome[] {
  return stages.slice(done).map(({ model, name }, at) => {
    const isNew = !stages.slice(0, done + at).some((earlier) => earlier.name === name && earlier.model === model);
    return coming(model ?? usual, isNew ? 1 : 0, 1);
  });
}

type Editing = {
  readonly stages: readonly Stage[];
  readonly base: Row;
  readonly about: { readonly question: string; readonly original: string };
  readonly table: string;
  readonly column: string;
};

function editDraft(teaching: Teaching, place: Place, editing: Editing, replies: readonly Reply[]): MakingStep {
  const { stages, base, about, table, column } = editing;
  const { label, sample, row } = place;
  const done = (ending: RowEnding, draft: string | null, reply: Reply | null, model: string): MakingStep => {
    const messages = [{ role: "user" as const, content: about.question }];
    const written = writtenRow(teaching, { ...place, model }, { reply, replies, ending, messages });
    return { type: "done", made: [{ label, ending, row: { ...base, ...written, response: draft } }], beside };
  };
  const beside: { table: string; row: Row }[] = [];
  let draft = about.original;
  let model = place.model;
  if (draft === "") return done(noText(column), null, null, model);
  for (const [at, stage] of stages.entries()) {
    model = stage.model ?? place.model;
    const reply = replies[at];
    if (reply === undefined) {
      const messages = stage.prompt({ ...about, draft, stage: at + 1 }, row);
      const follows = comingCalls(stages, at + 1, place.model);
      return { type: "ask", requests: [{ model, parameters: teaching.parameters, sample, messages }], follows };
    }
    const read = textOf(reply);
    const next = read.ok ? read.text : null;
    const { reply: _, ...call } = callColumns(reply);
    beside.push({
      table,
      row: {
        item: place.item,
        stage: at + 1,
        model,
        before: draft,
        draft: next,
        original_model: base.original_model ?? null,
        sample,
        ...call,
      },
    });
    if (!read.ok) return done(read.ending, null, reply, model);
    draft = read.text;
  }
  return done({ type: "kept" }, draft, replies.at(-1) ?? null, model);
}
