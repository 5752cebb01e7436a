import { AssayError } from "#shared/assay-error.ts";
import { notify } from "../kit/toast.ts";

/** What to say of something that went wrong while doing what the user asked. */
export function reportFailure(error: unknown): void {
  if (error instanceof AssayError) notify(error.message, { ...(error.hint ? { detail: error.hint } : {}), lasting: true });
  else if (error instanceof Error) notify(error.message, { lasting: true });
  else throw error;
}

/** Runs what a press asked for; a failure is told, not lost. */
export function attempt(work: () => Promise<unknown>): void {
  work().catch(reportFailure);
}
