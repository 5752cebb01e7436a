import { ChevronDown, ChevronUp, Copy, Database, Pin } from "lucide-react";
import type { KeyboardEvent } from "react";
import { formatCount } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Sheet } from "../kit/Sheet.tsx";
import { chordOf } from "../state/keys.ts";
import { copyText } from "./copy-text.ts";
import { RowDetails } from "./RowDetails.tsx";
import style from "./RowDrawer.module.css";
import { type RowPlace, useRowDetail } from "./use-row-detail.ts";
import { jsonText } from "./value-text.ts";

type RowDrawerProps = {
  readonly place: RowPlace;
  readonly count: number;
  /** Stands beside the opened row. */
  readonly pinned: number | null;
  readonly onPin: () => void;
  readonly onDataset: () => void;
  readonly onMove: (index: number) => void;
  readonly onClose: () => void;
};

/** One row with all there is behind it, beside the pinned one. J and K go to its neighbours. */
export function RowDrawer({ place, count, pinned, onPin, onDataset, onMove, onClose }: RowDrawerProps) {
  const { index, address } = place;
  const reading = useRowDetail(place);
  const { detail } = reading;
  const beside = pinned === index ? null : pinned;
  const move = (way: 1 | -1): void => onMove(Math.max(0, Math.min(count - 1, index + way)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const chord = chordOf(event.nativeEvent);
    if (event.target instanceof HTMLInputElement) return;
    if (chord === "J" || chord === "K") move(chord === "J" ? 1 : -1);
    else if (chord === "Shift+Enter") onPin();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const title = `Row ${formatCount(index + 1)} of ${formatCount(count)}`;
  return (
    <Sheet
      title={beside === null ? title : `${title}, beside row ${formatCount(beside + 1)}`}
      width={beside === null ? 640 : 1120}
      onClose={onClose}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys for the whole sheet; each has a button too */}
      <div className={style.drawer} data-keys="Shift+Enter" onKeyDown={onKeyDown}>
        <div className={style.bar}>
          <span className={style.table}>{address.table}</span>
          <IconButton name="Previous row" keys="K" icon={<ChevronUp />} disabled={index === 0} onClick={() => move(-1)} />
          <IconButton name="Next row" keys="J" icon={<ChevronDown />} disabled={index >= count - 1} onClick={() => move(1)} />
          <IconButton name="Pin this row" keys="Shift+Enter" icon={<Pin />} pressed={pinned === index} onClick={onPin} />
          <IconButton name="New dataset from this row" icon={<Database />} onClick={onDataset} />
          <IconButton
            name="Copy the row as JSON"
            icon={<Copy />}
            disabled={detail === null}
            onClick={() => detail !== null && copyText(jsonText(detail.row, 2), "row")}
          />
        </div>
        <div className={style.rows} data-two={beside !== null}>
          {beside === null ? null : <PinnedRow place={{ ...place, index: beside }} />}
          <RowDetails index={index} reading={reading} />
        </div>
      </div>
    </Sheet>
  );
}

function PinnedRow({ place }: { readonly place: RowPlace }) {
  return <RowDetails index={place.index} reading={useRowDetail(place)} />;
}
