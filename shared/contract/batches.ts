import { eventIterator, oc, type } from "@orpc/contract";
import { z } from "zod";
import { notebookRef } from "./schemas.ts";

/** What one input file may hold. */
export type BatchFileLimits = { readonly requests: number; readonly bytes: number };

/** As OpenAI's Batch API takes them: 50,000 requests and 200 MB, of which some is left unused. */
export const batchFileLimits: BatchFileLimits = { requests: 50_000, bytes: 190_000_000 };

/** Requests as lines of an input file, for a model that runs elsewhere. */
export type BatchLines = { readonly model: string; readonly lines: readonly string[] };

/** A file of requests as it lies below the notebook's folder, and the command that runs it with vLLM. No key is in either. */
export type RequestFile = { readonly path: string; readonly model: string; readonly requests: number; readonly command: string };

/** A file beside the request files that looks like results. */
export type ResultsFile = { readonly path: string; readonly bytes: number };

/** The first lines of results that something is to be said of; counted in full, listed in part. */
export type LinesTold = { readonly count: number; readonly lines: readonly { readonly line: number; readonly sentence: string }[] };

/** What came of results that were read back. */
export type ResultsReport = {
  /** Requests the cell was waiting for. */
  readonly expected: number;
  readonly answered: number;
  /** Of those, the ones the journal had already. */
  readonly known: number;
  readonly failed: LinesTold;
  readonly undone: LinesTold;
  readonly doubled: LinesTold;
  readonly unknown: LinesTold;
  readonly unreadable: LinesTold;
  /** Requests without a line, and the first of their ids. */
  readonly missing: { readonly count: number; readonly ids: readonly string[] };
  readonly costUsd: number;
};

const cellRef = notebookRef.extend({ cell: z.string() });
const resultsRef = notebookRef.extend({ results: z.string() });

/** Paid cells as batches: with their providers, or as files that are run elsewhere. */
export const batches = {
  /** Looks at what is under way, takes up what is back, and goes on with cells whose batches all are: `goesOn` of them, a run each. */
  look: oc.input(cellRef).output(type<{ readonly goesOn: number }>()),
  /** Cancels what of the cell is under way; answers that are there are kept. */
  cancel: oc.input(cellRef).output(type<{ readonly goesOn: number }>()),
  /** What the cell lacks now, as lines of `run_batch` input files. Asks nothing. */
  requests: oc.input(cellRef).output(eventIterator(type<BatchLines>())),
  /** The same as files in `batch/` below the notebook's folder, one a model, over nothing that is there. Free cells above run first. */
  writeRequests: oc.input(cellRef).output(type<readonly RequestFile[]>()),
  /** What lies in `batch/` and looks like results, newest first. */
  resultFiles: oc.input(notebookRef).output(type<readonly ResultsFile[]>()),
  /** Reads one of those files: what it answers is in the journal when this resolves. */
  readResults: oc.input(cellRef.extend({ path: z.string().min(1).max(500) })).output(type<ResultsReport>()),
  /** Begins reading results of requests the cell lacks. */
  openResults: oc.input(cellRef).output(type<{ readonly results: string; readonly expected: number }>()),
  /** Lines in their order; what they answer is in the journal when this resolves. */
  addResults: oc.input(resultsRef.extend({ lines: z.array(z.string()).max(10_000).readonly() })).output(type<{ readonly lines: number }>()),
  closeResults: oc.input(resultsRef).output(type<ResultsReport>()),
};
