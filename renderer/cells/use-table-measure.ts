import { useEffect, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import type { TableMeasure } from "#shared/contract/contract.ts";
import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import { useSession } from "../state/hooks.ts";
import type { LiveSession } from "../state/session-runs.ts";

export type TableMeasuring =
  | { readonly type: "measuring" }
  | { readonly type: "measured"; readonly measure: TableMeasure }
  | { readonly type: "failed"; readonly sentence: string; readonly hint: string | undefined };

const mostRemembered = 40;

// What a session has been told, so that going from tab to tab asks and waits once.
const known = new WeakMap<LiveSession, Map<string, TableMeasure>>();

/** A measure of a table, with those beside it, asked for when first shown and taken back when left. `version` names the result under the table's name. */
export function useTableMeasure(table: string, beside: readonly string[], method: MeasureMethod, version: string): TableMeasuring {
  const session = useSession();
  const tables = [table, ...beside].join("\n");
  const key = JSON.stringify([tables, method, version]);
  const [asked, setAsked] = useState<{ readonly key: string; readonly state: TableMeasuring } | null>(null);
  const kept = known.get(session)?.get(key);
  useEffect(() => {
    if (known.get(session)?.has(key)) return;
    const leaving = new AbortController();
    const [first = "", ...others] = tables.split("\n");
    session.connection.client.table
      .measure({ notebook: session.notebook, table: first, beside: others, method }, { signal: leaving.signal })
      .then((measure) => {
        if (leaving.signal.aborted) return;
        remember(session, key, measure);
        setAsked({ key, state: { type: "measured", measure } });
      })
      .catch((error: unknown) => leaving.signal.aborted || setAsked({ key, state: failed(error) }));
    return () => leaving.abort();
  }, [session, tables, method, key]);
  if (kept) return { type: "measured", measure: kept };
  return asked?.key === key ? asked.state : { type: "measuring" };
}

/** The longest remembered goes first. */
function remember(session: LiveSession, key: string, measure: TableMeasure): void {
  const own = known.get(session) ?? new Map<string, TableMeasure>();
  known.set(session, own.set(key, measure));
  const [oldest] = own.keys();
  if (own.size > mostRemembered && oldest !== undefined) own.delete(oldest);
}

function failed(error: unknown): TableMeasuring {
  if (error instanceof AssayError) return { type: "failed", sentence: error.message, hint: error.hint };
  return { type: "failed", sentence: "The measure could not be taken.", hint: error instanceof Error ? error.message : undefined };
}
