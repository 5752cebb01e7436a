import { type FilterBody, semanticStep } from "#shared/cells/filter.ts";
import { checkSteps } from "#shared/filter/check-steps.ts";
import type { FilterTask, TextEmbeddings } from "#shared/filter/filter-task.ts";
import { kindOfStep } from "#shared/filter/steps.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import type { CallProgram, CellRunner, InputTable, RunContext, Unit } from "../cell-runner.ts";
import { drawIndexes } from "../input-rows.ts";
import { describeModel } from "../parameters.ts";
import { askConditions } from "./conditions.ts";
import { collectEmbeddings, embeddingErrors } from "./embeddings.ts";

/** Rows go through the steps in a worker thread; only a semantic step asks a model, one call a different text that reaches it. */
export const runFilter: CellRunner<FilterBody> = {
  type: "calls",
  models: (body) => {
    const semantic = semanticStep(body);
    return semantic === null ? [] : [semantic.step.model];
  },
  expect: (body, input) => (input === null ? null : { calls: semanticStep(body) === null ? 0 : input.rows, shape: input }),
  program: async (context, tryRows) => {
    const { body, parts, signal } = context;
    const inputs = await readInputs(context);
    const other = (name: string): InputTable => inputs.others.get(name) ?? inputs.from;
    checkSteps(body, { name: inputs.from.table, schema: inputs.from.schema }, (name) => ({ name, schema: other(name).schema }));
    const size = parts.arrow.schema(inputs.from.ipc).rows;
    const conditions = await askConditions(context, inputs.from, size);
    const rows = tryRows === null ? null : drawIndexes(size, tryRows, 0);
    // The bytes are handed over to the worker, so each task reads the tables anew.
    const task = async (embeddings: TextEmbeddings | null): Promise<FilterTask> => {
      const { from, others } = await readInputs(context);
      return {
        body: { ...(body.column === undefined ? {} : { column: body.column }), seed: body.seed, steps: body.steps },
        from: { table: from.table, ipc: from.ipc },
        others: [...others].map(([table, { ipc }]) => ({ table, ipc })),
        rows,
        conditions,
        embeddings,
      };
    };
    const semantic = semanticStep(body);
    if (semantic !== null) await describeModel(parts.models, semantic.step.model, `steps.${semantic.index}.model`);
    const texts = semantic === null ? [] : await parts.compute.filterTexts({ ...(await task(null)), until: semantic.index }, signal);
    return filterProgram(context, texts, task);
  },
};

type Inputs = { readonly from: InputTable; readonly others: ReadonlyMap<string, InputTable> };

async function readInputs({ body, inputs }: RunContext<FilterBody>): Promise<Inputs> {
  const names = new Set(
    body.steps.flatMap((step) =>
      step.off
        ? []
        : kindOfStep(step)
            .needs(step)
            .tables.map(({ name }) => name),
    ),
  );
  const others = await Promise.all([...names].map(async (name) => [name, await inputs.table(name)] as const));
  return { from: await inputs.table(body.from), others: new Map(others) };
}

function filterProgram(
  { name, body, parts }: RunContext<FilterBody>,
  texts: readonly string[],
  task: (embeddings: TextEmbeddings | null) => Promise<FilterTask>,
): CallProgram {
  const semantic = semanticStep(body);
  return {
    size: texts.length,
    unit: (index) => embeddingUnit(texts[index] ?? "", semantic?.step.model ?? "", semantic?.step.dimensions),
    laneOf: () => semantic?.step.model ?? "",
    chained: false,
    tables: [],
    summary: keptOf,
    assemble: async (replies, signal) => {
      const embeddings = semantic === null ? null : await collectEmbeddings(texts, replies, signal);
      const { tables, ledger } = await parts.compute.filter(await task(embeddings), signal);
      return {
        tables: tables.map(({ part, ipc }) => ({ name: part === "" ? name : `${name}_${part}`, rows: parts.arrow.schema(ipc).rows, ipc })),
        ledger,
        errors: embeddings === null ? [] : embeddingErrors(embeddings),
      };
    },
  };
}

function keptOf(ledger: RowLedger): string {
  const added = Object.entries(ledger.added ?? {}).map(([table, rows]) => ` + ${rows.toLocaleString("en")} from ${table}`);
  return `${ledger.kept.toLocaleString("en")} of ${ledger.requested.toLocaleString("en")} kept${added.join("")}`;
}

/** One text a call, so that an edit of other rows pays for nothing again. */
function embeddingUnit(text: string, model: string, dimensions: number | undefined): Unit {
  const request: CallRequest = {
    model,
    messages: [{ role: "user", content: text }],
    parameters: dimensions === undefined ? {} : { extra: { dimensions } },
    sample: 0,
    purpose: "embedding",
  };
  return {
    label: labelOf(text),
    step: ([reply]) => {
      if (reply === undefined) return { type: "ask", requests: [request] };
      return {
        type: "done",
        rows: [],
        ending: reply.type === "failed" ? { type: "failed", cause: reply.cause, sentence: reply.sentence } : { type: "kept" },
      };
    },
  };
}

/** How a text is named in errors. */
function labelOf(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return `text "${line.length > 40 ? `${[...line].slice(0, 40).join("")}…` : line}"`;
}
