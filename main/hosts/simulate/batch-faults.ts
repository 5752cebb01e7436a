import { uniform } from "#shared/simulation/random.ts";

/** What can befall the requests of a batch, as shares of them. */
export const batchFaultKinds = ["batch-fail", "batch-error", "batch-expire", "batch-lose", "batch-double", "batch-unknown"] as const;
export type BatchFaultKind = (typeof batchFaultKinds)[number];

/** What can befall a batch as a whole, as shares of batches. */
export const wholeBatchFaultKinds = ["batch-refuse", "batch-lost-start", "batch-late", "batch-torn"] as const;
export type WholeBatchFaultKind = (typeof wholeBatchFaultKinds)[number];

/** What can befall a result file on its way, as a share of the times it is asked for: its connection is cut half-way. */
export const downloadFaultKind = "batch-cut";

type Shares<Kind extends string> = { readonly [kind in Kind]?: number };

/**
 * The fault of a request: *fail* is its own 400, *error* a 500 of the server's, *expire* comes too late, *lose* is in no
 * file, *double* comes twice, *unknown* comes with an id that nobody gave. `attempt` counts how often it was asked.
 */
export function drawBatchFault(shares: Shares<BatchFaultKind>, id: string, attempt: number): BatchFaultKind | null {
  let left = uniform("batch fault", attempt, id);
  for (const kind of batchFaultKinds) {
    left -= shares[kind] ?? 0;
    if (left < 0) return kind;
  }
  return null;
}

/**
 * *refuse* is a file that the server finds fault with; *lost-start* begins the batch and cuts the connection instead of saying
 * so; *late* expires with half of its requests done; *torn* has an output file that ends in the middle of a line.
 */
export function drawWholeBatchFault(shares: Shares<WholeBatchFaultKind>, order: number): WholeBatchFaultKind | null {
  let left = uniform("whole batch fault", 0, String(order));
  for (const kind of wholeBatchFaultKinds) {
    left -= shares[kind] ?? 0;
    if (left < 0) return kind;
  }
  return null;
}

export function isDownloadCut(share: number, file: string, attempt: number): boolean {
  return uniform("download fault", attempt, file) < share;
}
