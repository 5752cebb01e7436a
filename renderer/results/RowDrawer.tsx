import { ChevronDown, ChevronUp, Copy, Database } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import type { RowDetail } from "#shared/contract/contract.ts";
import type { FilterClause, SortClause } from "#shared/contract/schemas.ts";
import { Coded } from "../kit/Coded.tsx";
import { formatCount } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Sheet } from "../kit/Sheet.tsx";
import { chordOf } from "../state/keys.ts";
import { copyText } from "./copy-text.ts";
import { RowCalls } from "./RowCalls.tsx";
import style from "./RowDrawer.module.css";
import { RowFields } from "./RowFields.tsx";
import { RowVerdict } from "./RowVerdict.tsx";
import type { TableAddress } from "./use-table.ts";
import { jsonText } from "./value-text.ts";

type RowDrawerProps = {
  readonly address: TableAddress;
  readonly version: string;
  readonly clauses: { readonly filters: FilterClause[]; readonly sort: SortClause[] };
  readonly index: number;
  readonly count: number;
  readonly onDataset: () => void;
  readonly onMove: (index: number) => void;
  readonly onClose: () => void;
};

/** One row with all there is behind it. J and K go to its neighbours. */
export function RowDrawer({ address, version, clauses, index, count, onDataset, onMove, onClose }: RowDrawerProps) {
  const [detail, setDetail] = useState<RowDetail | string | null>(null);
  // The version is a dependency because another result has other rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const leaving = new AbortController();
    const { client, notebook, table } = address;
    client.table
      .row({ notebook, table, ...clauses, index }, { signal: leaving.signal })
      .then(setDetail)
      .catch((error: unknown) => {
        if (leaving.signal.aborted) return;
        setDetail(error instanceof AssayError ? `${error.message} ${error.hint ?? ""}` : "The row could not be read.");
      });
    return () => leaving.abort();
  }, [address, version, clauses, index]);

  const move = (way: 1 | -1): void => onMove(Math.max(0, Math.min(count - 1, index + way)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const chord = chordOf(event.nativeEvent);
    if (event.target instanceof HTMLInputElement) return;
    if (chord === "J" || chord === "K") {
      event.preventDefault();
      move(chord === "J" ? 1 : -1);
    }
  };
  return (
    <Sheet title={`Row ${formatCount(index + 1)} of ${formatCount(count)}`} width={640} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys for the whole sheet; each has a button too */}
      <div className={style.drawer} onKeyDown={onKeyDown}>
        <div className={style.bar}>
          <span className={style.table}>{address.table}</span>
          <IconButton name="Previous row" keys="K" icon={<ChevronUp />} disabled={index === 0} onClick={() => move(-1)} />
          <IconButton name="Next row" keys="J" icon={<ChevronDown />} disabled={index >= count - 1} onClick={() => move(1)} />
          <IconButton name="New dataset from this row" icon={<Database />} onClick={onDataset} />
          <IconButton
            name="Copy the row as JSON"
            icon={<Copy />}
            disabled={detail === null || typeof detail === "string"}
            onClick={() => detail !== null && typeof detail !== "string" && copyText(jsonText(detail.row, 2), "row")}
          />
        </div>
        {typeof detail === "string" ? (
          <p className={style.soft} role="alert">
            <Coded>{detail}</Coded>
          </p>
        ) : null}
        {detail !== null && typeof detail !== "string" ? (
          <>
            <RowVerdict row={detail.row} />
            <RowFields row={detail.row} columns={detail.columns} />
            <RowCalls calls={detail.calls} />
          </>
        ) : null}
      </div>
    </Sheet>
  );
}
