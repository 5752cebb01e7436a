import { count } from "#shared/cells/teacher.ts";
import { boolean, type Column, integer, type Row, schemaOf, text } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { askAgain, createStructuredReader } from "#shared/prompts/structured.ts";
import { type Chunk, chunkText } from "#shared/teaching/chunks.ts";
import { type DocumentsOptions, documentsOptions } from "#shared/teaching/documents.ts";
import { groundAnswer } from "#shared/teaching/grounding.ts";
import type { Reply } from "../cell-runner.ts";
import { endingOf, keptColumns, teacherColumns, whyNotJson } from "./answer-row.ts";
import type { Place } from "./lattice.ts";
import { methodPrompt } from "./method-prompts.ts";
import { coming, type Made, type Making, type TeacherMethod, type Teaching } from "./teacher-method.ts";
import { columnFor, keptValues, noText, textColumns, writtenRow } from "./written-rows.ts";

const lead = schemaOf([
  ["question", text],
  ["quote", text],
  ["is_grounded", boolean],
  ["grounding", text],
  ["chunk", text],
  ["chunk_number", integer],
  ["chunk_start", integer],
  ["chunk_end", integer],
  ["document", text],
]).columns;

/** A document without text is one cut without a chunk, so that its row is accounted for. */
type Cut = { readonly at: number; readonly number: number; readonly chunk: Chunk | null };
type ChunkCut = Cut & { readonly chunk: Chunk };

/** Question and answer pairs for each chunk of each document: one row a pair, with its chunk, and whether the answer was found there. */
export const documents: TeacherMethod = {
  // How many chunks a document has is known once it is read.
  expect: () => null,
  program: (teaching) => {
    const { context, input, indexes, goal } = teaching;
    const { body } = context;
    const options = documentsOptions.parse(body.documents ?? {});
    const column = columnFor(teaching, options.column, textColumns, "documents.column");
    const kept = keptColumns(body, input.schema, input.table, lead).filter(({ name }) => name !== column);
    const prompt = methodPrompt(teaching, "pairs");
    const cuts = indexes.flatMap((at) => cutsOf(teaching, textOfValue(input.rows[at]?.[column]), options, at));
    const schema = pairsSchema(options);
    const structured = createStructuredReader(schema);
    const models = body.models.length;
    const modelOf = (index: number): string => body.models[index % models] ?? "";
    const round = cuts.length * models;
    return {
      size: goal === null || round === 0 ? round * body.samples : Math.ceil(goal.candidates / options.pairs),
      perRow: 1,
      rowsPerMaking: options.pairs,
      rounds: 2,
      mostCalls: (index) => [{ model: modelOf(index), most: 2 }],
      laneOf: modelOf,
      columns: teacherColumns(kept, { lead }),
      summary: (ledger) => `${count(ledger.kept, "pair")} from ${count(cuts.filter(hasChunk).length, "chunk")} · ${count(models, "model")}`,
      making: (index): Making => {
        const cut = cuts[Math.floor((index % round) / models)];
        if (cut === undefined) throw new RangeError(`chunk ${index} of ${cuts.length}`);
        const place = placeOf(teaching, cut, modelOf(index), Math.floor(index / round));
        if (!hasChunk(cut))
          return { label: place.label, step: () => ({ type: "done", made: [emptyDocument(teaching, place, kept, column)] }) };
        const messages = prompt({ chunk: cut.chunk.text, pairs: options.pairs }, place.row);
        const request = { model: place.model, parameters: teaching.parameters, schema, sample: place.sample };
        return {
          label: place.label,
          step: (replies) => {
            const [first, second] = replies;
            if (first === undefined) return { type: "ask", requests: [{ ...request, messages }], follows: [coming(place.model, 0, 1)] };
            const reason = whyNotJson(first, structured);
            if (reason !== null && second === undefined && first.type === "answered")
              return { type: "ask", requests: [{ ...request, messages: askAgain(messages, first.answer.text, reason) }], follows: [] };
            const reply = second ?? first;
            const ending = endingOf(reply, structured);
            const reading = reply.type === "answered" && ending.type === "kept" ? structured(reply.answer.text) : null;
            const pairs = reading?.ok ? readPairs(reading.json) : [];
            const base = (): Row => ({ ...keptValues(kept, place.row), ...chunkColumns(cut, place) });
            if (pairs.length === 0) return { type: "done", made: [failedPair(teaching, place, { reply, replies, base: base() }, ending)] };
            return {
              type: "done",
              made: pairs.map((pair, at) => pairRow(teaching, place, { reply, replies, base: base(), pair, at }, cut)),
            };
          },
        };
      },
    };
  },
};

function cutsOf({ context }: Teaching, source: string, { chunk_tokens, overlap_tokens }: DocumentsOptions, at: number): readonly Cut[] {
  const { countTokens } = context.parts.models;
  const chunks = chunkText(source, { most: chunk_tokens, overlap: overlap_tokens, countTokens });
  return chunks.length === 0 ? [{ at, number: 0, chunk: null }] : chunks.map((chunk, number) => ({ at, number: number + 1, chunk }));
}

function hasChunk(cut: Cut): cut is ChunkCut {
  return cut.chunk !== null;
}

function placeOf({ input }: Teaching, { at, number }: Cut, model: string, sample: number): Place {
  const row = input.rows[at] ?? {};
  const [item, what] = number === 0 ? [documentOf(row, at), "document"] : [`${documentOf(row, at)}#${number}`, "chunk"];
  return { at, row, item, model, sample, label: `${what} ${item}, ${model}` };
}

function documentOf(row: Row, at: number): string {
  return textOfValue(row.item) || String(at + 1);
}

function pairsSchema({ pairs }: DocumentsOptions): { readonly [key: string]: unknown } {
  const fields = { question: { type: "string" }, answer: { type: "string" }, quote: { type: "string" } };
  const pair = { type: "object", properties: fields, required: ["question", "answer", "quote"], additionalProperties: false };
  return {
    type: "object",
    properties: { pairs: { type: "array", items: pair, minItems: 1, maxItems: pairs } },
    required: ["pairs"],
    additionalProperties: false,
  };
}

type Pair = { readonly question: string; readonly answer: string; readonly quote: string };

/** The JSON has been read against the schema already. */
function readPairs(json: string): readonly Pair[] {
  const { pairs } = JSON.parse(json) as { readonly pairs: readonly Pair[] };
  return pairs.filter(({ question, answer }) => question.trim() !== "" && answer.trim() !== "");
}

function chunkColumns({ at, number, chunk }: ChunkCut, { row }: Place): Row {
  return {
    chunk: chunk.text,
    chunk_number: number,
    chunk_start: chunk.start,
    chunk_end: chunk.end,
    document: documentOf(row, at),
  };
}

function emptyDocument(teaching: Teaching, place: Place, kept: readonly Column[], column: string): Made {
  const ending = noText(column);
  const written = writtenRow(teaching, place, { reply: null, replies: [], ending, messages: null });
  return { label: place.label, ending, row: { ...keptValues(kept, place.row), document: documentOf(place.row, place.at), ...written } };
}

type Heard = { readonly reply: Reply; readonly replies: readonly Reply[]; readonly base: Row };

function failedPair(teaching: Teaching, place: Place, { reply, replies, base }: Heard, ending: Made["ending"]): Made {
  const failed: Made["ending"] =
    ending.type === "kept" ? { type: "failed", cause: "no pairs", sentence: "The reply holds no question with an answer." } : ending;
  const row = { ...base, ...writtenRow(teaching, place, { reply, replies, ending: failed, messages: null }) };
  return { label: place.label, ending: failed, row };
}

function pairRow(teaching: Teaching, place: Place, heard: Heard & { readonly pair: Pair; readonly at: number }, { chunk }: ChunkCut): Made {
  const { reply, replies, base, pair, at } = heard;
  const { question, answer, quote } = pair;
  const { isGrounded, check } = groundAnswer(answer, quote, chunk.text);
  const ending = { type: "kept" } as const;
  const written = writtenRow(teaching, place, { reply, replies, ending, messages: [{ role: "user", content: question.trim() }] });
  // One call wrote all pairs of the chunk: its cost and tokens stand once.
  const shared: Row = at === 0 ? {} : { cost_usd: null, prompt_tokens: null, completion_tokens: null, latency_ms: null };
  return {
    label: `${place.label}, pair ${at + 1}`,
    ending,
    row: {
      ...base,
      ...written,
      ...shared,
      item: `${place.item}.${at + 1}`,
      response: answer.trim(),
      question: question.trim(),
      quote,
      is_grounded: isGrounded,
      grounding: check,
    },
  };
}
