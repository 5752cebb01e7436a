import type { ResultsReport } from "#shared/contract/batches.ts";
import { linesToTell, reportSentence, stillLacking } from "#shared/contract/results-words.ts";
import { Coded } from "../kit/Coded.tsx";
import { formatCount } from "../kit/format.ts";
import style from "./Elsewhere.module.css";

const shownEach = 5;

/** What came of a results file: counts, the first lines that are not as expected, and the first ids without one. */
export function ResultsRead({ report, source }: { readonly report: ResultsReport; readonly source: string }) {
  const { missing } = report;
  const told = linesToTell(report);
  return (
    <div className={style.told}>
      <p role="status">
        <strong>{source}</strong> {reportSentence(report)}.{" "}
        {stillLacking(report) === 0 ? "Nothing is lacking." : "What is lacking can be written to a file again, or asked as usual."}
      </p>
      {told.length + missing.count === 0 ? null : (
        <ul className={style.problems} aria-label="Lines that are not as expected">
          {told.flatMap(({ count, lines }) => [
            ...lines.slice(0, shownEach).map(({ line, sentence }) => (
              <li key={`${line} ${sentence}`}>
                <span className={style.soft}>Line {formatCount(line)}</span> <Coded>{sentence}</Coded>
              </li>
            )),
            ...(count > Math.min(shownEach, lines.length)
              ? [
                  <li key={`more ${lines[0]?.line} ${count}`} className={style.soft}>
                    … and {formatCount(count - Math.min(shownEach, lines.length))} more like these
                  </li>,
                ]
              : []),
          ])}
          {missing.ids.slice(0, shownEach).map((id) => (
            <li key={id}>
              <span className={style.soft}>No line for</span> <code>{id.slice(0, 12)}…</code>
            </li>
          ))}
          {missing.count > shownEach ? (
            <li className={style.soft}>… and {formatCount(missing.count - shownEach)} more without a line</li>
          ) : null}
        </ul>
      )}
    </div>
  );
}
