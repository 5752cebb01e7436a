import type { CallRequest } from "#shared/journal/call.ts";
import { callKey } from "#shared/journal/call-key.ts";
import type { AskStep, CallsToCome, Reply } from "../cell-runner.ts";
import type { Made, Making, MakingStep, MethodProgram, Tally } from "./teacher-method.ts";

/** Makings under way at once: enough to keep a provider busy, few enough that acceptance is seen to grow. */
export const widthOfCalls = 64;

type Sitting = { readonly making: Making; replies: readonly Reply[]; done: Extract<MakingStep, { type: "done" }> | null };

type State = {
  /** Replies used so far. They only ever grow, so a later step goes on from here. */
  taken: number;
  next: number;
  accepted: number;
  wave: readonly Sitting[];
  readonly made: Made[];
  readonly beside: { readonly table: string; readonly row: Made["row"] }[];
};

type PoolLimits = {
  /** Rows wanted; null for all there are. */
  readonly until: number | null;
  /** Makings of a wave, at most. */
  readonly widest: number;
};

/**
 * All makings of a program as one, worked off in order until enough rows are accepted. A wave is never larger than what is
 * missing, so that the last one asked about is the one that was needed, whatever the waves' size and whoever answers first.
 */
export function orderedPool(program: MethodProgram, judge: (made: Made) => Made, { until, widest }: PoolLimits, tally: Tally): Making {
  let state = started();
  const { rowsPerMaking = 1 } = program;
  /** The fewest makings that could bring what is missing. */
  const missing = (): number => (until === null ? Number.POSITIVE_INFINITY : Math.ceil((until - state.accepted) / rowsPerMaking));

  const step = (replies: readonly Reply[]): MakingStep => {
    if (replies.length < state.taken || replies.length === 0) state = started();
    for (;;) {
      const requests = sit(state, replies);
      if (requests.length > 0) {
        const { made, wave, next } = state;
        const follows = comingCalls(program, { wave, next, sure: Math.min(program.size - next, missing() - wave.length) });
        return { type: "ask", requests, follows, ...(until === null ? {} : { isOpen: true }), soFar: () => [...made] };
      }
      settle(state, judge, tally);
      const size = Math.min(widest, program.size - state.next, missing());
      if (size <= 0) return { type: "done", made: state.made, beside: state.beside };
      state.wave = Array.from({ length: size }, (_, at) => ({ making: program.making(state.next + at), replies: [], done: null }));
      state.next += size;
    }
  };
  return { label: "the pool of candidates", step };
}

/**
 * What comes after the requests of a wave: what its own makings go on to ask, the makings that are reached even if all
 * before them bring what they can, and those that are only reached if not.
 */
function* comingCalls(
  program: MethodProgram,
  { wave, next, sure }: Pick<State, "wave" | "next"> & { readonly sure: number },
): Iterable<CallsToCome | AskStep> {
  const seen = new Set<string>();
  for (const { making, replies, done } of wave) {
    const step = done ?? making.step(replies);
    if (step.type !== "ask") continue;
    // A row that stands there twice is asked about once.
    const isRepeated = !step.requests.map((request) => callKey(request)).some((key) => !seen.has(key) && seen.add(key));
    for (const next of step.follows) yield isRepeated && "most" in next ? { ...next, least: 0 } : next;
  }
  for (let index = next; index < program.size; index += 1) {
    const step = index < next + sure ? program.making(index).step([]) : null;
    if (step === null) for (const calls of program.mostCalls(index)) yield { ...calls, least: 0 };
    else if (step.type === "ask") yield { type: "ask", requests: step.requests, follows: step.follows };
  }
}

function started(): State {
  return { taken: 0, next: 0, accepted: 0, wave: [], made: [], beside: [] };
}

/** Hands out the replies that are there; the requests still missing, in the order in which their replies will come. */
function sit(state: State, replies: readonly Reply[]): readonly CallRequest[] {
  for (;;) {
    const open = state.wave.flatMap((sitting) => {
      if (sitting.done) return [];
      const step = sitting.making.step(sitting.replies);
      if (step.type === "ask") return [{ sitting, requests: step.requests }];
      sitting.done = step;
      return [];
    });
    const requests = open.flatMap((each) => each.requests);
    if (requests.length === 0 || state.taken + requests.length > replies.length) return requests;
    for (const { sitting, requests: own } of open) {
      sitting.replies = [...sitting.replies, ...replies.slice(state.taken, state.taken + own.length)];
      state.taken += own.length;
    }
  }
}

function settle(state: State, judge: (made: Made) => Made, tally: Tally): void {
  for (const { done } of state.wave) {
    const judged = (done?.made ?? []).map(judge);
    state.made.push(...judged);
    state.beside.push(...(done?.beside ?? []));
    state.accepted += judged.filter(({ ending }) => ending.type === "kept").length;
  }
  state.wave = [];
  tally.accepted = state.accepted;
  tally.judged = state.made.length;
}
