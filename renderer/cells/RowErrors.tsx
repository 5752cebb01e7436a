import { RotateCcw } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { countOf } from "../kit/format.ts";
import { useSession } from "../state/hooks.ts";
import { requestRun, retryMode } from "../state/session-runs.ts";
import style from "./outputs.module.css";
import { useCellOutput } from "./use-cell-output.ts";

/** Failed rows by cause, each with what to do. */
export function RowErrors({ cell, recipe }: { readonly cell: string; readonly recipe: string }) {
  const session = useSession();
  const output = useCellOutput(cell, recipe);
  if (!output) return null;
  if (output.rowErrors.length === 0) return <p className={style.soft}>No row failed.</p>;
  return (
    <>
      {output.rowErrors.map((group) => (
        <section key={group.cause + group.sentence} className={style.group}>
          <div className={style.cause}>
            {group.cause} <span className={style.soft}>{countOf(group.count, "row")}</span>
          </div>
          <div>{group.sentence}</div>
          {group.rows.length > 0 ? (
            <details>
              <summary className={style.soft}>Rows</summary>
              <div className={style.rows}>{group.rows.join(", ")}</div>
            </details>
          ) : null}
        </section>
      ))}
      <Button size="small" icon={<RotateCcw />} onClick={() => requestRun(session, { type: "cell", cell, upstream: "run" }, retryMode)}>
        Retry failed rows
      </Button>
    </>
  );
}
