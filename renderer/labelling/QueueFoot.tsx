import { ArrowLeft, ArrowRight } from "lucide-react";
import type { LabelScreen } from "#shared/labelling/label-screen.ts";
import { Button } from "../kit/Button.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { Kbd } from "../kit/Kbd.tsx";
import style from "./LabellingPane.module.css";
import type { LabelAction } from "./label-keys.ts";
import { SheetMenu } from "./SheetMenu.tsx";

type QueueFootProps = {
  readonly cell: string;
  readonly annotator: string;
  readonly screen: LabelScreen;
  readonly note: string;
  readonly onAct: (action: LabelAction) => void;
  readonly onImported: () => void;
};

export function QueueFoot({ cell, annotator, screen, note, onAct, onImported }: QueueFootProps) {
  const { own, item, before, after } = screen;
  return (
    <footer className={style.foot}>
      <Button size="small" look="quiet" disabled={item === null} onClick={() => onAct({ type: "answer", answer: { type: "skip" } })}>
        <Kbd keys="S" /> Skip
      </Button>
      <Button size="small" look="quiet" disabled={own.done + own.skipped === 0} onClick={() => onAct({ type: "undo" })}>
        <Kbd keys="U" /> Undo
      </Button>
      <Button size="small" look="quiet" disabled={item === null} onClick={() => onAct({ type: "note" })}>
        <Kbd keys={screen.ask === "rubric" ? "M" : "N"} /> Note
      </Button>
      {note.trim() === "" ? null : (
        <span className={style.noted} title={note}>
          {note}
        </span>
      )}
      <span className={style.headRight}>
        <IconButton
          name="Item before"
          keys="Left"
          icon={<ArrowLeft />}
          disabled={before === null}
          onClick={() => onAct({ type: "before" })}
        />
        <IconButton
          name="Item after"
          keys="Right"
          icon={<ArrowRight />}
          disabled={after === null}
          onClick={() => onAct({ type: "after" })}
        />
        <SheetMenu cell={cell} annotator={annotator} onImported={onImported} />
      </span>
    </footer>
  );
}
