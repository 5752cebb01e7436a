import { X } from "lucide-react";
import type { FilterClause } from "#shared/contract/schemas.ts";
import type { Column } from "#shared/data/table.ts";
import { Button } from "../kit/Button.tsx";
import style from "./FilterChips.module.css";
import { filterSentence } from "./filter-words.ts";

type FilterChipsProps = {
  readonly filters: readonly FilterClause[];
  readonly columns: readonly Column[];
  readonly onOpen: (column: string, anchor: HTMLElement) => void;
  readonly onRemove: (filter: FilterClause) => void;
  readonly onClear: () => void;
};

/** The filters in force, each to change or to take away. */
export function FilterChips({ filters, columns, onOpen, onRemove, onClear }: FilterChipsProps) {
  return (
    <div className={style.chips}>
      {filters.map((filter) => {
        const type = columns.find((column) => column.name === filter.column)?.type ?? { type: "text" };
        const sentence = filterSentence(filter, type);
        return (
          <span key={JSON.stringify(filter)} className={style.chip}>
            <button type="button" className={style.words} title={sentence} onClick={(event) => onOpen(filter.column, event.currentTarget)}>
              {sentence}
            </button>
            <button type="button" className={style.remove} aria-label={`Remove the filter ${sentence}`} onClick={() => onRemove(filter)}>
              <X />
            </button>
          </span>
        );
      })}
      {filters.length > 1 ? (
        <Button size="small" look="quiet" onClick={onClear}>
          Remove all
        </Button>
      ) : null}
    </div>
  );
}
