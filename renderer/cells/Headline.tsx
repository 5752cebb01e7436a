import { statisticWords } from "#shared/charts/statistic-words.ts";
import { headlineRow } from "#shared/statistics/headline.ts";
import type { TidyRow } from "#shared/statistics/tidy-row.ts";
import { Coded } from "../kit/Coded.tsx";
import style from "./measure/FindingOutput.module.css";
import { findingOf } from "./measure/finding.ts";

/** The number a measure comes to, with interval and n, over the sentence that says what it means. */
export function Headline({ rows, sentence }: { readonly rows: readonly TidyRow[]; readonly sentence: string }) {
  const row = headlineRow(rows, sentence);
  const finding = row && findingOf(row);
  return (
    <div className={style.headline}>
      {row && finding ? (
        <p className={style.number}>
          <span className={style.about}>{aboutWords(row)}</span>
          <span>
            <strong>{finding.figure}</strong> {finding.interval ? <span className={style.interval}>{finding.interval}</span> : null}{" "}
            <span className={style.size}>n {finding.n}</span>
          </span>
        </p>
      ) : null}
      <p className={style.sentence}>
        <Coded>{sentence}</Coded>
      </p>
    </div>
  );
}

function aboutWords({ statistic, judge_a, judge_b, model, criterion }: TidyRow): string {
  const about = [criterion, judge_a, judge_b, model].filter((name) => name !== null);
  const name = statisticWords(statistic);
  return about.length === 0 ? name : `${name}, ${about.join(" and ")}`;
}
