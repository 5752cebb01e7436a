import { Coded } from "../kit/Coded.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { StateIcon } from "../kit/StateIcon.tsx";
import { useSession, useSessionView } from "../state/hooks.ts";
import { goToBlock } from "../state/session.ts";
import { problemsOf } from "./problems.ts";
import style from "./Rows.module.css";

export function ProblemsPanel() {
  const session = useSession();
  const remote = useSessionView((view) => view.remote);
  const problems = problemsOf(remote);
  if (problems.length === 0)
    return <EmptyState title="No problems">What is wrong in a cell will be listed here, with its line.</EmptyState>;
  return (
    <ul>
      {problems.map(({ key, cell, problem }) => (
        <li key={key}>
          <button type="button" className={`${style.row} ${style.stack}`} onClick={() => cell && goToBlock(session, `cell:${cell}`)}>
            <span className={style.line}>
              <StateIcon state={problem.severity === "error" ? "error" : "stale"} />
              <span className={`${style.name} ${style.mono}`}>{cell ?? "notebook"}</span>
              {problem.place.line ? <span className={style.aside}>line {problem.place.line}</span> : null}
            </span>
            <span className={style.soft} style={{ paddingLeft: 24 }}>
              <Coded>{problem.sentence}</Coded>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
