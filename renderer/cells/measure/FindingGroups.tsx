import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { statisticWords } from "#shared/charts/statistic-words.ts";
import { headlineRow } from "#shared/statistics/headline.ts";
import type { TidyRow } from "#shared/statistics/tidy-row.ts";
import { Button } from "../../kit/Button.tsx";
import { Coded } from "../../kit/Coded.tsx";
import { countOf, formatCount } from "../../kit/format.ts";
import style from "./FindingOutput.module.css";
import { type FindingGroup, findingOf, groupFindings } from "./finding.ts";

type FindingGroupsProps = {
  readonly rows: readonly TidyRow[];
  /** All there are; more than are here when the table is long. */
  readonly total: number;
  /** The sentence said above. */
  readonly told: string;
};

/** Open from the start as long as they are few enough to read. */
const openLines = 24;
const linesAtOnce = 40;

/** Every figure by statistic; long groups are folded and come in portions. */
export function FindingGroups({ rows, total, told }: FindingGroupsProps) {
  const [only] = rows;
  // One line that says again what stands above would be no more.
  if (rows.length === 1 && only?.sentence === told) return null;
  // What the sentence is about comes first; the rest as the measure tells it.
  const about = headlineRow(rows, told)?.statistic;
  const groups = groupFindings(rows).toSorted((left, right) => Number(right.statistic === about) - Number(left.statistic === about));
  let lines = 0;
  const opened = groups.map(({ count }, index) => {
    lines += count;
    return index === 0 || lines <= openLines;
  });
  return (
    <div className={style.groups}>
      {groups.map((group, index) => (
        <Group key={group.statistic} group={group} startsOpen={opened[index] ?? false} />
      ))}
      {total > rows.length ? (
        <p className={style.soft}>
          The first {formatCount(rows.length)} of {formatCount(total)} figures; the table holds all.
        </p>
      ) : null}
    </div>
  );
}

function Group({ group, startsOpen }: { readonly group: FindingGroup; readonly startsOpen: boolean }) {
  const [open, setOpen] = useState(startsOpen);
  const [shown, setShown] = useState(linesAtOnce);
  const { statistic, count, undefinedCount, sections } = group;
  const facts = [countOf(count, "figure"), undefinedCount > 0 ? `${formatCount(undefinedCount)} undefined` : null];
  return (
    <details className={style.group} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={style.summary}>
        <ChevronRight aria-hidden="true" />
        <span className={style.statistic}>{statisticWords(statistic)}</span>
        <span className={style.soft}>{facts.filter(Boolean).join(" · ")}</span>
      </summary>
      {open ? <Lines sections={sections} shown={shown} /> : null}
      {open && count > shown ? (
        <Button size="small" look="quiet" onClick={() => setShown(shown + linesAtOnce * 2)}>
          Show {formatCount(Math.min(count - shown, linesAtOnce * 2))} more of {formatCount(count)}
        </Button>
      ) : null}
    </details>
  );
}

function Lines({ sections, shown }: { readonly sections: FindingGroup["sections"]; readonly shown: number }) {
  let left = shown;
  return sections.map(({ slice, rows }) => {
    const part = rows.slice(0, left);
    left -= part.length;
    if (part.length === 0) return null;
    return (
      <div key={slice ?? ""}>
        {slice === null ? null : <div className={style.slice}>{slice}</div>}
        <ul className={style.findings}>
          {part.map((row) => (
            <FindingLine key={JSON.stringify([row.judge_a, row.judge_b, row.model, row.criterion, row.x, row.sentence])} row={row} />
          ))}
        </ul>
      </div>
    );
  });
}

function FindingLine({ row }: { readonly row: TidyRow }) {
  const finding = findingOf(row);
  return (
    <li className={style.finding}>
      <span className={style.figure}>
        {finding.figure === null ? <span className={style.soft}>–</span> : <strong>{finding.figure}</strong>}{" "}
        {finding.interval === null ? null : <span className={style.soft}>{finding.interval}</span>}
      </span>
      <span className={style.n}>n {finding.n}</span>
      <span className={finding.figure === null ? style.soft : undefined}>
        <Coded>{finding.sentence}</Coded>
        {finding.pValue === null ? null : <span className={style.soft}> {finding.pValue}</span>}
      </span>
    </li>
  );
}
