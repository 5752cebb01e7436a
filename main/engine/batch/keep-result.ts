import type { CallRecord } from "#shared/journal/call.ts";
import type { EngineParts } from "../parts/engine-parts.ts";
import type { Journal } from "../parts/journal.ts";
import type { BatchResult } from "../parts/models.ts";
import { costOfReply } from "../replies.ts";

type KeepParts = {
  readonly parts: Pick<EngineParts, "models" | "clock">;
  readonly journal: Journal;
  readonly model: string;
  /** Unix ms from which on answers count, where answered requests were asked again; null where any answer counts. */
  readonly askedAgainAt: number | null;
};

type Kept = {
  /** The journal did not have it yet. */
  readonly isNew: boolean;
  /** What it costs, new or not: the provider bills it all the same. Null where no price is known. */
  readonly costUsd: number | null;
};

type Keep = (result: Extract<BatchResult, { readonly type: "answered" | "failed" }>) => Promise<Kept>;

/** Puts a batch's results into the journal as ordinary records. A key that is answered keeps the answer it has. */
export async function createKeeper({ parts, journal, model, askedAgainAt }: KeepParts): Promise<Keep> {
  const description = await parts.models.describe(model);
  const isKept = async (key: string): Promise<boolean> => {
    if (journal.lookUp(key) !== "answered") return false;
    return askedAgainAt === null || ((await journal.read(key))?.at ?? 0) >= askedAgainAt;
  };
  return async ({ key, outcome }) => {
    const fullUsd = costOfReply(parts.models, description, outcome);
    const costUsd = fullUsd === null ? null : fullUsd * (description.batchPriceShare ?? 1);
    if (await isKept(key)) return { isNew: false, costUsd };
    const record: CallRecord = { key, model, at: parts.clock.now(), outcome, costUsd };
    await journal.append(record);
    return { isNew: true, costUsd };
  };
}
