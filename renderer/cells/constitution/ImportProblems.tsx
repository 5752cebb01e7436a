import type { ImportProblem } from "#shared/constitution/import.ts";
import { Coded } from "../../kit/Coded.tsx";
import { formatCount } from "../../kit/format.ts";
import style from "./PrincipleText.module.css";

const mostShown = 20;

/** What of an imported text is no principle, line by line. */
export function ImportProblems({ problems }: { readonly problems: readonly ImportProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className={style.problems} aria-label="Problems in the text">
      {problems.slice(0, mostShown).map(({ line, sentence }) => (
        <li key={`${line} ${sentence}`}>
          <span className={style.line}>Line {line}</span> <Coded>{sentence}</Coded>
        </li>
      ))}
      {problems.length > mostShown ? <li>And {formatCount(problems.length - mostShown)} more.</li> : null}
    </ul>
  );
}
