import { AssayError } from "#shared/assay-error.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import type { Budget } from "../budget.ts";
import type { Halt } from "../buyer.ts";
import type { EngineParts } from "../parts/engine-parts.ts";
import type { BatchInput, BatchStore } from "../parts/folder.ts";
import type { Journal } from "../parts/journal.ts";

/** Whose requests these are. */
export type Submitting = {
  readonly run: string;
  readonly notebook: string;
  readonly cell: string;
  readonly recipe: string;
  readonly retry: boolean;
  readonly limitUsd: number | null;
};

type SubmitParts = {
  readonly parts: Pick<EngineParts, "models" | "clock" | "createIdentifier">;
  readonly batches: BatchStore;
  readonly journal: Journal;
  readonly budget: Budget;
  readonly signal: AbortSignal;
};

type Sheet = {
  readonly id: string;
  readonly model: string;
  readonly purpose: CallRequest["purpose"];
  readonly input: BatchInput;
  reservedUsd: number;
};

/** Requests that were handed over, and why no more were; null where all were, `batch` where others bought some meanwhile. */
export type Submitted = { readonly requests: number; readonly halt: Halt | null };

/**
 * Writes requests to input files, one model and at most so many requests and bytes a file, and starts a batch with each.
 * Money is reserved request by request; where it ends, what fits is handed over. Must run under `exclusively`.
 */
export async function submitRequests(
  wave: AsyncIterable<{ readonly key: string; readonly request: CallRequest }>,
  whose: Submitting,
  given: SubmitParts,
): Promise<Submitted> {
  const { models, createIdentifier } = given.parts;
  const { limits } = models.batches;
  const sheets = new Map<string, Sheet>();
  let handedOver = 0;
  let halt: Halt | null = null;

  const handOver = async (sheet: Sheet): Promise<void> => {
    sheets.delete(kindOf(sheet));
    await sheet.input.close();
    halt ??= await startBatch(sheet, whose, given);
    if (halt === null) handedOver += sheet.input.requests();
  };

  try {
    for await (const { key, request } of wave) {
      const line = await models.batches.line(key, request);
      if (!given.budget.reserve(line.usd)) {
        halt = { by: "budget" };
        break;
      }
      const bytes = line.text.length * 3;
      const full = sheets.get(kindOf(request));
      if (full !== undefined && (full.input.requests() >= limits.requests || full.input.bytes() + bytes > limits.bytes))
        await handOver(full);
      if (halt !== null) break;
      const sheet = sheets.get(kindOf(request)) ?? (await newSheet(createIdentifier(), request, given.batches));
      sheets.set(kindOf(request), sheet);
      await sheet.input.write(key, line.text);
      sheet.reservedUsd += line.usd ?? 0;
    }
    // What was put together before the money ran out is still handed over.
    const isBroke = halt?.by === "budget";
    if (isBroke) halt = null;
    for (const sheet of [...sheets.values()]) if (halt === null) await handOver(sheet);
    if (isBroke) halt ??= { by: "budget" };
  } finally {
    for (const sheet of sheets.values()) await discard(sheet, given.batches);
  }
  return { requests: handedOver, halt };
}

/** One model and one endpoint a file. */
function kindOf({ model, purpose }: { readonly model: string; readonly purpose?: CallRequest["purpose"] }): string {
  return `${model} ${purpose ?? ""}`;
}

async function newSheet(id: string, { model, purpose }: CallRequest, batches: BatchStore): Promise<Sheet> {
  return { id, model, purpose, input: await batches.createInput(id), reservedUsd: 0 };
}

async function discard({ id, input }: Sheet, batches: BatchStore): Promise<void> {
  await input.close();
  await batches.forget(id);
}

/** Hands one file over and starts it, noting each step before and after. Null when the batch is under way. */
async function startBatch(sheet: Sheet, whose: Submitting, given: SubmitParts): Promise<Halt | null> {
  const { parts, batches, signal } = given;
  const { id, model, purpose, input, reservedUsd } = sheet;
  const at = (): number => parts.clock.now();
  await batches.append({
    type: "planned",
    id,
    at: at(),
    ...whose,
    model,
    ...(purpose === undefined ? {} : { purpose }),
    requests: input.requests(),
    reservedUsd,
  });
  try {
    await refuseBought(await batches.keys(id), given, whose.retry);
    const file = await parts.models.batches.upload(model, `assay-${id}.jsonl`, () => batches.readInput(id), signal);
    await batches.append({ type: "uploaded", id, at: at(), file });
    await batches.append({ type: "starting", id, at: at() });
    try {
      const { batch } = await parts.models.batches.start({ model, file, id, purpose }, signal);
      await batches.append({ type: "started", id, at: at(), batch });
    } catch (error) {
      // It may have begun all the same: it stays open until somebody has looked for it.
      if (error instanceof AssayError && (error.code === "network" || error.code === "stopped")) return haltOf(error);
      throw error;
    }
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    await batches.append({ type: "gone", id, at: at(), sentence: `A batch was not started. ${error.message}` });
    await batches.forget(id);
    given.budget.settle(reservedUsd, 0);
    return haltOf(error);
  }
  await batches.removeInput(id);
  return null;
}

/**
 * Another process that asks directly claims a key first and then looks whether a batch has it; a batch is planned first and
 * looks for claims then. So one of the two sees the other, and nothing is bought twice.
 */
async function refuseBought(keys: readonly string[], { journal, signal }: SubmitParts, retry: boolean): Promise<void> {
  if (retry) return;
  for (const key of await journal.claimedAmong(keys)) if ((await journal.claim(key, signal)) === "mine") journal.release(key);
  if (keys.some((key) => journal.lookUp(key) === "answered"))
    throw new AssayError("busy", "Another window is asking some of these calls just now.", { hint: "Run the cell again when it is done." });
}

function haltOf(error: AssayError): Halt {
  const sentence = [error.message, error.hint].filter(Boolean).join(" ");
  switch (error.code) {
    case "stopped":
      return { by: "you" };
    case "busy":
      return { by: "batch", sentence };
    case "quota":
      return { by: "quota", sentence };
    case "model-unauthorised":
    case "model-refused":
      return { by: "unauthorised", sentence };
    case "disk-full":
    case "read-only":
      return { by: "disk", sentence };
    default:
      return { by: "network", sentence };
  }
}
