import { RotateCcw } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { countOf } from "../kit/format.ts";
import { useSession } from "../state/hooks.ts";
import { requestRun, retryMode } from "../state/session-runs.ts";
import style from "./outputs.module.css";
import { type ErrorGroup, errorSections, isUnscored } from "./row-errors.ts";
import { useCellOutput } from "./use-cell-output.ts";

/** Rows that failed or could not be scored: what happened once, then each cause with its rows, and what to do. */
export function RowErrors({ cell, recipe }: { readonly cell: string; readonly recipe: string }) {
  const session = useSession();
  const output = useCellOutput(cell, recipe);
  if (!output) return null;
  if (output.rowErrors.length === 0) return <p className={style.soft}>No row failed.</p>;
  const failed = output.rowErrors.filter((group) => !isUnscored(group)).reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      {errorSections(output.rowErrors).map(({ sentence, groups, advice }) => (
        <section key={sentence} className={style.group}>
          <p className={style.sentence}>
            <Coded>{sentence}</Coded>
          </p>
          <ul className={style.causes}>
            {groups.map((group) => (
              <li key={group.cause}>
                <Cause group={group} />
              </li>
            ))}
          </ul>
          {advice === null ? null : (
            <p className={style.soft}>
              <Coded>{advice}</Coded>
            </p>
          )}
        </section>
      ))}
      {failed > 0 ? (
        <Button size="small" icon={<RotateCcw />} onClick={() => requestRun(session, { type: "cell", cell, upstream: "run" }, retryMode)}>
          Retry {countOf(failed, "failed row")}
        </Button>
      ) : null}
    </>
  );
}

function Cause({ group: { cause, count, rows } }: { readonly group: ErrorGroup }) {
  return (
    <details>
      <summary>
        <span className={style.cause}>
          <Coded>{cause}</Coded>
        </span>{" "}
        <span className={style.soft}>{countOf(count, "row")}</span>
      </summary>
      <div className={style.rows}>
        {rows.join(", ")}
        {count > rows.length ? ` … and ${countOf(count - rows.length, "more")}` : ""}
      </div>
    </details>
  );
}
