import type { CellKind } from "./cell-kind.ts";
import { chart } from "./chart.ts";
import { constitution } from "./constitution.ts";
import { dataset } from "./dataset.ts";
import { exportKind } from "./export.ts";
import { filter } from "./filter.ts";
import { human } from "./human.ts";
import { judge } from "./judge.ts";
import { measure } from "./measure.ts";
import { prompt } from "./prompt.ts";
import { revise } from "./revise.ts";
import { rubric } from "./rubric.ts";
import { sql } from "./sql.ts";
import { student } from "./student.ts";
import { teacher } from "./teacher.ts";

// The table erases each kind's body type; `read` re-establishes it before anything else of the kind is called.
const erase = <Body>(kind: CellKind<Body>): CellKind => kind as unknown as CellKind;

/** Every cell kind, in the order the picker shows them. */
export const kinds: ReadonlyMap<string, CellKind> = new Map(
  [
    erase(dataset),
    erase(prompt),
    erase(teacher),
    erase(constitution),
    erase(revise),
    erase(rubric),
    erase(judge),
    erase(human),
    erase(filter),
    erase(student),
    erase(measure),
    erase(sql),
    erase(chart),
    erase(exportKind),
  ].map((kind) => [kind.kind, kind]),
);
