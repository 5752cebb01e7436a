import { Database, RotateCcw, X } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { countOf } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { useSession } from "../state/hooks.ts";
import { requestRun, retryMode } from "../state/session-runs.ts";
import { CopyMenu } from "./CopyMenu.tsx";
import type { CopyFormat } from "./clipboard-text.ts";
import { type ChosenRows, countRows } from "./row-choice.ts";
import type { RowState } from "./row-source.ts";
import { useFailedRows } from "./use-failed-rows.ts";

type SelectionToolsProps = {
  readonly table: string;
  readonly rows: RowState;
  readonly chosen: ChosenRows;
  /** What a copy would hold: "12 rows × 3 columns". */
  readonly copies: string;
  readonly onDataset: () => void;
  readonly onCopy: (format: CopyFormat) => void;
  readonly onClear: () => void;
};

/** What can be done with the chosen rows. */
export function SelectionTools({ table, rows, chosen, copies, onDataset, onCopy, onClear }: SelectionToolsProps) {
  const session = useSession();
  const failed = useFailedRows(table, rows, chosen);
  return (
    <>
      <Button size="small" icon={<Database />} onClick={onDataset}>
        New dataset from {countOf(countRows(chosen), "row")}
      </Button>
      {failed ? (
        <Button
          size="small"
          look="quiet"
          icon={<RotateCcw />}
          onClick={() => requestRun(session, { type: "cell", cell: failed.cell, upstream: "run" }, retryMode)}
        >
          Retry all {countOf(failed.failed, "failed row")}
        </Button>
      ) : null}
      <CopyMenu copies={copies} onCopy={onCopy} />
      <IconButton name="Clear the selection" keys="Esc" icon={<X />} side="top" onClick={onClear} />
    </>
  );
}
