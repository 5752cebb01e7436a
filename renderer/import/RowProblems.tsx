import type { Inspection } from "#shared/import/inspection.ts";
import { countOf, placeOf, problemHints, reasonsText } from "#shared/import/row-problem.ts";
import { Coded } from "../kit/Coded.tsx";
import { formatCount } from "../kit/format.ts";
import style from "./Import.module.css";

const mostShown = 50;

/** Every line that can't be read as it stands, the first of them whole. */
export function RowProblems({ inspection: { report } }: { readonly inspection: Inspection }) {
  const [bad, changed] = [countOf(report.bad), countOf(report.changed)];
  if (bad + changed === 0) return null;
  const rest = bad + changed - Math.min(report.first.length, mostShown);
  return (
    <details className={style.problems} open={bad > 0}>
      <summary>
        {bad > 0 ? `${formatCount(bad)} ${bad === 1 ? "row" : "rows"} can't be read: ${reasonsText(report.bad)}` : ""}
        {bad > 0 && changed > 0 ? "; " : ""}
        {changed > 0 ? `${formatCount(changed)} to know of: ${reasonsText(report.changed)}` : ""}
      </summary>
      <ul aria-label="Problems in the file">
        {report.first.slice(0, mostShown).map((problem) => (
          <li key={`${problem.file} ${placeOf(problem)} ${problem.reason} ${problem.sentence}`}>
            <Coded>{problem.sentence}</Coded>{" "}
            <span className={style.soft}>
              <Coded>{problemHints[problem.reason]}</Coded>
            </span>
            {problem.text === "" ? null : <code className={style.line}>{problem.text}</code>}
          </li>
        ))}
        {rest > 0 ? <li>And {formatCount(rest)} more.</li> : null}
      </ul>
    </details>
  );
}
