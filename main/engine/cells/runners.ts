import type { CellRunner } from "./cell-runner.ts";
import { runChart } from "./chart.ts";
import { runConstitution } from "./constitution.ts";
import { runDataset } from "./dataset.ts";
import { drawnAnew } from "./drawn-anew.ts";
import { runExport } from "./export/export.ts";
import { runFilter } from "./filter/filter.ts";
import { runHuman } from "./human/human.ts";
import { runJudge } from "./judge/judge.ts";
import { runMeasure } from "./measure.ts";
import { runPrompt } from "./prompt.ts";
import { runRevise } from "./revise/revise.ts";
import { runRubric } from "./rubric/rubric.ts";
import { runSql } from "./sql.ts";
import { runStudentCell } from "./student.ts";
import { runTeacher } from "./teacher/teacher.ts";

// The table erases each body type; a body reaches its runner only after the kind of the same name has read it.
const erase = <Body>(runner: CellRunner<Body>): CellRunner => runner as unknown as CellRunner;

/** How each kind runs, by kind. */
export const runners: ReadonlyMap<string, CellRunner> = new Map([
  ["dataset", erase(runDataset)],
  ["prompt", erase(runPrompt)],
  ["teacher", erase(drawnAnew(runTeacher))],
  ["constitution", erase(runConstitution)],
  ["revise", erase(drawnAnew(runRevise))],
  ["rubric", erase(drawnAnew(runRubric))],
  ["judge", erase(drawnAnew(runJudge))],
  ["human", erase(runHuman)],
  ["filter", erase(runFilter)],
  ["student", erase(runStudentCell)],
  ["measure", erase(runMeasure)],
  ["sql", erase(runSql)],
  ["chart", erase(runChart)],
  ["export", erase(runExport)],
]);
