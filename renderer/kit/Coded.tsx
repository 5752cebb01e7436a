import style from "./Coded.module.css";
import { codeParts } from "./code-words.ts";

/** A sentence with what stands between backticks as code. */
export function Coded({ children }: { readonly children: string }) {
  return codeParts(children).map(({ text, isCode }, at) => {
    const key = `${at} ${text}`;
    return isCode ? (
      <code key={key} className={style.code}>
        {text}
      </code>
    ) : (
      <span key={key}>{text}</span>
    );
  });
}
