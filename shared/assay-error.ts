/** Codes a user can act on. One list, so that every message has a home and a test. */
export type AssayErrorCode =
  | "notebook-unreadable"
  | "notebook-changed-on-disk"
  | "cell-invalid"
  | "cell-unknown"
  | "name-unknown"
  | "name-taken"
  | "cycle"
  | "model-unknown"
  | "model-unauthorised"
  | "model-refused"
  | "quota"
  | "budget"
  | "network"
  | "data-unreadable"
  | "column-missing"
  | "sql"
  | "memory"
  | "template"
  | "disk-full"
  | "read-only"
  | "not-found"
  | "outside-folder"
  | "forbidden"
  | "stopped"
  | "busy"
  | "unsupported";

/** Where something is wrong, as exactly as is known. Lines and columns count from 1 in the notebook file unless `file` is given. */
export type Place = {
  readonly cell?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Dotted path into the cell's body, such as `judges.0`. */
  readonly key?: string;
  readonly row?: number;
};

/**
 * A failure the user can act on: `sentence` names the thing and what happened, `hint` the next step.
 * Bugs are thrown as plain errors instead; outcomes of models are values and never thrown.
 */
export class AssayError extends Error {
  readonly code: AssayErrorCode;
  readonly hint: string | undefined;
  readonly place: Place;

  constructor(code: AssayErrorCode, sentence: string, options: { hint?: string; place?: Place; cause?: unknown } = {}) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AssayError";
    this.code = code;
    this.hint = options.hint;
    this.place = options.place ?? {};
  }
}

/** The same failure as plain data, as it crosses the contract and stands on a cell. */
export type Problem = {
  readonly code: AssayErrorCode;
  readonly severity: "error" | "warning";
  readonly sentence: string;
  readonly hint?: string;
  readonly place: Place;
};

/** An `AssayError` as data. Unknown errors are bugs: the caller decides where they are caught. */
export function problemOf(error: AssayError, severity: Problem["severity"] = "error"): Problem {
  return { code: error.code, severity, sentence: error.message, ...(error.hint ? { hint: error.hint } : {}), place: error.place };
}
