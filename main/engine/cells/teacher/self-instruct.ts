import { AssayError } from "#shared/assay-error.ts";
import { count } from "#shared/cells/teacher.ts";
import { type Column, double, integer, messages as messagesType, type Row, schemaOf, text } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import { contradictionWith, createInstanceFilter } from "#shared/teaching/instance-filter.ts";
import { type Instance, questionOf, readInstances } from "#shared/teaching/instances.ts";
import { createInstructionFilter } from "#shared/teaching/instruction-filter.ts";
import { readNumberedList } from "#shared/teaching/numbered-list.ts";
import { type SelfInstructOptions, selfInstructOptions } from "#shared/teaching/self-instruct.ts";
import type { CallsToCome, Reply, RowEnding } from "../cell-runner.ts";
import { drawIndexes, seedOf } from "../input-rows.ts";
import { methodPrompt, type ReadyPrompt } from "./method-prompts.ts";
import { seedsOf, type Task } from "./seed-tasks.ts";
import {
  coming,
  type Goal,
  type Made,
  type Making,
  type MakingStep,
  type Tally,
  type TeacherMethod,
  type Teaching,
} from "./teacher-method.ts";
import { columnFor, taskColumns, textOf, writtenRow } from "./written-rows.ts";

const instanceColumns = [
  ["input", text],
  ["output", text],
  // What an export takes for the answer.
  ["response", text],
] as const;

const columnsOf = ({ instances }: SelfInstructOptions): readonly Column[] =>
  schemaOf([
    ["item", text],
    ["instruction", text],
    ...(instances ? instanceColumns : []),
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
    const { body } = teaching.context;
    const options = selfInstructOptions.parse(body.self_instruct ?? {});
    const column = columnFor(teaching, options.column, taskColumns, "self_instruct.column");
    const seeds = seedsOf(teaching, column);
    const goal = goalOf(teaching);
    // A prompt that can't be used is told before anything is asked.
    const prompt = promptOf(teaching, options);
    const pool = (judge: (made: Made) => Made, tally: Tally): Making => growPool({ teaching, options, seeds, goal, prompt }, judge, tally);
    return {
      size: 1,
      perRow: 1,
      rounds: mostRounds(goal, options),
      mostCalls: () => [],
      laneOf: () => body.models[0] ?? "",
      columns: columnsOf(options),
      pool,
      making: () => pool((made) => made, { accepted: 0, judged: 0 }),
      summary: (ledger) =>
        `${ledger.kept.toLocaleString("en")} new tasks from ${count(seeds.length, "seed")} · ${count(body.models.length, "model")}`,
    };
  },
};

/** Rounds until the candidates run out, where every reply brings one and none is kept. */
function mostRounds({ until, candidates }: Goal, { replies, per_reply }: SelfInstructOptions): number {
  let rounds = 0;
  for (let left = candidates; left > 0; rounds += 1) left -= Math.min(replies, Math.ceil(Math.min(until, left) / per_reply));
  return rounds;
}

/** The prompt for tasks or for instances. Throws AssayError("template") where the cell writes the one that is not sent. */
function promptOf(teaching: Teaching, { instances }: SelfInstructOptions): ReadyPrompt {
  const [sent, unsent] = instances ? ["instances", "tasks"] : ["tasks", "instances"];
  if (teaching.context.body.prompts?.[unsent] !== undefined)
    throw new AssayError("template", `With \`instances: ${instances}\` the prompt \`${unsent}\` is never sent.`, {
      hint: `Write \`prompts.${sent}\`, or set \`self_instruct.instances: ${!instances}\`.`,
      place: { key: `prompts.${unsent}` },
    });
  return methodPrompt(teaching, sent);
}

type Growing = {
  readonly teaching: Teaching;
  readonly options: SelfInstructOptions;
  readonly seeds: readonly Task[];
  readonly goal: Goal;
  readonly prompt: ReadyPrompt;
};

type State = {
  taken: number;
  round: number;
  asked: number;
  /** Asked for so many candidates each. */
  open: { readonly count: number; readonly request: CallRequest }[];
  /** By item. */
  readonly kept: Map<string, Task>;
  readonly made: Made[];
  readonly judgeTask: ReturnType<typeof createInstructionFilter>;
  readonly instances: ReturnType<typeof createInstanceFilter>;
};

/** The whole pool as one state machine: each round's prompts are drawn from the pool as it was before the round. */
function growPool(growing: Growing, judge: (made: Made) => Made, tally: Tally): Making {
  const { goal, options } = growing;
  let state = started(growing);
  const missing = (): number => goal.until - state.kept.size;
  const step = (replies: readonly Reply[]): MakingStep => {
    if (replies.length === 0 || replies.length < state.taken) state = started(growing);
    for (;;) {
      if (state.taken + state.open.length > replies.length) {
        const { made, open } = state;
        const requests = open.map(({ request }) => request);
        return { type: "ask", requests, follows: comingCalls(growing, state), isOpen: true, soFar: () => [...made] };
      }
      for (let asked = state.open.shift(); asked !== undefined; asked = state.open.shift()) {
        const reply = replies[state.taken];
        state.taken += 1;
        // What the replies after it were asked for is theirs.
        const most = goal.candidates - state.made.length - state.open.reduce((sum, { count }) => sum + count, 0);
        if (reply !== undefined) take(growing, state, { request: asked.request, reply, most }, judge);
      }
      tally.accepted = state.kept.size;
      tally.judged = state.made.length;
      const left = goal.candidates - state.made.length;
      if (missing() <= 0 || left <= 0) return { type: "done", made: state.made };
      state.round += 1;
      const size = Math.min(options.replies, Math.ceil(Math.min(missing(), left) / options.per_reply));
      state.open = Array.from({ length: size }, (_, at) => {
        const count = Math.min(options.per_reply, left - at * options.per_reply);
        return { count, request: requestOf(growing, state, state.asked + at, count) };
      });
      state.asked += size;
    }
  };
  return { label: "the pool of tasks", step };
}

function started({ options, seeds }: Growing): State {
  const instructions = seeds.map(({ instruction }) => instruction);
  const judgeTask = createInstructionFilter({ ...options, checksOpening: true }, instructions);
  return { taken: 0, round: 0, asked: 0, open: [], kept: new Map(), made: [], judgeTask, instances: createInstanceFilter() };
}

/** At least the replies that bring what is missing if all they hold is kept; at most one for each candidate left. */
function* comingCalls({ teaching, options, goal }: Growing, { asked, open, made, kept }: State): Iterable<CallsToCome> {
  const left = goal.candidates - made.length;
  const least = Math.ceil(Math.min(goal.until - kept.size, left) / options.per_reply) - open.length;
  const most = left - open.length;
  for (let later = 0; later < most; later += 1) yield coming(modelOf(teaching, asked + later), later < least ? 1 : 0, 1);
}

function modelOf({ context: { body } }: Teaching, number: number): string {
  return body.models[number % body.models.length] ?? "";
}

/** One prompt: tasks of people and of models in a drawn order; people's stand in while there are too few of models'. */
function requestOf({ teaching, options, seeds, prompt }: Growing, { kept }: State, number: number, count: number): CallRequest {
  const ofModels = drawFrom([...kept.values()], options.generated, seedOf(`generated ${number}`, options.seed));
  const ofPeople = drawFrom(seeds, options.seeds + options.generated - ofModels.length, seedOf(`seeds ${number}`, options.seed));
  const shown = shuffled([...ofPeople, ...ofModels], seedOf(`order ${number}`, options.seed));
  const examples = options.instances ? shown : shown.map(({ instruction }) => instruction);
  const first = examples.length + 1;
  return {
    model: modelOf(teaching, number),
    messages: prompt({ examples, first, last: examples.length + count, count }),
    parameters: teaching.parameters,
    sample: number,
  };
}

/** Every task of a reply, judged in its order, within the candidates left; a reply without tasks is one candidate that failed. */
function take(
  { teaching, options }: Growing,
  state: State,
  call: { readonly request: CallRequest; readonly reply: Reply; readonly most: number },
  judge: (made: Made) => Made,
): void {
  const { request, reply, most } = call;
  const read = textOf(reply);
  const tasks = tasksOf(reply, options).slice(0, most);
  const place = { model: request.model, sample: request.sample };
  const rowOf = (task: Instance | null, ending: RowEnding, at: number): Made => {
    const item = `t-${state.made.length + 1}`;
    const messages = task === null ? null : [{ role: "user" as const, content: questionOf(task) }];
    const written = writtenRow(teaching, { ...place, item }, { reply, replies: [reply], ending, messages });
    // One call wrote all tasks of the reply: its cost and tokens stand once.
    const shared: Row = at === 0 ? {} : { cost_usd: null, prompt_tokens: null, completion_tokens: null, latency_ms: null };
    const instance = options.instances && task !== null ? instanceValues(task, written) : {};
    const row = { ...written, ...shared, ...instance, instruction: task?.instruction ?? null, round: state.round };
    return { label: `task ${item}, ${request.model}`, ending, row };
  };
  if (tasks.length === 0) {
    const none: RowEnding = { type: "failed", cause: "no tasks", sentence: "The reply holds no numbered task." };
    state.made.push(rowOf(null, read.ok ? none : read.ending, 0));
    return;
  }
  for (const [at, task] of tasks.entries()) {
    const made = judge(rowOf(task, { type: "kept" }, at));
    state.made.push(made.ending.type === "kept" ? admitted(state, made, task, options) : made);
  }
}

/** The tasks of a reply. Without instances, the last of a reply that was cut off is none: nobody knows what it was to be. */
function tasksOf(reply: Reply, { instances }: SelfInstructOptions): readonly Instance[] {
  const isCutOff = reply.type === "answered" && reply.answer.finishReason === "length";
  const read = textOf(reply);
  const text = read.ok ? read.text : isCutOff ? reply.answer.text : "";
  if (instances) return readInstances(text, isCutOff);
  return readNumberedList(text, isCutOff).map((instruction) => ({ instruction, input: "", output: "", isTruncated: false }));
}

/** What was cut off is the reply: a task that stands in it whole may be trained on. */
function instanceValues({ input, output, isTruncated }: Instance, written: Row): Row {
  const { finish_reason = null } = written;
  return { input, output, response: output, finish_reason: finish_reason === "length" && !isTruncated ? null : finish_reason };
}

/** Puts a candidate to the filters; a contradiction takes the task that was kept before with it. */
function admitted(state: State, made: Made, task: Instance, options: SelfInstructOptions): Made {
  const item = textOfValue(made.row.item);
  const rejection = options.instances ? state.instances.judge(task) : null;
  if (rejection !== null) {
    if (rejection.withdraws !== null) withdraw(state, rejection.withdraws, item);
    return { ...made, ending: { type: "filtered", step: rejection.step }, reason: rejection.reason };
  }
  const { step, reason, nearest, similarity } = state.judgeTask(task.instruction);
  const row = { ...made.row, nearest, rouge_l: similarity };
  if (step !== null) return { ...made, row, ending: { type: "filtered", step }, reason };
  state.kept.set(item, task);
  state.instances.keep(task, item);
  return { ...made, row };
}

function withdraw(state: State, item: string, by: string): void {
  state.kept.delete(item);
  const at = state.made.findIndex(({ row }) => row.item === item);
  const made = state.made[at];
  if (made !== undefined) state.made[at] = { ...made, ending: { type: "filtered", step: "contradictory" }, reason: contradictionWith(by) };
}

function drawFrom(tasks: readonly Task[], most: number, seed: number): readonly Task[] {
  return drawIndexes(tasks.length, Math.min(most, tasks.length), seed).flatMap((at) => tasks[at] ?? []);
}

function shuffled(tasks: readonly Task[], seed: number): readonly Task[] {
  const bits = randomBits(seed);
  return tasks
    .map((task) => ({ task, at: uniform(bits) }))
    .sort((a, b) => a.at - b.at)
    .map(({ task }) => task);
}
