import { memo } from "react";
import type { Value } from "#shared/data/table.ts";
import { formatCount } from "../kit/format.ts";
import type { Look } from "./column-look.ts";
import { outcomeLook } from "./outcomes.ts";
import style from "./ValueCell.module.css";
import { jsonText, nestedToken, shownText } from "./value-text.ts";

/** Texts are cut here before the browser measures them; nobody reads further in one line. */
const longestShown = 600;
const longestLine = 72;

/** A value on one line, or on a few where the table wraps. */
export const ValueCell = memo(function ValueCell({ value, look }: { readonly value: Value; readonly look: Look }) {
  if (value === null) return <span className={style.null}>null</span>;
  const token = nestedToken(value);
  if (token !== null) {
    return (
      <>
        <span className={style.token} data-opens="">
          {token}
        </span>
        <span className={style.preview}>{previewOf(value)}</span>
      </>
    );
  }
  if (look.type === "outcome") {
    const { mark, tone } = outcomeLook(value) ?? { mark: "", tone: "soft" };
    return (
      <span className={style[tone]}>
        <span className={style.mark} aria-hidden="true">
          {mark}
        </span>
        {String(value)}
      </span>
    );
  }
  const text = shownText(value, look);
  if (look.type === "number") {
    return (
      <span className={style.number}>
        {text}
        {look.unit === "ms" ? <span className={style.unit}> ms</span> : null}
      </span>
    );
  }
  if (text === "") return <span className={style.null}>empty</span>;
  return (
    <>
      <span className={style.text}>{text.length > longestShown ? text.slice(0, longestShown) : text}</span>
      {text.length > longestLine ? (
        <span className={style.token} data-opens="">
          … {formatCount(text.length)} chars
        </span>
      ) : null}
    </>
  );
});

/** Chat messages by their last words; anything else as the beginning of its JSON. */
function previewOf(value: Value): string {
  const last = Array.isArray(value) ? value.at(-1) : null;
  if (typeof last === "object" && last !== null && "content" in last && typeof last.content === "string") return last.content.slice(0, 120);
  return jsonText(value).slice(0, 120);
}
