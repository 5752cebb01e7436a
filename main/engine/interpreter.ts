import type { Row } from "#shared/data/table.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { callKey } from "#shared/journal/call-key.ts";
import { createKeySet } from "#shared/journal/key-set.ts";
import type { Buyer } from "./buyer.ts";
import type { CallProgram, Reply, RowEnding, Unit, UnitRows } from "./cells/cell-runner.ts";
import type { Journal } from "./parts/journal.ts";
import { readReply } from "./replies.ts";

/** What a program would take, counted against the journal. */
export type CallCount = {
  readonly calls: number;
  readonly cached: number;
  /** In batches that are not back: neither answered nor to be asked. */
  readonly waiting: number;
  /** At most `sampleSize` requests that are missing, spread evenly, for the estimate. */
  readonly sample: readonly CallRequest[];
  readonly missingByModel: ReadonlyMap<string, number>;
  readonly cachedKeys: readonly string[];
  /** More calls may follow than are counted: some unit goes on from replies that are not there yet. */
  readonly isOpen: boolean;
  /** Times in turn that calls must be asked or waited for until all is answered, at most; null where nobody can tell. */
  readonly rounds: number | null;
};

/**
 * Keys of each unit's first requests, remembered from counting: making a key means rendering a prompt and hashing it, and
 * a run needs it three times. Units that ask nothing, and those not counted yet, have none.
 */
export type FirstKeys = (readonly string[] | undefined)[];

const sampleSize = 40;
const breathEvery = 500;

/** Lets timers, sockets and other sessions have a turn in a long synchronous loop. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Counts distinct calls; a chained unit is counted up to its first missing reply, with what it says will follow. */
export async function countCalls(
  program: CallProgram,
  journal: Journal,
  signal: AbortSignal,
  again: ReadonlySet<string>,
  keys: FirstKeys | null = null,
  inBatches: ReadonlySet<string> = new Set(),
): Promise<CallCount> {
  const seen = createKeySet();
  const cachedKeys: string[] = [];
  const sample: CallRequest[] = [];
  const missingByModel = new Map<string, number>();
  let missing = 0;
  let waiting = 0;
  let isOpen = false;
  let roundsLeft = 0;
  const stride = Math.max(1, Math.floor(program.size / sampleSize));
  const miss = (model: string, count: number): void => {
    missing += count;
    missingByModel.set(model, (missingByModel.get(model) ?? 0) + count);
  };
  const isAnswered = (key: string): boolean => journal.lookUp(key) === "answered" && !again.has(key);
  for (let index = 0; index < program.size; index += 1) {
    if (index % breathEvery === breathEvery - 1) {
      await breathe();
      signal.throwIfAborted();
    }
    const unit = program.unit(index);
    let replies: readonly Reply[] = [];
    for (let answered = 0; ; answered += 1) {
      const step = unit.step(replies);
      if (step.type === "done") break;
      const asked = step.requests.map(callKey);
      if (replies.length === 0 && keys !== null) keys[index] = asked;
      for (const [at, request] of step.requests.entries()) {
        const key = asked[at] ?? callKey(request);
        if (!seen.add(key)) continue;
        if (isAnswered(key)) {
          cachedKeys.push(key);
          continue;
        }
        if (inBatches.has(key)) {
          waiting += 1;
          continue;
        }
        miss(request.model, 1);
        if (sample.length < sampleSize && (missing % stride === 0 || missing <= 2)) sample.push(request);
      }
      const isLacking = !asked.every(isAnswered);
      if (isLacking) roundsLeft = Math.max(roundsLeft, (program.rounds ?? 1) - answered, 1);
      if (!program.chained) break;
      if (isLacking) {
        miss(step.requests[0]?.model ?? "", step.follows ?? 0);
        isOpen ||= step.follows === undefined || step.isOpen === true;
        break;
      }
      replies = [...replies, ...(await keptReplies(asked, journal))];
    }
  }
  return {
    calls: missing,
    cached: cachedKeys.length,
    waiting,
    sample,
    missingByModel,
    cachedKeys,
    isOpen,
    rounds: program.rounds === null && roundsLeft > 0 ? null : roundsLeft,
  };
}

async function keptReplies(keys: readonly string[], journal: Journal): Promise<readonly Reply[]> {
  const records = await Promise.all(keys.map((key) => journal.read(key)));
  return records.flatMap((record, at) => (record === null ? [] : [readReply(keys[at] ?? "", record)]));
}

/** One call that a unit needed and that is now in the journal. */
export type KeptCall = { readonly cached: boolean; readonly failed: boolean; readonly costUsd: number | null };

/** Buys what a unit asks for until it is done or the buyer halts. Only a chained unit looks inside the replies. */
export async function buyUnit(
  unit: Unit,
  chained: boolean,
  buyer: Buyer,
  onCall: (call: KeptCall) => void,
  firstKeys: readonly string[] | undefined,
): Promise<void> {
  if (!chained && firstKeys?.every((key) => buyer.isKept(key))) {
    for (const _ of firstKeys) onCall({ cached: true, failed: false, costUsd: null });
    return;
  }
  let replies: readonly Reply[] = [];
  for (;;) {
    const step = unit.step(replies);
    if (step.type === "done") return;
    const known = replies.length === 0 ? firstKeys : undefined;
    const kept = await Promise.all(
      step.requests.map((request, at) => buyCall(known?.[at] ?? callKey(request), request, chained, buyer, onCall)),
    );
    if (!chained || kept.some((reply) => reply === null)) return;
    replies = [...replies, ...kept.filter((reply) => reply !== null)];
  }
}

async function buyCall(
  key: string,
  request: CallRequest,
  chained: boolean,
  buyer: Buyer,
  onCall: (call: KeptCall) => void,
): Promise<Reply | null> {
  if (!chained && buyer.isKept(key)) {
    onCall({ cached: true, failed: false, costUsd: null });
    return null;
  }
  const bought = await buyer.buy(key, request);
  if (bought.type === "halted") return null;
  const { outcome, costUsd = null } = bought.record;
  onCall({ cached: bought.cached, failed: outcome.type === "failed", costUsd });
  return chained ? readReply(key, bought.record) : null;
}

export type UnitReplay = {
  readonly rows: readonly { readonly table: string; readonly row: Row }[];
  /** One for each requested row the unit stands for. */
  readonly endings: readonly { readonly label: string; readonly ending: RowEnding | { readonly type: "waiting" } }[];
  readonly costUsd: number;
};

/** What the journal alone says of a unit. A call that is neither answered nor failed leaves it waiting. */
export async function replayUnit(unit: Unit, journal: Journal, firstKeys?: readonly string[]): Promise<UnitReplay> {
  let replies: readonly Reply[] = [];
  let costUsd = 0;
  let keys = firstKeys;
  let soFar: (() => UnitRows) | undefined;
  for (;;) {
    if (keys === undefined) {
      const step = unit.step(replies);
      if (step.type === "done") return { rows: step.rows, endings: step.endings ?? [{ label: unit.label, ending: step.ending }], costUsd };
      soFar = step.soFar;
      keys = step.requests.map(callKey);
    }
    const found: Reply[] = [];
    for (const key of keys) {
      const record = await journal.read(key);
      if (record === null) {
        const { rows = [], endings = [] } = soFar?.() ?? {};
        return { rows, endings: [...endings, { label: unit.label, ending: { type: "waiting" } }], costUsd };
      }
      const reply = readReply(key, record);
      if (reply.type === "answered") costUsd += reply.costUsd ?? 0;
      found.push(reply);
    }
    replies = [...replies, ...found];
    keys = undefined;
  }
}

export type AskedStep = readonly { readonly key: string; readonly request: CallRequest; readonly reply: Reply | null }[];

/** Everything a unit asks, step after step, as far as the journal knows the replies. */
export async function stepsAsked(unit: Unit, journal: Journal): Promise<readonly AskedStep[]> {
  const asked: AskedStep[] = [];
  let replies: readonly Reply[] = [];
  for (;;) {
    const step = unit.step(replies);
    if (step.type === "done") return asked;
    const calls = await Promise.all(
      step.requests.map(async (request) => {
        const key = callKey(request);
        const record = await journal.read(key);
        return { key, request, reply: record === null ? null : readReply(key, record) };
      }),
    );
    asked.push(calls);
    const found = calls.flatMap(({ reply }) => (reply === null ? [] : [reply]));
    if (found.length < calls.length) return asked;
    replies = [...replies, ...found];
  }
}

/** What *Retry failed* asks again: calls that failed, and where all were answered but the row is unscored, those asked last. */
export async function failedKeys(program: CallProgram, journal: Journal, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (let index = 0; index < program.size; index += 1) {
    if (index % breathEvery === breathEvery - 1) {
      await breathe();
      signal.throwIfAborted();
    }
    const unit = program.unit(index);
    const replay = await replayUnit(unit, journal);
    if (!replay.endings.some(({ ending }) => ending.type === "failed" || ending.type === "unscored")) continue;
    const steps = await stepsAsked(unit, journal);
    const failed = steps.flat().filter(({ reply }) => reply?.type === "failed");
    // Of a unit of many rows the last step says nothing about which of them it was.
    const last = replay.endings.length > 1 ? [] : (steps.at(-1) ?? []);
    for (const { key } of failed.length > 0 ? failed : last) keys.add(key);
  }
  return keys;
}
