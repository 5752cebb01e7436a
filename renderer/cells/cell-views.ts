import type { CellView } from "./cell-view.ts";
import { chartView } from "./chart.tsx";
import { constitutionView } from "./constitution.tsx";
import { datasetView } from "./dataset.tsx";
import { exportView } from "./export.tsx";
import { filterView } from "./filter.tsx";
import { humanView } from "./human.tsx";
import { judgeView } from "./judge.tsx";
import { measureView } from "./measure.tsx";
import { promptView } from "./prompt.tsx";
import { reviseView } from "./revise.tsx";
import { rubricView } from "./rubric.tsx";
import { sqlView } from "./sql.tsx";
import { studentView } from "./student.tsx";
import { teacherView } from "./teacher.tsx";

/** One view a kind, as shared/cells/kinds.ts has one row a kind. */
export const cellViews: ReadonlyMap<string, CellView> = new Map([
  ["dataset", datasetView],
  ["prompt", promptView],
  ["teacher", teacherView],
  ["constitution", constitutionView],
  ["revise", reviseView],
  ["rubric", rubricView],
  ["judge", judgeView],
  ["human", humanView],
  ["filter", filterView],
  ["student", studentView],
  ["measure", measureView],
  ["sql", sqlView],
  ["chart", chartView],
  ["export", exportView],
]);
