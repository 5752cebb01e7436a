import { Pin } from "lucide-react";
import { useState } from "react";
import type { Column } from "#shared/data/table.ts";
import { Button } from "../kit/Button.tsx";
import { TextInput } from "../kit/Field.tsx";
import style from "./ColumnsPanel.module.css";
import { resetColumns, shownColumns, type TableView, toggleHidden, togglePinned } from "./table-view.ts";
import { typeGlyph } from "./type-glyph.tsx";

type ColumnsPanelProps = { readonly columns: readonly Column[]; readonly view: TableView; readonly onChange: (view: TableView) => void };

/** Every column by name: shown or hidden, pinned or not. */
export function ColumnsPanel({ columns, view, onChange }: ColumnsPanelProps) {
  const [search, setSearch] = useState("");
  const all = [...shownColumns(view, columns), ...columns.filter((column) => view.hidden.includes(column.name))];
  const found = all.filter((column) => column.name.toLowerCase().includes(search.toLowerCase()));
  return (
    <>
      <TextInput
        aria-label="Search columns"
        placeholder="Search columns"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul className={style.list}>
        {found.map((column) => (
          <li key={column.name} className={style.row}>
            <label className={style.label}>
              <input
                type="checkbox"
                checked={!view.hidden.includes(column.name)}
                onChange={() => onChange(toggleHidden(view, column.name))}
              />
              <span className={style.glyph}>{typeGlyph(column.type)}</span>
              <span className={style.name}>{column.name}</span>
            </label>
            <button
              type="button"
              className={style.pin}
              aria-label={`Pin ${column.name} to the left`}
              aria-pressed={view.pinned.includes(column.name)}
              onClick={() => onChange(togglePinned(view, column.name))}
            >
              <Pin />
            </button>
          </li>
        ))}
        {found.length === 0 ? <li className={style.none}>No column has "{search}" in its name.</li> : null}
      </ul>
      <div className={style.actions}>
        <Button size="small" look="quiet" onClick={() => onChange({ ...view, hidden: [] })}>
          Show all
        </Button>
        <Button size="small" look="quiet" onClick={() => onChange(resetColumns(view))}>
          Reset columns
        </Button>
      </div>
    </>
  );
}
