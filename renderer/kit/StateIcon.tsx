import {
  Ban,
  Check,
  Circle,
  CircleDashed,
  CircleSlash,
  CircleX,
  Ellipsis,
  EqualNot,
  LoaderCircle,
  Pause,
  RotateCw,
  Snowflake,
  SquareSlash,
} from "lucide-react";
import type { ReactNode } from "react";
import type { CellState } from "#shared/journal/entries.ts";
import style from "./StateIcon.module.css";

type StateLook = { readonly icon: ReactNode; readonly word: string; readonly tone: "quiet" | "good" | "info" | "warn" | "bad" };

/** Icon, word and colour of every state: never colour alone. */
export const stateLooks: { readonly [state in CellState]: StateLook } = {
  new: { icon: <Circle />, word: "not run", tone: "quiet" },
  queued: { icon: <Ellipsis />, word: "queued", tone: "info" },
  running: { icon: <LoaderCircle />, word: "running", tone: "info" },
  fresh: { icon: <Check />, word: "fresh", tone: "good" },
  stale: { icon: <RotateCw />, word: "stale", tone: "warn" },
  paused: { icon: <Pause />, word: "paused", tone: "warn" },
  partial: { icon: <SquareSlash />, word: "partial", tone: "warn" },
  error: { icon: <CircleX />, word: "error", tone: "bad" },
  blocked: { icon: <Ban />, word: "blocked", tone: "bad" },
  clash: { icon: <EqualNot />, word: "name used twice", tone: "bad" },
  conflict: { icon: <EqualNot />, word: "changed on disk", tone: "bad" },
  frozen: { icon: <Snowflake />, word: "frozen", tone: "info" },
  off: { icon: <CircleSlash />, word: "off", tone: "quiet" },
};

const unknown: StateLook = { icon: <CircleDashed />, word: "not read yet", tone: "quiet" };

export function StateIcon({ state }: { readonly state: CellState | null }) {
  const look = state === null ? unknown : stateLooks[state];
  return (
    <span className={`${style.icon} ${style[look.tone]}`} data-state={state ?? "none"} role="img" aria-label={look.word}>
      {look.icon}
    </span>
  );
}
