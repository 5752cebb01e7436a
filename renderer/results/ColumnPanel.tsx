import { ArrowLeft, ArrowRight, EyeOff, Pin, PinOff } from "lucide-react";
import type { ColumnProfile } from "#shared/contract/contract.ts";
import type { FilterClause } from "#shared/contract/schemas.ts";
import type { Column } from "#shared/data/table.ts";
import { Button } from "../kit/Button.tsx";
import { Segments } from "../kit/Segments.tsx";
import style from "./ColumnPanel.module.css";
import { FilterForm } from "./FilterForm.tsx";
import { distinctWords, nullWords, percent, sampleWord, telling } from "./profile-words.ts";
import { filterOn, moveColumn, sortAs, type TableView, toggleHidden, togglePinned } from "./table-view.ts";
import { typeWord } from "./type-glyph.tsx";

type ColumnPanelProps = {
  readonly column: Column;
  readonly columns: readonly Column[];
  readonly view: TableView;
  readonly profile: ColumnProfile | undefined;
  readonly totalRows: number;
  readonly onChange: (view: TableView) => void;
  readonly onFilter: (filter: FilterClause | null) => void;
};

/** Everything one column can be asked: its facts, its order, its filter, its place. */
export function ColumnPanel({ column, columns, view, profile, totalRows, onChange, onFilter }: ColumnPanelProps) {
  const sort = view.sort.find((clause) => clause.column === column.name);
  const pinned = view.pinned.includes(column.name);
  return (
    <div className={style.panel}>
      <div className={style.head}>
        <span className={style.name}>{column.name}</span>
        <span className={style.soft}>{typeWord(column.type)}</span>
      </div>
      {profile ? <Facts profile={profile} sample={sampleWord(totalRows)} onFilter={onFilter} /> : null}
      <Segments
        name={`Order of ${column.name}`}
        value={sort === undefined ? "none" : sort.descending ? "descending" : "ascending"}
        options={[
          { value: "ascending", label: "Ascending" },
          { value: "descending", label: "Descending" },
          { value: "none", label: "Unsorted" },
        ]}
        onChange={(value) => onChange(sortAs(view, column.name, value === "none" ? null : value === "descending"))}
      />
      <FilterForm key={column.name} column={column} filter={filterOn(view, column.name)} onFilter={onFilter} />
      <div className={style.actions}>
        <Button size="small" look="quiet" icon={pinned ? <PinOff /> : <Pin />} onClick={() => onChange(togglePinned(view, column.name))}>
          {pinned ? "Unpin" : "Pin left"}
        </Button>
        <Button size="small" look="quiet" icon={<EyeOff />} onClick={() => onChange(toggleHidden(view, column.name))}>
          Hide
        </Button>
        <Button
          size="small"
          look="quiet"
          icon={<ArrowLeft />}
          aria-label="Move left"
          title="Move left"
          onClick={() => onChange(moveColumn(view, columns, column.name, -1))}
        />
        <Button
          size="small"
          look="quiet"
          icon={<ArrowRight />}
          aria-label="Move right"
          title="Move right"
          onClick={() => onChange(moveColumn(view, columns, column.name, 1))}
        />
      </div>
    </div>
  );
}

type FactsProps = { readonly profile: ColumnProfile; readonly sample: string; readonly onFilter: (filter: FilterClause) => void };

function Facts({ profile, sample, onFilter }: FactsProps) {
  const there = profile.rows - profile.nulls;
  const { summary } = profile;
  const range = summary.type === "histogram" ? `${shortNumber(summary.bins[0]?.from)} to ${shortNumber(summary.bins.at(-1)?.to)}` : "";
  return (
    <div className={style.facts}>
      <span className={style.soft}>{[sample, distinctWords(profile), nullWords(profile), range].filter(Boolean).join(" · ")}</span>
      {telling(profile).length > 0 ? (
        <ul className={style.values}>
          {telling(profile).map(({ value, count }) => (
            <li key={value}>
              <button
                type="button"
                className={style.value}
                title={`Show only ${value}`}
                onClick={() => onFilter({ column: profile.column, operator: "=", value })}
              >
                <span className={style.bar} style={{ width: `${(count / Math.max(1, there)) * 100}%` }} />
                <span className={style.word}>{value === "" ? "(empty)" : value}</span>
                <span className={style.soft}>{percent(count, there)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function shortNumber(value: number | undefined): string {
  return value === undefined ? "" : Number(value.toPrecision(4)).toLocaleString("en-US");
}
