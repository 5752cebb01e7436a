import type { CallRequest } from "#shared/journal/call.ts";
import { callKey } from "#shared/journal/call-key.ts";
import { createKeySet } from "#shared/journal/key-set.ts";
import type { CallProgram, Reply, Unit } from "../cells/cell-runner.ts";
import { breathe, type FirstKeys } from "../interpreter.ts";
import type { Journal } from "../parts/journal.ts";
import { readReply } from "../replies.ts";

export type WaveParts = {
  readonly journal: Journal;
  /** Keys to ask again although answered. */
  readonly again: ReadonlySet<string>;
  /** Keys this run has asked already: whatever came of them stands. */
  readonly asked: ReadonlySet<string>;
  readonly keys: FirstKeys;
  readonly signal: AbortSignal;
};

const breathEvery = 500;

/**
 * The requests a program lacks now, each key once, in the order of its units. A chained unit goes as far as its replies
 * are known; what it asks after that belongs to the next wave.
 */
export async function* missingRequests(
  program: CallProgram,
  parts: WaveParts,
): AsyncGenerator<{ readonly key: string; readonly request: CallRequest }> {
  const seen = createKeySet();
  for (let index = 0; index < program.size; index += 1) {
    if (index % breathEvery === breathEvery - 1) {
      await breathe();
      parts.signal.throwIfAborted();
    }
    const known = parts.keys[index];
    if (!program.chained && known?.every((key) => !isMissing(key, parts))) continue;
    for (const { key, request } of await unitRequests(program.unit(index), program.chained, parts)) {
      if (seen.add(key)) yield { key, request };
    }
  }
}

function isMissing(key: string, { journal, again, asked }: WaveParts): boolean {
  return !asked.has(key) && (again.has(key) || journal.lookUp(key) !== "answered");
}

type KeyedRequest = { readonly key: string; readonly request: CallRequest };

async function unitRequests(unit: Unit, chained: boolean, parts: WaveParts): Promise<readonly KeyedRequest[]> {
  let replies: readonly Reply[] = [];
  for (;;) {
    const step = unit.step(replies);
    if (step.type === "done") return [];
    const keyed = step.requests.map((request) => ({ key: callKey(request), request }));
    const missing = keyed.filter(({ key }) => isMissing(key, parts));
    if (missing.length > 0 || !chained) return missing;
    const found = await Promise.all(keyed.map(({ key }) => keptReply(key, parts.journal)));
    // Asked in this run and not answered: the unit waits until a person asks again.
    if (found.some((reply) => reply === null)) return [];
    replies = [...replies, ...found.filter((reply) => reply !== null)];
  }
}

async function keptReply(key: string, journal: Journal): Promise<Reply | null> {
  const record = await journal.read(key);
  return record === null ? null : readReply(key, record);
}
