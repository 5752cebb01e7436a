import type { CellResult, CellStatus } from "#shared/journal/entries.ts";

type Cells = { readonly [name: string]: CellStatus };

/** A judge that read this rubric and has results. */
export type RubricJudge = {
  readonly judge: string;
  readonly criteria: string;
  readonly rewards: CellResult["tables"][number];
  readonly version: string;
};

export function judgesBy(rubric: string, cells: Cells): readonly RubricJudge[] {
  return Object.values(cells).flatMap(({ name, kind, upstream, result }) => {
    if (kind !== "judge" || result === null || !upstream.includes(rubric)) return [];
    const criteria = result.tables.find((table) => table.name === `${name}_criteria`);
    const rewards = result.tables.find((table) => table.name === `${name}_rewards`);
    if (criteria === undefined || rewards === undefined) return [];
    return [{ judge: name, criteria: criteria.name, rewards, version: `${result.recipe} ${result.at}` }];
  });
}
