import { AssayError } from "#shared/assay-error.ts";
import { uniform } from "#shared/simulation/random.ts";
import { type BatchFaultKind, batchFaultKinds, downloadFaultKind, type WholeBatchFaultKind, wholeBatchFaultKinds } from "./batch-faults.ts";

/** Ways in which the server can fail, each with the share of requests it befalls. */
export const faultKinds = ["429", "401", "500", "503", "truncate", "stall", "reset", "malformed", "html", "wrong-types", "prose"] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Ways in which batches can fail, each with the share of requests, or of batches, that it befalls. */
const batchKinds = [...batchFaultKinds, ...wholeBatchFaultKinds, downloadFaultKind] as const;

export type Faults = {
  readonly shares: { readonly [kind in FaultKind | BatchFaultKind | WholeBatchFaultKind | typeof downloadFaultKind]?: number };
  /** How long a batch takes. */
  readonly batchMs: number;
  /** Requests a second that pass, by a bucket of `burst`; the others are answered 429 with Retry-After. */
  readonly rate: number | null;
  readonly burst: number;
  /** From this request on, the key it came with is answered 401. Another one is good. */
  readonly revokeAfter: number | null;
  /** Faults befall only the first so many attempts of the same request. */
  readonly attempts: number;
};

export const noFaults: Faults = { shares: {}, rate: null, burst: 1, revokeAfter: null, batchMs: 0, attempts: Number.POSITIVE_INFINITY };

/**
 * Reads faults such as `429=0.1,stall=0.01,rate=50,burst=50,revoke-after=100,attempts=1`; a kind without a share always happens.
 * Throws AssayError("unsupported").
 */
export function readFaults(text: string): Faults {
  let faults = noFaults;
  for (const part of text.split(",")) {
    const [name = "", value] = part.trim().split("=");
    if (name === "") continue;
    const number = value === undefined ? 1 : Number(value);
    const kind = [...faultKinds, ...batchKinds].find((known) => known === name);
    if (!Number.isFinite(number) || number < 0 || (kind !== undefined && number > 1)) throw unreadable(part);
    if (kind !== undefined) faults = { ...faults, shares: { ...faults.shares, [kind]: number } };
    else if (name === "rate") faults = { ...faults, rate: number, burst: Math.max(faults.burst, 1) };
    else if (name === "burst") faults = { ...faults, burst: Math.max(1, number) };
    else if (name === "revoke-after") faults = { ...faults, revokeAfter: number };
    else if (name === "batch-ms") faults = { ...faults, batchMs: number };
    else if (name === "attempts") faults = { ...faults, attempts: number };
    else throw unreadable(part);
  }
  return faults;
}

/** The fault of one attempt, fixed by the request's body and which attempt of it this is. */
export function drawFault(faults: Faults, body: string, attempt: number): FaultKind | null {
  if (attempt >= faults.attempts) return null;
  let left = uniform("fault", attempt, body);
  for (const kind of faultKinds) {
    left -= faults.shares[kind] ?? 0;
    if (left < 0) return kind;
  }
  return null;
}

function unreadable(part: string): AssayError {
  return new AssayError("unsupported", `"${part.trim()}" is no fault.`, {
    hint: `Faults are ${[...faultKinds, ...batchKinds].join(", ")} with a share from 0 to 1, and rate, burst, revoke-after, attempts, batch-ms with a number.`,
  });
}
