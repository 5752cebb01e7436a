import { CircleX, TriangleAlert } from "lucide-react";
import type { Problem } from "#shared/assay-error.ts";
import { Coded } from "../kit/Coded.tsx";
import { useSession } from "../state/hooks.ts";
import { goToBlock } from "../state/session.ts";
import type { CellProblem } from "./cell-problems.ts";
import style from "./ProblemList.module.css";

type ProblemListProps = { readonly problems: readonly (Problem | CellProblem)[]; readonly cell?: string };

/** Three lines a problem: what happened, where, what to do. */
export function ProblemList({ problems, cell }: ProblemListProps) {
  const session = useSession();
  if (problems.length === 0) return null;
  return (
    <ul className={style.list}>
      {problems.map((problem) => (
        <li key={`${problem.sentence}${problem.place.line ?? ""}`} className={problem.severity === "error" ? style.error : style.warning}>
          <span className={style.icon}>{problem.severity === "error" ? <CircleX /> : <TriangleAlert />}</span>
          <div>
            <div className={style.sentence}>
              <Coded>{problem.sentence}</Coded>
            </div>
            <Where problem={problem} />
            {problem.hint ? (
              <div className={style.hint}>
                <Coded>{problem.hint}</Coded>
              </div>
            ) : null}
            {problem.place.cell && problem.place.cell !== cell && session.store.getState().remote.cells[problem.place.cell] ? (
              <button type="button" className={style.go} onClick={() => goToBlock(session, `cell:${problem.place.cell}`)}>
                Go to {problem.place.cell}
              </button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Where({ problem }: { readonly problem: Problem | CellProblem }) {
  const { file, row, key, column } = problem.place;
  const ownLine = "sourceLine" in problem ? problem.sourceLine : null;
  const line = ownLine ?? problem.place.line;
  const of = ownLine !== null ? " of this cell" : file === undefined ? " of the notebook" : "";
  const parts = [
    file,
    line === undefined ? undefined : `line ${line}${of}${column === undefined ? "" : `, column ${column}`}`,
    row === undefined ? undefined : `row ${row}`,
    key === undefined || key === "" ? undefined : key,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? <div className={style.where}>{parts.join(" · ")}</div> : null;
}
