import { useEffect, useState } from "react";
import type { CellOutput } from "#shared/contract/contract.ts";
import { reportFailure } from "../state/failure.ts";
import { useSession } from "../state/hooks.ts";

/** Charts, row errors, files and recipe changes of a cell's shown result; null until they are here. */
export function useCellOutput(cell: string, recipe: string): CellOutput | null {
  const session = useSession();
  const [output, setOutput] = useState<CellOutput | null>(null);
  // The recipe is a dependency because another result has another output.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const leaving = new AbortController();
    session.connection.client.cell
      .output({ notebook: session.notebook, cell }, { signal: leaving.signal })
      .then(setOutput)
      .catch((error: unknown) => leaving.signal.aborted || reportFailure(error));
    return () => leaving.abort();
  }, [session, cell, recipe]);
  return output;
}
