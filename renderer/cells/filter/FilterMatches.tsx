import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { CellResult } from "#shared/journal/entries.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { formatCount } from "../../kit/format.ts";
import { IconButton } from "../../kit/IconButton.tsx";
import { Segments } from "../../kit/Segments.tsx";
import outputs from "../outputs.module.css";
import { useRows } from "../use-rows.ts";
import style from "./FilterOutput.module.css";
import { FilterTable } from "./FilterTable.tsx";
import { MatchPair } from "./MatchPair.tsx";
import { useStepCounts } from "./use-step-counts.ts";

type FilterMatchesProps = { readonly cell: string; readonly result: CellResult };

/** Matches to turn over; their table has them all. */
const mostMatches = 2_000;

const looks = [
  { value: "pairs", label: "Side by side" },
  { value: "table", label: "Table" },
] as const;

/** Each row that is like another one, whether it was dropped for it or told: beside that one, or as a table. */
export function FilterMatches({ cell, result }: FilterMatchesProps) {
  const { rows: steps } = useStepCounts(cell);
  const [look, setLook] = useState<(typeof looks)[number]["value"]>("pairs");
  const [chosen, setChosen] = useState("");
  const [at, setAt] = useState(0);
  const version = `${result.recipe} ${result.at}`;
  const found = useRows({ table: `${cell}_matches`, version, most: mostMatches });
  if (found === null) return <p role="status">Reading …</p>;
  const matching = steps.filter((step) => found.rows.some((row) => row.step_index === step.step_index));
  const isChosen = matching.some((step) => String(step.step_index) === chosen);
  const shown = isChosen ? found.rows.filter((row) => String(row.step_index) === chosen) : found.rows;
  const place = Math.min(at, Math.max(0, shown.length - 1));
  const match = shown[place];
  if (match === undefined) {
    return <EmptyState title="No row is like another.">Duplicates and evaluation data stand here beside what they match.</EmptyState>;
  }
  return (
    <>
      <div className={style.bar}>
        <Segments name={`Show matches of ${cell}`} value={look} options={looks} onChange={setLook} />
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
        {look === "table" ? null : (
          <span className={style.turn}>
            <IconButton name="Previous match" icon={<ChevronLeft />} disabled={place === 0} onClick={() => setAt(place - 1)} />
            {formatCount(place + 1)} of {formatCount(shown.length)}
            <IconButton name="Next match" icon={<ChevronRight />} disabled={place >= shown.length - 1} onClick={() => setAt(place + 1)} />
          </span>
        )}
      </div>
      {look === "table" ? (
        <FilterTable
          cell={cell}
          table={`${cell}_matches`}
          result={result}
          step={isChosen ? { index: chosen, rows: shown.length } : null}
          firstColumns={["item", "matched", "matched_table", "dropped"]}
        />
      ) : (
        <>
          <MatchPair
            key={`${place} ${chosen}`}
            cell={cell}
            match={match}
            step={steps.find((step) => step.step_index === match.step_index)}
            version={version}
          />
          {found.total > found.rows.length ? (
            <p className={outputs.soft}>
              The first {formatCount(found.rows.length)} of {formatCount(found.total)} matches; their table has all.
            </p>
          ) : null}
        </>
      )}
    </>
  );
}
