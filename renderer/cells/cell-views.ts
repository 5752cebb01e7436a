import type { CellView } from "./cell-view.ts";
import { chartView } from "./chart.tsx";
import { constitutionView } from "./constitution/constitution.tsx";
import { datasetView } from "./dataset/dataset.tsx";
import { exportView } from "./export/export.tsx";
import { filterView } from "./filter/filter.tsx";
import { humanView } from "./human/human.tsx";
import { judgeView } from "./judge/judge.tsx";
import { measureView } from "./measure/measure.tsx";
import { promptView } from "./prompt.tsx";
import { reviseView } from "./revise/revise.tsx";
import { rubricView } from "./rubric/rubric.tsx";
import { sqlView } from "./sql.tsx";
import { studentView } from "./student/student.tsx";
import { teacherView } from "./teacher/teacher.tsx";

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
