import { Coded } from "../kit/Coded.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { formatClock, formatDuration, formatUsd } from "../kit/format.ts";
import { StateIcon } from "../kit/StateIcon.tsx";
import { useSession, useSessionView } from "../state/hooks.ts";
import { goToBlock } from "../state/session.ts";
import style from "./Rows.module.css";

const icons = { running: "running", done: "fresh", paused: "paused", failed: "error" } as const;

/** Every run of this notebook, newest first. */
export function RunsPanel() {
  const session = useSession();
  const runs = useSessionView((view) => view.remote.runs);
  if (runs.length === 0)
    return <EmptyState title="Nothing has run yet">Each run will be listed with its cells, time and spend.</EmptyState>;
  return (
    <ul>
      {runs.map((run) => (
        <li key={run.run}>
          <button
            type="button"
            className={`${style.row} ${style.stack}`}
            onClick={() => run.cells[0] && goToBlock(session, `cell:${run.cells[0]}`)}
          >
            <span className={style.line}>
              <StateIcon state={icons[run.state]} />
              <span className={`${style.name} ${style.mono}`}>{run.cells.join(", ")}</span>
              <span className={style.aside}>{formatUsd(run.spentUsd)}</span>
            </span>
            <span className={style.soft} style={{ paddingLeft: 24 }}>
              {formatClock(run.startedAt, Date.now())}
              {run.endedAt === null ? "" : ` · ${formatDuration(run.endedAt - run.startedAt)}`}
              {run.mode.type === "try" ? ` · tried ${run.mode.rows} rows` : run.mode.type === "retry" ? " · retried" : ""}
              <Coded>{run.sentence ? ` · ${run.sentence}` : ""}</Coded>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
