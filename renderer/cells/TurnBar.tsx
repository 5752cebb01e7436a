import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { capitalised } from "#shared/words.ts";
import { Choice } from "../kit/Field.tsx";
import { formatCount } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import style from "./TurnBar.module.css";

type TurnBarProps = {
  /** What is turned: "answer". */
  readonly noun: string;
  readonly labels: readonly string[];
  readonly place: number;
  readonly onTurn: (place: number) => void;
  /** Stands before them. */
  readonly children: ReactNode;
};

/** Shows one of many: the one before, the next, or one by name. */
export function TurnBar({ noun, labels, place, onTurn, children }: TurnBarProps) {
  const last = labels.length - 1;
  return (
    <div className={style.bar}>
      {children}
      {labels.length === 0 ? null : (
        <span className={style.turn}>
          <IconButton name={`Previous ${noun}`} icon={<ChevronLeft />} disabled={place === 0} onClick={() => onTurn(place - 1)} />
          <span className={style.choice}>
            <Choice
              aria-label={capitalised(noun)}
              value={String(place)}
              options={labels.map((label, index) => ({ value: String(index), label }))}
              onChange={(next) => onTurn(Number(next))}
            />
          </span>
          <IconButton name={`Next ${noun}`} icon={<ChevronRight />} disabled={place >= last} onClick={() => onTurn(place + 1)} />
          <span className={style.place}>
            {formatCount(place + 1)} of {formatCount(labels.length)}
          </span>
        </span>
      )}
    </div>
  );
}
