import { useState } from "react";
import { formatCount } from "../kit/format.ts";
import style from "./RowDrawer.module.css";

const shownChars = 1500;

type LongTextProps = { readonly text: string; readonly look?: "field" | "message" | "reply" | "raw" | "plain" };

/** A text in a box of its own: the beginning of a long one, and the rest when asked for. */
export function LongText({ text, look = "field" }: LongTextProps) {
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > shownChars * 1.2;
  return (
    <div className={`${style.long} ${style[look]}`}>
      {cut ? `${text.slice(0, shownChars)} …` : text}
      {cut ? (
        <button type="button" className={style.more} onClick={() => setWhole(true)}>
          Show all {formatCount(text.length)} chars
        </button>
      ) : null}
    </div>
  );
}
