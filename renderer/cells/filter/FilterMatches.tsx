import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import type { Row } from "#shared/data/table.ts";
import { sharedWords } from "#shared/filter/shared-words.ts";
import { textOf } from "#shared/filter/step-text.ts";
import type { CellResult } from "#shared/journal/entries.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { formatCount } from "../../kit/format.ts";
import { IconButton } from "../../kit/IconButton.tsx";
import { Segments } from "../../kit/Segments.tsx";
import outputs from "../outputs.module.css";
import { useRows } from "../use-rows.ts";
import style from "./FilterOutput.module.css";
import { comparisonOf, matchedText } from "./filter-matches.ts";
import { useStepCounts } from "./use-step-counts.ts";

type FilterMatchesProps = { readonly cell: string; readonly result: CellResult };

/** Matches to turn over; the table of dropped rows has them all. */
const mostMatches = 2_000;

/** Each row that was dropped for another one, beside that one, with the words they share marked. */
export function FilterMatches({ cell, result }: FilterMatchesProps) {
  const { rows: steps } = useStepCounts(cell);
  const [chosen, setChosen] = useState("");
  const [at, setAt] = useState(0);
  const version = `${result.recipe} ${result.at}`;
  const found = useRows({
    table: `${cell}_dropped`,
    version,
    filters: [{ column: "matched", operator: "not-null", value: "" }],
    most: mostMatches,
  });
  if (found === null) return <p role="status">Reading …</p>;
  const matching = steps.filter((step) => found.rows.some((row) => row.step_index === step.step_index));
  const isChosen = matching.some((step) => String(step.step_index) === chosen);
  const shown = isChosen ? found.rows.filter((row) => String(row.step_index) === chosen) : found.rows;
  const place = Math.min(at, Math.max(0, shown.length - 1));
  const row = shown[place];
  if (row === undefined) {
    return (
      <EmptyState title="No row was dropped for another.">Duplicates and evaluation data stand here beside what they match.</EmptyState>
    );
  }
  return (
    <>
      <div className={style.bar}>
        {matching.length > 1 ? (
          <Segments
            name={`Matches of ${cell} to show`}
            value={isChosen ? chosen : ""}
            options={[
              { value: "", label: "All" },
              ...matching.map((step) => ({ value: String(step.step_index), label: `${step.step_index} ${step.step}` })),
            ]}
            onChange={(next) => {
              setChosen(next);
              setAt(0);
            }}
          />
        ) : null}
        <span className={style.turn}>
          <IconButton name="Previous match" icon={<ChevronLeft />} disabled={place === 0} onClick={() => setAt(place - 1)} />
          {formatCount(place + 1)} of {formatCount(shown.length)}
          <IconButton name="Next match" icon={<ChevronRight />} disabled={place >= shown.length - 1} onClick={() => setAt(place + 1)} />
        </span>
      </div>
      <Match key={`${place} ${chosen}`} row={row} step={steps.find((step) => step.step_index === row.step_index)} version={version} />
      {found.total > found.rows.length ? (
        <p className={outputs.soft}>
          The first {formatCount(found.rows.length)} of {formatCount(found.total)} matches; the table of dropped rows has all.
        </p>
      ) : null}
    </>
  );
}

/** Rows that may bear one item: samples of several models. */
const mostCandidates = 200;

function Match({ row, step, version }: { readonly row: Row; readonly step: Row | undefined; readonly version: string }) {
  const comparison = useMemo(() => (step === undefined ? null : comparisonOf(step)), [step]);
  const [item, table] = [String(row.matched ?? ""), typeof row.matched_table === "string" ? row.matched_table : null];
  const candidates = useRows({ table, version, filters: [{ column: "item", operator: "=", value: item }], most: mostCandidates });
  const text = comparison === null ? null : textOf(row[comparison.column], comparison.whose);
  const other = comparison === null || candidates === null ? null : matchedText(text ?? "", candidates.rows, comparison);
  const share = typeof row.similarity === "number" ? row.similarity.toFixed(2) : null;
  return (
    <section aria-label={`${String(row.item ?? "row")} and what it matches`}>
      <p className={style.reason}>
        {String(row.step_index)} {String(row.step)}: {String(row.reason)}
        {share === null ? null : <span className={outputs.soft}> · similarity {share}</span>}
      </p>
      <div className={style.pair}>
        <Side label={`dropped: ${String(row.item ?? "")}`} text={text} other={other} n={comparison?.n ?? 1} />
        <Side label={`${table}: ${item}`} text={other} other={text} n={comparison?.n ?? 1} isReading={candidates === null} />
      </div>
    </section>
  );
}

type SideProps = {
  readonly label: string;
  readonly text: string | null;
  readonly other: string | null;
  readonly n: number;
  readonly isReading?: boolean;
};

function Side({ label, text, other, n, isReading = false }: SideProps) {
  return (
    <div className={style.side} aria-busy={isReading}>
      <p className={style.label}>{label}</p>
      {text === null ? (
        <p className={outputs.soft}>
          {isReading ? "Reading …" : "The text can't be found again: its table has changed, or its rows have no item."}
        </p>
      ) : (
        <p className={style.text}>
          <Marked text={text} other={other ?? ""} n={n} />
        </p>
      )}
    </div>
  );
}

/** A text with what it shares with another marked. */
function Marked({ text, other, n }: { readonly text: string; readonly other: string; readonly n: number }) {
  const { stretches } = useMemo(() => sharedWords(text, other, n), [text, other, n]);
  return (
    <>
      {stretches.map(({ from, to }, index) => (
        <span key={from}>
          {text.slice(stretches[index - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(stretches.at(-1)?.to ?? 0)}
    </>
  );
}
