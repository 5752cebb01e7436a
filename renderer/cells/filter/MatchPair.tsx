import { useMemo } from "react";
import type { Row } from "#shared/data/table.ts";
import { sharedWords } from "#shared/filter/shared-words.ts";
import { percent } from "#shared/filter/steps/fields.ts";
import outputs from "../outputs.module.css";
import { useRows } from "../use-rows.ts";
import style from "./FilterOutput.module.css";
import { comparisonOf, likestTexts } from "./filter-matches.ts";

/** Rows that may bear one item: samples of several models. */
const mostCandidates = 40;

type MatchPairProps = {
  readonly cell: string;
  /** A row of the table of matches, and the one of its step in the table of steps. */
  readonly match: Row;
  readonly step: Row | undefined;
  readonly version: string;
};

/** Two rows that are alike, with the words they share marked. */
export function MatchPair({ cell, match, step, version }: MatchPairProps) {
  const comparison = useMemo(() => (step === undefined ? null : comparisonOf(step)), [step]);
  const { item, matched } = match;
  const table = typeof match.matched_table === "string" ? match.matched_table : null;
  const isDropped = match.dropped === true;
  const byItem = (value: unknown) => ({ column: "item", operator: "=" as const, value: String(value ?? "") });
  // A row that its own step kept may have gone at a later one.
  const gone = useRows({
    table: `${cell}_dropped`,
    version,
    filters: [byItem(item), ...(isDropped ? [{ column: "step_index", operator: "=" as const, value: String(match.step_index) }] : [])],
    most: mostCandidates,
  });
  const kept = useRows({ table: isDropped ? null : cell, version, filters: [byItem(item)], most: mostCandidates });
  const others = useRows({ table, version, filters: [byItem(matched)], most: mostCandidates });
  const isReading = gone === null || others === null || (!isDropped && kept === null);
  const pair =
    comparison === null || isReading ? null : likestTexts([...gone.rows, ...(kept?.rows ?? [])], others.rows, matched === item, comparison);
  const share = typeof match.similarity === "number" ? match.similarity : null;
  return (
    <section aria-label={`${String(item ?? "row")} and what it matches`}>
      <p className={style.reason}>
        {String(match.step_index)} {String(match.step)}:{" "}
        {isDropped
          ? String(pair?.reason ?? `dropped for ${String(matched)}`)
          : `covers ${percent(share ?? 0)} of ${String(matched)} in ${table}, and stays: too little of that set is matched`}
        {share === null || !isDropped ? null : <span className={outputs.soft}> · similarity {share.toFixed(2)}</span>}
      </p>
      <div className={style.pair}>
        <Side
          label={`${isDropped ? "dropped" : "told"}: ${String(item ?? "")}`}
          text={pair?.own ?? null}
          other={pair?.other ?? null}
          n={comparison?.n ?? 1}
          isReading={isReading}
        />
        <Side
          label={`${table}: ${String(matched)}`}
          text={pair?.other ?? null}
          other={pair?.own ?? null}
          n={comparison?.n ?? 1}
          isReading={isReading}
        />
      </div>
    </section>
  );
}

type SideProps = {
  readonly label: string;
  readonly text: string | null;
  readonly other: string | null;
  readonly n: number;
  readonly isReading: boolean;
};

function Side({ label, text, other, n, isReading }: SideProps) {
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
