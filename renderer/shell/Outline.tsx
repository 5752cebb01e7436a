import { memo, useMemo } from "react";
import type { CellState } from "#shared/journal/entries.ts";
import { EmptyState } from "../kit/EmptyState.tsx";
import { StateIcon, stateLooks } from "../kit/StateIcon.tsx";
import { useSession, useSessionView } from "../state/hooks.ts";
import { goToBlock } from "../state/session.ts";
import { outlineOf } from "./outline-of.ts";
import style from "./Rows.module.css";

/** Headings and cells in page order; a press goes there. */
export function Outline() {
  const document = useSessionView((view) => view.buffer.mine);
  const cells = useSessionView((view) => view.remote.cells);
  const selected = useSessionView((view) => view.selected);
  const entries = useMemo(() => outlineOf(document), [document]);
  if (entries.length === 0) return <EmptyState title="Nothing here yet">Headings and cells will be listed as they are written.</EmptyState>;
  return (
    <ul>
      {entries.map(({ id, key, depth, label, cell }) => (
        <OutlineRow
          key={id}
          blockKey={key}
          depth={depth}
          label={label}
          kind={cell?.kind ?? null}
          state={cell ? (cells[cell.name]?.state ?? null) : null}
          current={key === selected}
        />
      ))}
    </ul>
  );
}

type OutlineRowProps = {
  readonly blockKey: string;
  readonly depth: number;
  readonly label: string;
  /** Null for a heading. */
  readonly kind: string | null;
  readonly state: CellState | null;
  readonly current: boolean;
};

const OutlineRow = memo(function OutlineRow({ blockKey, depth, label, kind, state, current }: OutlineRowProps) {
  const session = useSession();
  return (
    <li>
      <button
        type="button"
        className={style.row}
        style={{ paddingLeft: 16 + depth * 12 }}
        aria-current={current}
        onClick={() => goToBlock(session, blockKey)}
      >
        {kind === null ? null : <StateIcon state={state} />}
        <span className={`${style.name} ${kind === null ? style.chapter : style.mono}`}>{label}</span>
        {kind === null ? null : <span className={style.aside}>{asideOf(kind, state)}</span>}
      </button>
    </li>
  );
});

function asideOf(kind: string, state: CellState | null): string {
  return state && state !== "fresh" && state !== "new" ? stateLooks[state].word : kind;
}
