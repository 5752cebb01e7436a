import { useMemo } from "react";
import { wordDifference } from "../results/word-difference.ts";
import style from "./WordDifference.module.css";

/** One text on its way to another: what left is struck, what came is marked. */
export function WordDifference({ before, after }: { readonly before: string; readonly after: string }) {
  const parts = useMemo(() => wordDifference(before, after), [before, after]);
  return parts.map(({ type, text }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
    if (type === "same") return <span key={index}>{text}</span>;
    const Mark = type === "removed" ? "del" : "ins";
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      <Mark key={index} className={style[type]}>
        {text}
      </Mark>
    );
  });
}
