import type { TeacherBody } from "#shared/cells/teacher.ts";
import type { Row } from "#shared/data/table.ts";
import type { ExpectedShape } from "../cell-runner.ts";
import { itemOf } from "../input-rows.ts";
import type { Teaching } from "./teacher-method.ts";

/** One row asked for: which input row, model and sample it is. */
export type Place = {
  /** Index of the input row. */
  readonly at: number;
  readonly row: Row;
  readonly item: string;
  readonly model: string;
  readonly sample: number;
  /** Names it in errors. */
  readonly label: string;
};

export type Lattice = {
  readonly size: number;
  /** Rows asked for of one input row, where their number is fixed. */
  readonly perRow: number;
  readonly placeOf: (index: number) => Place;
  readonly modelOf: (index: number) => string;
};

/** Input row × sample × model. With `until`, every row is asked about once before any is a second time. */
export function latticeOf({ context: { body }, input, indexes, goal }: Teaching): Lattice {
  const models = body.models.length;
  const perRow = models * body.samples;
  const round = indexes.length * models;
  const partsOf = (index: number): { readonly rowAt: number; readonly sample: number } =>
    goal === null
      ? { rowAt: Math.floor(index / perRow), sample: Math.floor((index % perRow) / models) }
      : { rowAt: Math.floor((index % round) / models), sample: Math.floor(index / round) };
  const modelOf = (index: number): string => body.models[index % models] ?? "";
  return {
    size: goal === null ? indexes.length * perRow : round === 0 ? 0 : goal.candidates,
    perRow: goal === null ? perRow : 1,
    modelOf,
    placeOf: (index) => {
      const { rowAt, sample } = partsOf(index);
      const at = indexes[rowAt] ?? 0;
      const row = input.rows[at] ?? {};
      const item = itemOf(row, at);
      const model = modelOf(index);
      const label = `item ${item}, ${model}${body.samples > 1 || goal !== null ? `, sample ${sample}` : ""}`;
      return { at, row, item, model, sample, label };
    },
  };
}

/** What a lattice comes to for an input of so many rows: at least `until`, where that is set. */
export function expectLattice(
  body: TeacherBody,
  { rows }: Pick<ExpectedShape, "rows">,
  callsPerRow: number,
): ExpectedShape & { readonly calls: number } {
  const perItem = body.models.length * body.samples;
  const asked = body.until ?? rows * perItem;
  return { calls: asked * callsPerRow, rows: asked, perItem: body.until === undefined ? perItem : Math.max(1, asked / Math.max(1, rows)) };
}
