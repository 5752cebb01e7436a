import type { CallRequest } from "#shared/journal/call.ts";
import { callKey } from "#shared/journal/call-key.ts";
import { createKeySet } from "#shared/journal/key-set.ts";
import type { AskStep, CallProgram, CallsToCome, Reply } from "./cells/cell-runner.ts";
import { breathEvery, breathe, type FirstKeys } from "./interpreter.ts";
import type { Journal } from "./parts/journal.ts";
import { readReply } from "./replies.ts";

/** Calls to make: the fewest, where none fails and no two come to be the same, and the most; null where nobody can tell. */
export type CallRange = { readonly least: number; readonly most: number | null };

/** `first`: a unit's first requests. `later`: those that go on from replies, whose prompts are not known before. */
export type ModelCalls = { readonly first: number; readonly later: CallRange };

/** What a program would take, counted against the journal. */
export type CallCount = CallRange & {
  readonly cached: number;
  /** In batches that are not back: neither answered nor to be asked. */
  readonly waiting: number;
  /** At most `sampleSize` requests that are missing, spread evenly, for the estimate. */
  readonly sample: readonly CallRequest[];
  readonly byModel: ReadonlyMap<string, ModelCalls>;
  readonly cachedKeys: readonly string[];
  /** Of the cached ones those that go on from earlier replies. */
  readonly laterCachedKeys: readonly string[];
  /** What progress is measured by: what goes on until it has enough is taken to need the fewest. */
  readonly expected: number;
  /** Times in turn that calls must be asked or waited for until all is answered, at most; null where nobody can tell. */
  readonly rounds: number | null;
};

type CountParts = {
  readonly journal: Journal;
  readonly signal: AbortSignal;
  /** Keys that are asked again although they are answered. */
  readonly again: ReadonlySet<string>;
  /** Filled with the keys of each unit's first requests; null where nobody needs them. */
  readonly keys?: FirstKeys | null;
  /** Keys in batches that are not back. */
  readonly inBatches?: ReadonlySet<string>;
};

const sampleSize = 40;

/** Counts distinct calls; a chained unit is counted up to its first missing reply, with what it says will follow. */
export async function countCalls(program: CallProgram, parts: CountParts): Promise<CallCount> {
  const { journal, again, keys = null } = parts;
  const counter = createCounter(program, parts);
  const breath = breathing(parts.signal);
  const isAnswered = (key: string): boolean => journal.lookUp(key) === "answered" && !again.has(key);
  let roundsLeft = 0;
  for (let index = 0; index < program.size; index += 1) {
    await breath();
    const unit = program.unit(index);
    let replies: readonly Reply[] = [];
    for (let answered = 0; ; answered += 1) {
      const step = unit.step(replies);
      if (step.type === "done") break;
      const asked = step.requests.map(callKey);
      if (replies.length === 0 && keys !== null) keys[index] = asked;
      const isNew = counter.ask(step, asked, answered > 0);
      const isLacking = !asked.every(isAnswered);
      if (isLacking) roundsLeft = Math.max(roundsLeft, (program.rounds ?? 1) - answered, 1);
      if (!program.chained) break;
      if (isLacking) {
        await counter.follow(step, isNew, breath);
        break;
      }
      replies = [...replies, ...(await keptReplies(asked, journal))];
    }
  }
  return { ...counter.count(), rounds: program.rounds === null && roundsLeft > 0 ? null : roundsLeft };
}

function createCounter(program: CallProgram, { journal, again, inBatches = new Set() }: CountParts) {
  const seen = createKeySet();
  const cachedKeys: string[] = [];
  const sample: CallRequest[] = [];
  const laterCachedKeys: string[] = [];
  const byModel = new Map<string, ModelCalls>();
  const stride = Math.max(1, Math.floor(program.size / sampleSize));
  let asked = 0;
  let waiting = 0;
  let expected = 0;

  const add = (model: string, first: number, later: CallRange, isOpen = false): void => {
    const sum = byModel.get(model) ?? { first: 0, later: none };
    byModel.set(model, { first: sum.first + first, later: together(sum.later, later) });
    expected += first + (isOpen ? later.least : (later.most ?? later.least));
  };

  /** Counts a step's own requests. Whether one of them was never answered before, so that what comes of it must be new. */
  const ask = ({ requests }: AskStep, keys: readonly string[], isLater: boolean): boolean => {
    let isNew = false;
    for (const [at, request] of requests.entries()) {
      const key = keys[at] ?? callKey(request);
      if (!seen.add(key)) continue;
      const isAnswered = journal.lookUp(key) === "answered";
      isNew ||= !isAnswered;
      if (isAnswered && !again.has(key)) {
        cachedKeys.push(key);
        if (isLater) laterCachedKeys.push(key);
      } else if (inBatches.has(key)) waiting += 1;
      else {
        if (isLater) add(request.model, 0, { least: 1, most: 1 });
        else add(request.model, 1, none);
        asked += 1;
        if (sample.length < sampleSize && (asked % stride === 0 || asked <= 2)) sample.push(request);
      }
    }
    return isNew;
  };

  const follow = async (step: AskStep, isNew: boolean, breath: () => Promise<void>): Promise<void> => {
    const { follows, isOpen } = step;
    const model = step.requests[0]?.model ?? "";
    const come = (calls: { readonly model: string } & CallRange): void =>
      add(calls.model, 0, { least: isNew ? calls.least : 0, most: calls.most }, isOpen);
    if (follows === undefined) come({ model, least: 0, most: null });
    else if (typeof follows === "number") come({ model, least: follows, most: follows });
    else
      for (const next of follows) {
        await breath();
        if (isCalls(next)) come(next);
        else await follow(next, ask(next, next.requests.map(callKey), false), breath);
      }
  };

  const count = (): Omit<CallCount, "rounds"> => {
    const ranges = [...byModel.values()].map(({ first, later }) => together({ least: first, most: first }, later));
    return {
      ...ranges.reduce(together, none),
      cached: cachedKeys.length,
      waiting,
      sample,
      byModel,
      cachedKeys,
      laterCachedKeys,
      expected,
    };
  };
  return { ask, follow, count };
}

const none: CallRange = { least: 0, most: 0 };

function together(a: CallRange, b: CallRange): CallRange {
  return { least: a.least + b.least, most: a.most === null || b.most === null ? null : a.most + b.most };
}

function isCalls(next: CallsToCome | AskStep): next is CallsToCome {
  return "most" in next;
}

/** Lets others have a turn now and then in a long count. */
function breathing(signal: AbortSignal): () => Promise<void> {
  let steps = 0;
  return async () => {
    steps += 1;
    if (steps % breathEvery !== 0) return;
    await breathe();
    signal.throwIfAborted();
  };
}

async function keptReplies(keys: readonly string[], journal: Journal): Promise<readonly Reply[]> {
  const records = await Promise.all(keys.map((key) => journal.read(key)));
  return records.flatMap((record, at) => (record === null ? [] : [readReply(keys[at] ?? "", record)]));
}
