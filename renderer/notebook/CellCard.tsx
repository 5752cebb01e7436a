import { useMemo } from "react";
import { kinds } from "#shared/cells/kinds.ts";
import type { CellBlock } from "#shared/notebook/document.ts";
import { StateIcon } from "../kit/StateIcon.tsx";
import { useSession, useSessionView } from "../state/hooks.ts";
import type { BlockViewProps } from "./BlockView.tsx";
import style from "./CellCard.module.css";
import { CellHeader } from "./CellHeader.tsx";
import { CellOutput } from "./CellOutput.tsx";
import { CellSource } from "./CellSource.tsx";
import { ConfirmBar } from "./ConfirmBar.tsx";
import { ConflictCard } from "./ConflictCard.tsx";
import { nameOfCell } from "./cell-name.ts";
import { problemsOfCell } from "./cell-problems.ts";
import { ProblemList } from "./ProblemList.tsx";

const unfolded = { source: false, output: false };

/** One cell: gutter with its state, header, source, output. */
export function CellCard({ blockKey, index, cell, place, count }: BlockViewProps & { readonly cell: CellBlock }) {
  const session = useSession();
  const status = useSessionView((view) => view.remote.cells[cell.name]);
  const selected = useSessionView((view) => view.selected === blockKey);
  const folds = useSessionView((view) => view.folds[blockKey]) ?? unfolded;
  const asking = useSessionView((view) => (view.asking?.cell === cell.name ? view.asking : null));
  const conflict = useSessionView((view) =>
    view.remote.disk.type === "conflict" ? (view.remote.disk.conflicts.find((each) => each.name === cell.name) ?? null) : null,
  );
  const reading = useMemo(() => kinds.get(cell.kind)?.read(cell.body) ?? null, [cell.kind, cell.body]);
  const document = useSessionView((view) => view.buffer.mine);
  const problems = useMemo(() => problemsOfCell(document, index, reading, status), [document, index, reading, status]);
  const state = status?.state ?? null;
  return (
    <div className={style.wrap}>
      <article
        className={style.card}
        data-block={blockKey}
        data-state={state ?? "none"}
        aria-label={nameOfCell(cell, status, place, count)}
        aria-posinset={place}
        aria-setsize={count}
        tabIndex={selected ? 0 : -1}
        data-selected={selected}
        onFocus={() => selected || session.store.setState({ selected: blockKey })}
        onPointerDown={() => selected || session.store.setState({ selected: blockKey })}
      >
        <div className={style.gutter}>
          <span className={style.state}>
            <StateIcon state={state} />
          </span>
          <span className={style.edge} />
        </div>
        <div className={style.content}>
          <CellHeader blockKey={blockKey} cell={cell} status={status} reading={reading} selected={selected} />
          {asking ? <ConfirmBar asking={asking} cell={cell.name} /> : null}
          {conflict ? <ConflictCard conflict={conflict} /> : null}
          {folds.source ? null : <CellSource blockKey={blockKey} cell={cell} problems={problems} selected={selected} />}
          <ProblemList problems={problems} cell={cell.name} />
          {folds.output ? null : <CellOutput cell={cell} status={status} />}
        </div>
      </article>
    </div>
  );
}
