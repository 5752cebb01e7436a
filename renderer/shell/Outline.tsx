import { useMemo } from "react";
import type { NotebookDocument } from "#shared/notebook/document.ts";
import { EmptyState } from "../kit/EmptyState.tsx";
import { StateIcon, stateLooks } from "../kit/StateIcon.tsx";
import { placedBlocks } from "../state/blocks.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import style from "./Rows.module.css";

type Entry = {
  readonly id: string;
  readonly key: string;
  readonly depth: number;
  readonly label: string;
  readonly cell: { readonly kind: string; readonly name: string } | null;
};

/** Headings and cells in page order; a press goes there. */
export function Outline() {
  const session = useSession();
  const document = useSessionView((view) => view.buffer.mine);
  const cells = useSessionView((view) => view.remote.cells);
  const selected = useSessionView((view) => view.selected);
  const entries = useMemo(() => outlineOf(document), [document]);
  if (entries.length === 0) return <EmptyState title="Nothing here yet">Headings and cells will be listed as they are written.</EmptyState>;
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.id}>
          <button
            type="button"
            className={style.row}
            style={{ paddingLeft: 16 + entry.depth * 12 }}
            aria-current={entry.key === selected}
            onClick={() => session.store.setState({ selected: entry.key, mode: "command" })}
          >
            {entry.cell ? <StateIcon state={cells[entry.cell.name]?.state ?? null} /> : null}
            <span className={`${style.name} ${entry.cell ? style.mono : ""}`} style={entry.cell ? undefined : { fontWeight: 500 }}>
              {entry.label}
            </span>
            {entry.cell ? <span className={style.aside}>{asideOf(entry.cell.kind, cells[entry.cell.name]?.state)}</span> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

function asideOf(kind: string, state: keyof typeof stateLooks | undefined): string {
  return state && state !== "fresh" && state !== "new" ? stateLooks[state].word : kind;
}

export function outlineOf(document: NotebookDocument): readonly Entry[] {
  let depth = 0;
  return placedBlocks(document).flatMap(({ key, block }): Entry[] => {
    if (block.type === "cell") return [{ id: key, key, depth, label: block.name, cell: { kind: block.kind, name: block.name } }];
    if (block.type === "front-matter") return [];
    const headings = [...block.raw.matchAll(/^(#{1,4})\s+(.+?)\s*#*$/gm)];
    return headings.map(([, marks = "#", label = ""], index): Entry => {
      const level = Math.max(0, marks.length - 2);
      depth = Math.min(2, level + (marks.length > 1 ? 1 : 0));
      return { id: `${key}:${index}`, key, depth: level, label: label.replaceAll(/[*_`]/g, ""), cell: null };
    });
  });
}
