import { AssayError } from "#shared/assay-error.ts";
import { count } from "#shared/cells/teacher.ts";
import { double, integer, messages as messagesType, type Row, schemaOf, text } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import { createInstructionFilter } from "#shared/teaching/instruction-filter.ts";
import { readNumberedList } from "#shared/teaching/numbered-list.ts";
import { type SelfInstructOptions, selfInstructMethod, selfInstructOptions } from "#shared/teaching/self-instruct.ts";
import type { Reply, RowEnding } from "../cell-runner.ts";
import { drawIndexes, seedOf } from "../input-rows.ts";
import { methodPrompt, type ReadyPrompt } from "./method-prompts.ts";
import type { Goal, Made, Making, MakingStep, Tally, TeacherMethod, Teaching } from "./teacher-method.ts";
import { columnFor, taskColumns, textOf, writtenRow } from "./written-rows.ts";

const columns = schemaOf([
  ["item", text],
  ["instruction", text],
  ["model", text],
  ["round", integer],
  ["rouge_l", double],
  ["nearest", text],
  ["error", text],
  ["family", text],
  ["sample", integer],
  ["finish_reason", text],
  ["prompt_tokens", integer],
  ["completion_tokens", integer],
  ["cost_usd", double],
  ["latency_ms", double],
  ["messages", messagesType],
  ["call_key", text],
]).columns;

const usualGoal = 100;
const usualFactor = 4;

/** What a self-instruct cell goes on until: a hundred new tasks, unless it says so itself. */
function goalOf({ goal, tryRows }: Teaching): Goal {
  const until = goal?.until ?? tryRows ?? usualGoal;
  return { until, candidates: goal?.candidates ?? until * usualFactor };
}

/** New tasks from seed tasks, round after round: one row a task kept, every other candidate in NAME_rejected with its nearest neighbour. */
export const selfInstruct: TeacherMethod = {
  expect: (body) => {
    const rows = body.until ?? usualGoal;
    const { per_reply } = selfInstructOptions.parse(body.self_instruct ?? {});
    return { calls: Math.ceil(rows / per_reply), rows, perItem: 1 };
  },
  program: (teaching) => {
    const { context, input, indexes } = teaching;
    const { body } = context;
    const options = selfInstructOptions.parse(body.self_instruct ?? {});
    const column = columnFor(teaching, options.column, taskColumns, "self_instruct.column");
    // A try works from all seed tasks: it asks for fewer new ones.
    const rows = teaching.tryRows === null ? indexes.map((at) => input.rows[at]) : input.rows;
    const seeds = [...new Set(rows.map((row) => textOfValue(row?.[column]).trim()))].filter((task) => task !== "");
    if (seeds.length === 0)
      throw new AssayError("data-unreadable", `\`${input.table}\` has no seed task: its column \`${column}\` is empty in every row.`, {
        hint: "Write some tasks there, or name another column.",
        place: { key: selfInstructMethod.key ?? "" },
      });
    const goal = goalOf(teaching);
    const pool = (judge: (made: Made) => Made, tally: Tally): Making =>
      growPool({ teaching, options, seeds, goal, prompt: methodPrompt(teaching, "tasks") }, judge, tally);
    // A prompt that can't be used is told before anything is asked.
    methodPrompt(teaching, "tasks");
    return {
      size: 1,
      perRow: 1,
      chained: true,
      laneOf: () => body.models[0] ?? "",
      columns,
      pool,
      making: () => pool((made) => made, { accepted: 0, judged: 0 }),
      summary: (ledger) =>
        `${ledger.kept.toLocaleString("en")} new tasks from ${count(seeds.length, "seed")} · ${count(body.models.length, "model")}`,
    };
  },
};

type Growing = {
  readonly teaching: Teaching;
  readonly options: SelfInstructOptions;
  readonly seeds: readonly string[];
  readonly goal: Goal;
  readonly prompt: ReadyPrompt;
};

type State = {
  taken: number;
  round: number;
  asked: number;
  open: readonly CallRequest[];
  readonly kept: string[];
  readonly made: Made[];
  readonly judgeTask: ReturnType<typeof createInstructionFilter>;
};

/** The whole pool as one state machine: each round's prompts are drawn from the pool as it was before the round. */
function growPool(growing: Growing, judge: (made: Made) => Made, tally: Tally): Making {
  const { goal, options } = growing;
  let state = started(growing);
  const missing = (): number => goal.until - state.kept.length;
  const step = (replies: readonly Reply[]): MakingStep => {
    if (replies.length === 0 || replies.length < state.taken) state = started(growing);
    for (;;) {
      if (state.taken + state.open.length > replies.length) {
        const { made, open } = state;
        const follows = Math.max(0, Math.ceil(missing() / options.per_reply) - open.length);
        return { type: "ask", requests: open, follows, isOpen: true, soFar: () => [...made] };
      }
      for (const request of state.open) {
        const reply = replies[state.taken];
        state.taken += 1;
        if (reply !== undefined) take(growing, state, { request, reply }, judge);
      }
      state.open = [];
      tally.accepted = state.kept.length;
      tally.judged = state.made.length;
      const left = Math.min(missing(), goal.candidates - state.made.length);
      if (left <= 0) return { type: "done", made: state.made };
      state.round += 1;
      const size = Math.min(options.replies, Math.ceil(left / options.per_reply));
      state.open = Array.from({ length: size }, (_, at) => requestOf(growing, state, state.asked + at));
      state.asked += size;
    }
  };
  return { label: "the pool of tasks", step };
}

function started({ options, seeds }: Growing): State {
  const judgeTask = createInstructionFilter({ ...options, checksOpening: true }, seeds);
  return { taken: 0, round: 0, asked: 0, open: [], kept: [], made: [], judgeTask };
}

/** One prompt: tasks of people and of models in a drawn order; people's stand in while there are too few of models'. */
function requestOf({ teaching, options, seeds, prompt }: Growing, { kept }: State, number: number): CallRequest {
  const { models } = teaching.context.body;
  const ofModels = drawFrom(kept, options.generated, seedOf(`generated ${number}`, options.seed));
  const ofPeople = drawFrom(seeds, options.seeds + options.generated - ofModels.length, seedOf(`seeds ${number}`, options.seed));
  const examples = shuffled([...ofPeople, ...ofModels], seedOf(`order ${number}`, options.seed));
  const first = examples.length + 1;
  return {
    model: models[number % models.length] ?? "",
    messages: prompt({ examples, first, last: examples.length + options.per_reply, count: options.per_reply }),
    parameters: teaching.parameters,
    sample: number,
  };
}

/** Every task of a reply, judged in its order; a reply without tasks is one candidate that failed. */
function take(
  { teaching }: Growing,
  state: State,
  call: { readonly request: CallRequest; readonly reply: Reply },
  judge: (made: Made) => Made,
): void {
  const { request, reply } = call;
  const isCutOff = reply.type === "answered" && reply.answer.finishReason === "length";
  const read = textOf(reply);
  const tasks = read.ok ? readNumberedList(read.text, false) : isCutOff ? readNumberedList(reply.answer.text, true) : [];
  const place = { model: request.model, sample: request.sample };
  const rowOf = (instruction: string | null, ending: RowEnding, at: number): Made => {
    const item = `t-${state.made.length + 1}`;
    const messages = instruction === null ? null : [{ role: "user" as const, content: instruction }];
    const written = writtenRow(teaching, { ...place, item }, { reply, replies: [reply], ending, messages });
    // One call wrote all tasks of the reply: its cost and tokens stand once.
    const shared: Row = at === 0 ? {} : { cost_usd: null, prompt_tokens: null, completion_tokens: null, latency_ms: null };
    return { label: `task ${item}, ${request.model}`, ending, row: { ...written, ...shared, instruction, round: state.round } };
  };
  if (tasks.length === 0) {
    const none: RowEnding = { type: "failed", cause: "no tasks", sentence: "The reply holds no numbered task." };
    state.made.push(rowOf(null, read.ok ? none : read.ending, 0));
    return;
  }
  for (const [at, instruction] of tasks.entries()) {
    const made = judge(rowOf(instruction, { type: "kept" }, at));
    if (made.ending.type !== "kept") {
      state.made.push(made);
      continue;
    }
    const { step, reason, nearest, similarity } = state.judgeTask(instruction);
    const row = { ...made.row, nearest, rouge_l: similarity };
    if (step === null) state.kept.push(instruction);
    state.made.push(step === null ? { ...made, row } : { ...made, row, ending: { type: "filtered", step }, reason });
  }
}

function drawFrom(tasks: readonly string[], most: number, seed: number): readonly string[] {
  return drawIndexes(tasks.length, Math.min(most, tasks.length), seed).flatMap((at) => tasks[at] ?? []);
}

function shuffled(tasks: readonly string[], seed: number): readonly string[] {
  const bits = randomBits(seed);
  return tasks
    .map((task) => ({ task, at: uniform(bits) }))
    .sort((a, b) => a.at - b.at)
    .map(({ task }) => task);
}
