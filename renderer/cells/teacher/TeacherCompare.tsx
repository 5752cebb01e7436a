import { useMemo, useState } from "react";
import type { CellResult } from "#shared/journal/entries.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Choice } from "../../kit/Field.tsx";
import { formatCount } from "../../kit/format.ts";
import { Segments } from "../../kit/Segments.tsx";
import { TurnBar } from "../TurnBar.tsx";
import { useRows } from "../use-rows.ts";
import { WordDifference } from "../WordDifference.tsx";
import style from "./TeacherCompare.module.css";
import { type CompareSource, type Comparison, comparisonsOf } from "./teacher-compare.ts";

type TeacherCompareProps = { readonly cell: string; readonly result: CellResult; readonly source: CompareSource };

/** Rows to choose from; the tables have them all. */
const mostRows = 2_000;

/** Two texts that belong together side by side, or one as the other with what changed. */
export function TeacherCompare({ cell, result, source }: TeacherCompareProps) {
  const { table, columns, by } = source;
  const found = useRows({ table, version: `${result.recipe} ${result.at}`, columns, most: mostRows });
  const comparisons = useMemo(() => comparisonsOf(found?.rows ?? [], by), [found, by]);
  const [at, setAt] = useState(0);
  const [way, setWay] = useState<"sides" | "difference">("sides");
  if (found === null) return <p role="status">Reading …</p>;
  const place = Math.min(at, Math.max(0, comparisons.length - 1));
  const comparison = comparisons[place];
  if (comparison === undefined)
    return <EmptyState title="Nothing to compare.">Two answers to one item are needed: a second model, sample or stage.</EmptyState>;
  return (
    <>
      <TurnBar noun="item" labels={comparisons.map(({ title }) => title)} place={place} onTurn={setAt}>
        <Segments
          name={`How to compare texts of ${cell}`}
          value={way}
          options={[
            { value: "sides", label: "Side by side" },
            { value: "difference", label: "Differences" },
          ]}
          onChange={setWay}
        />
      </TurnBar>
      <Versions key={comparison.key} comparison={comparison} way={way} />
      {found.total > found.rows.length ? (
        <p className={style.soft}>
          From the first {formatCount(found.rows.length)} of {formatCount(found.total)} rows; the table holds all.
        </p>
      ) : null}
    </>
  );
}

function Versions({ comparison, way }: { readonly comparison: Comparison; readonly way: "sides" | "difference" }) {
  const { versions, title, question } = comparison;
  const [left, setLeft] = useState(0);
  const [right, setRight] = useState(1);
  const [before, after] = [versions[left], versions[right]];
  const side = (name: string, value: number, onChange: (next: number) => void) => (
    <Choice
      aria-label={name}
      value={String(value)}
      options={versions.map(({ label }, index) => ({ value: String(index), label }))}
      onChange={(next) => onChange(Number(next))}
    />
  );
  return (
    <section className={style.versions} aria-label={title}>
      {question === "" ? null : <p className={style.question}>{question}</p>}
      <div className={style.head}>{side("First text", left, setLeft)}</div>
      <div className={style.head}>{side("Second text", right, setRight)}</div>
      {way === "sides" ? (
        <>
          <p className={style.text}>{before?.text || <em>no text</em>}</p>
          <p className={style.text}>{after?.text || <em>no text</em>}</p>
        </>
      ) : (
        <p className={`${style.text} ${style.whole}`}>
          <WordDifference before={before?.text ?? ""} after={after?.text ?? ""} />
        </p>
      )}
    </section>
  );
}
