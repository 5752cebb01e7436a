import type { Problem } from "#shared/assay-error.ts";
import type { SessionState } from "#shared/journal/fold.ts";

export type ListedProblem = { readonly key: string; readonly cell: string | null; readonly problem: Problem };

/** Everything wrong in a notebook: its own problems first, then cell by cell in page order. */
export function problemsOf(state: SessionState): readonly ListedProblem[] {
  const own = state.problems.map(
    (problem, index): ListedProblem => ({ key: `notebook:${index}`, cell: problem.place.cell ?? null, problem }),
  );
  const cells = state.order.flatMap((name) =>
    (state.cells[name]?.problems ?? []).map((problem, index): ListedProblem => ({ key: `${name}:${index}`, cell: name, problem })),
  );
  return [...own, ...cells];
}
