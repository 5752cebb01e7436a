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
import { type SelfInstructOptions, selfInstructMethod, selfInstructOptions } from "#shared/teaching/self-instruct.ts";
import type { Reply, RowEnding } from "../cell-runner.ts";
import { drawIndexes, seedOf } from "../input-rows.ts";
import { methodPrompt, type ReadyPrompt } from "./method-prompts.ts";
import type { Goal, Made, Making, MakingStep, Tally, TeacherMethod, Teaching } from "./teacher-method.ts";
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

/** The seed tasks, each once, with what their rows know of input and output where instances are asked for. */
function seedsOf({ tryRows, indexes, input }: Teaching, column: string): readonly Task[] {
  // A try works from all seed tasks: it asks for fewer new ones.
  const rows = tryRows === null ? indexes.map((at) => input.rows[at]) : input.rows;
  const valueIn = (row: Row | undefined, names: readonly string[]): string => {
    const name = names.find((each) => each !== column && textOfValue(row?.[each]).trim() !== "");
    return name === undefined ? "" : textOfValue(row?.[name]).trim();
  };
  const seeds = new Map<string, Task>();
  for (const row of rows) {
    const instruction = textOfValue(row?.[column]).trim();
    if (instruction === "" || seeds.has(instruction)) continue;
    seeds.set(instruction, { instruction, input: valueIn(row, ["input"]), output: valueIn(row, outputColumns) });
  }
  if (seeds.size > 0) return [...seeds.values()];
  throw new AssayError("data-unreadable", `\`${input.table}\` has no seed task: its column \`${column}\` is empty in every row.`, {
    hint: "Write some tasks there, or name another column.",
    place: { key: selfInstructMethod.key ?? "" },
  });
}

const outputColumns = ["output", "response", "completion", "answer"] as const;

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

/** A task as later prompts show it. */
type Task = Pick<Instance, "instruction" | "input" | "output">;

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
  open: readonly CallRequest[];
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
        const follows = Math.max(0, Math.ceil(missing() / options.per_reply) - open.length);
        return { type: "ask", requests: open, follows, isOpen: true, soFar: () => [...made] };
      }
      for (const request of state.open) {
        const reply = replies[state.taken];
        state.taken += 1;
        if (reply !== undefined) take(growing, state, { request, reply }, judge);
      }
      state.open = [];
      tally.accepted = state.kept.size;
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
  const instructions = seeds.map(({ instruction }) => instruction);
  const judgeTask = createInstructionFilter({ ...options, checksOpening: true }, instructions);
  return { taken: 0, round: 0, asked: 0, open: [], kept: new Map(), made: [], judgeTask, instances: createInstanceFilter() };
}

/** One prompt: tasks of people and of models in a drawn order; people's stand in while there are too few of models'. */
function requestOf({ teaching, options, seeds, prompt }: Growing, { kept }: State, number: number): CallRequest {
  const { models } = teaching.context.body;
  const ofModels = drawFrom([...kept.values()], options.generated, seedOf(`generated ${number}`, options.seed));
  const ofPeople = drawFrom(seeds, options.seeds + options.generated - ofModels.length, seedOf(`seeds ${number}`, options.seed));
  const shown = shuffled([...ofPeople, ...ofModels], seedOf(`order ${number}`, options.seed));
  const examples = options.instances ? shown : shown.map(({ instruction }) => instruction);
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
  { teaching, options }: Growing,
  state: State,
  call: { readonly request: CallRequest; readonly reply: Reply },
  judge: (made: Made) => Made,
): void {
  const { request, reply } = call;
  const read = textOf(reply);
  const tasks = tasksOf(reply, options);
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
