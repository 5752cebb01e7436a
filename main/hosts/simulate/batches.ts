import { z } from "zod";
import { simulateEmbedding } from "#shared/simulation/embedding.ts";
import { simulate } from "#shared/simulation/simulate.ts";
import { type BatchFaultKind, drawBatchFault, drawWholeBatchFault, isDownloadCut, type WholeBatchFaultKind } from "./batch-faults.ts";
import type { Faults } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";

/** Files and batches of the simulated server, in memory. */
export type SimulatedBatches = {
  readonly addFile: (name: string, text: string, purpose: "batch" | "fine-tune") => object;
  /** null: there is no such file. `isCut`: the server cuts the connection half-way. */
  readonly file: (id: string) => { readonly text: string; readonly isCut: boolean } | null;
  /** Starts a batch. Throws where the file is none. `isLost`: the server cuts the connection instead of answering. */
  readonly create: (body: unknown) => { readonly batch: object; readonly isLost: boolean };
  readonly get: (id: string) => object | null;
  readonly cancel: (id: string) => object | null;
  /** Newest first. */
  readonly list: (limit: number, after: string | null) => object;
};

const inputLine = z.object({
  custom_id: z.string().min(1).max(64),
  method: z.literal("POST"),
  url: z.enum(["/v1/chat/completions", "/v1/embeddings"]),
  body: z.looseObject({ model: z.string() }),
});
type Request = z.infer<typeof inputLine>;

const creation = z.object({
  input_file_id: z.string(),
  endpoint: z.enum(["/v1/chat/completions", "/v1/embeddings"]),
  completion_window: z.literal("24h"),
  metadata: z.record(z.string().max(64), z.string().max(512)).optional(),
});

type Batch = {
  readonly id: string;
  readonly createdAt: number;
  readonly inputFile: string;
  readonly endpoint: string;
  readonly metadata: { readonly [name: string]: string };
  readonly requests: readonly Request[];
  readonly refusal: string | null;
  readonly fault: WholeBatchFaultKind | null;
  cancelledAt: number | null;
  files: { readonly output: string | null; readonly error: string | null } | null;
};

/** A batch works off its requests evenly over `batchMs`; what is answered is counted in the log like any other call. */
export function createSimulatedBatches(faults: Faults, log: RequestLog): SimulatedBatches {
  const files = new Map<string, string>();
  const batches = new Map<string, Batch>();
  const asked = new Map<string, number>();
  const downloads = new Map<string, number>();
  let made = 0;

  const addFile = (text: string): string => {
    made += 1;
    const id = `file-${made}`;
    files.set(id, text);
    return id;
  };

  const answer = (request: Request, fault: BatchFaultKind | null): { readonly status: number; readonly body: string } => {
    const body = JSON.stringify(request.body);
    log.attempt(body);
    if (fault === "batch-fail")
      return { status: 400, body: '{"error":{"message":"The simulated model refuses this prompt.","code":"content_filter"}}' };
    if (fault === "batch-error") return { status: 500, body: '{"error":{"message":"The simulated server failed.","code":"server_error"}}' };
    const { status, body: reply } = (request.url === "/v1/embeddings" ? simulateEmbedding : simulate)(body);
    log.answered(status, null, body);
    return { status, body: reply };
  };

  /** Answers what was carried out and writes the files; once, when the batch is over. */
  const finish = (batch: Batch, carriedOut: number, why: "batch_expired" | "batch_cancelled"): void => {
    const [output, error]: [string[], string[]] = [[], []];
    for (const [index, request] of batch.requests.entries()) {
      const id = request.custom_id;
      const attempt = asked.get(id) ?? 0;
      asked.set(id, attempt + 1);
      const fault = attempt >= faults.attempts ? null : drawBatchFault(faults.shares, id, attempt);
      if (index >= carriedOut || fault === "batch-expire") {
        error.push(line(id, null, { code: why, message: "This request could not be executed before the completion window expired." }));
        continue;
      }
      if (fault === "batch-lose") continue;
      const { status, body } = answer(request, fault);
      const written = line(fault === "batch-unknown" ? `${id.slice(0, 40)}-unknown` : id, { status, body }, null);
      (status === 200 ? output : error).push(written);
      if (fault === "batch-double") output.push(written);
    }
    const written = output.join("");
    batch.files = {
      output:
        output.length === 0 ? null : addFile(batch.fault === "batch-torn" ? written.slice(0, Math.floor(written.length * 0.6)) : written),
      error: error.length === 0 ? null : addFile(error.join("")),
    };
  };

  /** A batch that is late does half of its requests in its time. */
  const progressOf = ({ createdAt, requests, fault }: Batch, at: number): { readonly done: number; readonly isOver: boolean } => {
    const share = faults.batchMs === 0 ? 1 : Math.min(1, (at - createdAt) / faults.batchMs);
    return { done: Math.floor(requests.length * share * (fault === "batch-late" ? 0.5 : 1)), isOver: share === 1 };
  };

  const statusOf = ({ refusal, cancelledAt, fault }: Batch, isOver: boolean): string => {
    if (refusal !== null) return "failed";
    if (cancelledAt !== null) return "cancelled";
    return !isOver ? "in_progress" : fault === "batch-late" ? "expired" : "completed";
  };

  const shown = (batch: Batch): object => {
    const { done, isOver } = progressOf(batch, batch.cancelledAt ?? Date.now());
    if ((isOver || batch.cancelledAt !== null) && batch.files === null && batch.refusal === null)
      finish(batch, done, batch.cancelledAt === null ? "batch_expired" : "batch_cancelled");
    return {
      id: batch.id,
      object: "batch",
      endpoint: batch.endpoint,
      completion_window: "24h",
      input_file_id: batch.inputFile,
      status: statusOf(batch, isOver),
      created_at: Math.floor(batch.createdAt / 1_000),
      metadata: batch.metadata,
      output_file_id: batch.files?.output ?? null,
      error_file_id: batch.files?.error ?? null,
      errors: batch.refusal === null ? null : { object: "list", data: [{ code: "invalid_file", message: batch.refusal, line: 1 }] },
      request_counts: { total: batch.requests.length, completed: batch.refusal === null ? done : 0, failed: 0 },
    };
  };

  return {
    addFile: (name, text, purpose) => {
      const id = addFile(text);
      return {
        id,
        object: "file",
        purpose,
        filename: name,
        bytes: Buffer.byteLength(text),
        created_at: Math.floor(Date.now() / 1_000),
      };
    },
    file: (id) => {
      const text = files.get(id);
      if (text === undefined) return null;
      const attempt = downloads.get(id) ?? 0;
      downloads.set(id, attempt + 1);
      return { text, isCut: attempt < faults.attempts && isDownloadCut(faults.shares["batch-cut"] ?? 0, id, attempt) };
    },
    create: (body) => {
      const { input_file_id: inputFile, endpoint, metadata = {} } = creation.parse(body);
      const text = files.get(inputFile);
      if (text === undefined) throw new Error(`There is no file ${inputFile}.`);
      const fault = drawWholeBatchFault(faults.shares, batches.size);
      const { requests, refusal } = readInput(text);
      const id = `batch-${batches.size + 1}`;
      const why = refusal ?? (fault === "batch-refuse" ? "The simulated server finds fault with this file." : null);
      const batch = {
        id,
        createdAt: Date.now(),
        inputFile,
        endpoint,
        metadata,
        requests,
        refusal: why,
        fault,
        cancelledAt: null,
        files: null,
      };
      batches.set(id, batch);
      return { batch: shown(batch), isLost: fault === "batch-lost-start" };
    },
    get: (id) => found(batches.get(id), shown),
    cancel: (id) =>
      found(batches.get(id), (batch) => {
        if (batch.files === null && batch.refusal === null) batch.cancelledAt ??= Date.now();
        return shown(batch);
      }),
    list: (limit, after) => {
      const all = [...batches.values()].reverse();
      const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
      const page = all.slice(from, from + limit);
      return { object: "list", data: page.map(shown), has_more: from + page.length < all.length };
    },
  };
}

function found(batch: Batch | undefined, show: (batch: Batch) => object): object | null {
  return batch === undefined ? null : show(batch);
}

/** The requests of an input file, or what is wrong with it: the checks of a real Batch API. */
function readInput(text: string): { readonly requests: readonly Request[]; readonly refusal: string | null } {
  const requests: Request[] = [];
  const ids = new Set<string>();
  for (const [index, written] of text.split("\n").entries()) {
    if (written === "") continue;
    const read = inputLine.safeParse(parse(written));
    if (!read.success) return { requests: [], refusal: `Line ${index + 1} is no batch request: ${read.error.issues[0]?.message ?? ""}` };
    const { custom_id: id, body } = read.data;
    if (ids.has(id)) return { requests: [], refusal: `Line ${index + 1} has the custom_id ${id} a second time.` };
    if (requests[0] !== undefined && requests[0].body.model !== body.model)
      return { requests: [], refusal: `Line ${index + 1} names another model than line 1.` };
    ids.add(id);
    requests.push(read.data);
  }
  return requests.length === 0 ? { requests, refusal: "The file has no requests." } : { requests, refusal: null };
}

function line(id: string, response: { readonly status: number; readonly body: string } | null, error: object | null): string {
  const given =
    response === null ? "null" : `{"status_code":${response.status},"request_id":"req-${id.slice(0, 8)}","body":${response.body}}`;
  return `{"id":"batch_req_${id.slice(0, 8)}","custom_id":${JSON.stringify(id)},"response":${given},"error":${JSON.stringify(error)}}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
