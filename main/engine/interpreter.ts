import type { Row } from "#shared/data/table.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { callKey } from "#shared/journal/call-key.ts";
import type { Buyer } from "./buyer.ts";
import type { CallProgram, Reply, RowEnding, Unit, UnitRows } from "./cells/cell-runner.ts";
import type { Journal } from "./parts/journal.ts";
import { readReply } from "./replies.ts";

/**
 * Keys of each unit's first requests, remembered from counting: making a key means rendering a prompt and hashing it, and
 * a run needs it three times. Units that ask nothing, and those not counted yet, have none.
 */
export type FirstKeys = (readonly string[] | undefined)[];

export const breathEvery = 500;

/** Lets timers, sockets and other sessions have a turn in a long synchronous loop. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
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
