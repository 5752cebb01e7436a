import { Maximize2, Minimize2, UserRound } from "lucide-react";
import type { LabelStanding } from "#shared/contract/labels.ts";
import type { LabelScreen } from "#shared/labelling/label-screen.ts";
import { Button } from "../kit/Button.tsx";
import { countOf } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Progress } from "../kit/Progress.tsx";
import style from "./LabellingPane.module.css";

type QueueHeadProps = {
  readonly annotator: string;
  readonly screen: LabelScreen;
  readonly standing: LabelStanding | null;
  readonly wide: boolean;
  readonly onWide: () => void;
  readonly onWho: () => void;
};

/** Where this person is, and where everybody is. */
export function QueueHead({ annotator, screen, standing, wide, onWide, onWho }: QueueHeadProps) {
  const { own, progress, item } = screen;
  const others = progress.annotators.filter(({ done }) => done > 0);
  return (
    <header className={style.head}>
      <div className={style.facts}>
        <strong>{item === null ? "All done" : `Item ${item.place} of ${own.total}`}</strong>
        <span className={style.soft}>
          {own.done}/{own.total} yours{own.skipped > 0 ? `, ${own.skipped} skipped` : ""}
        </span>
        <span className={style.soft}>
          {progress.done}/{progress.wanted} of all{progress.overlap > 1 ? `, ${progress.overlap} people an item` : ""}
        </span>
        {others.length > 1 ? (
          <span className={style.soft} title={others.map(({ annotator: name, done }) => `${name} ${done}`).join(", ")}>
            {countOf(others.length, "annotator")}
          </span>
        ) : null}
        {standing && standing.setAside > 0 ? (
          <span className={style.warn} title="They are in the table set_aside, with the reason.">
            {countOf(standing.setAside, "label")} set aside
          </span>
        ) : null}
        {screen.blind ? null : <span className={style.warn}>not blind</span>}
        <span className={style.headRight}>
          <Button
            size="small"
            look="quiet"
            icon={<UserRound />}
            onClick={onWho}
            aria-label={`You are ${annotator}; label as somebody else`}
          >
            {annotator}
          </Button>
          <IconButton name={wide ? "Back into the page" : "Wide"} icon={wide ? <Minimize2 /> : <Maximize2 />} onClick={onWide} />
        </span>
      </div>
      <Progress name="Your labels" done={own.done + own.skipped} total={own.total} tone="accent" />
    </header>
  );
}
