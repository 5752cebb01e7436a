import { useEffect, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import type { ImportReading } from "#shared/contract/imports.ts";
import type { Examination } from "#shared/import/examination.ts";
import { reportFailure } from "../state/failure.ts";
import type { LiveSession } from "../state/session-runs.ts";
import type { ReadFiles } from "./use-import.ts";

export type ExaminationState =
  | { readonly type: "looking" }
  | { readonly type: "found"; readonly examination: Examination }
  | { readonly type: "failed"; readonly sentence: string }
  /** Rows that can't be read whole, and no sample is drawn of them. */
  | { readonly type: "impossible" };

/** A sample's size is typed digit by digit. */
const pauseMs = 250;

/** A closer look at the rows as they would be read; another reading is another look. */
export function useExamination(
  { connection, notebook }: LiveSession,
  { source, part, inspection }: ReadFiles,
  reading: ImportReading,
): ExaminationState {
  const isPossible = inspection.rows > 0 && (inspection.tooMuch === null || reading.sample !== null);
  const asked = isPossible ? JSON.stringify({ notebook, source, path: part.path, reading }) : null;
  const [state, setState] = useState<{ readonly of: string | null; readonly found: ExaminationState } | null>(null);
  useEffect(() => {
    if (asked === null) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const look = async (): Promise<void> => {
      try {
        const input = JSON.parse(asked) as Parameters<typeof connection.client.imports.examine>[0];
        const examination = await connection.client.imports.examine(input, { signal });
        if (!signal.aborted) setState({ of: asked, found: { type: "found", examination } });
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof AssayError)) throw error;
        setState({ of: asked, found: { type: "failed", sentence: [error.message, error.hint].filter(Boolean).join(" ") } });
      }
    };
    const timer = setTimeout(() => void look().catch(reportFailure), pauseMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [asked, connection]);
  if (asked === null) return { type: "impossible" };
  return state?.of === asked ? state.found : { type: "looking" };
}
