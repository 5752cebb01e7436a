import { useMemo } from "react";
import type { CellBlock } from "#shared/notebook/document.ts";
import { Boundary } from "../kit/Boundary.tsx";
import { StateIcon } from "../kit/StateIcon.tsx";
import { useSessionView } from "../state/hooks.ts";
import { BatchBar } from "./BatchBar.tsx";
import { BlockFrame, type BlockFrameProps } from "./BlockFrame.tsx";
import style from "./CellCard.module.css";
import { CellHeader } from "./CellHeader.tsx";
import { CellOutput } from "./CellOutput.tsx";
import { CellSource } from "./CellSource.tsx";
import { ConfirmBar } from "./ConfirmBar.tsx";
import { ConflictCard } from "./ConflictCard.tsx";
import { nameOfCell } from "./cell-name.ts";
import { linesBeforeBody, problemsOfCell } from "./cell-problems.ts";
import { Elsewhere } from "./Elsewhere.tsx";
import { ProblemList } from "./ProblemList.tsx";
import { notebookModels, readCell } from "./read-cell.ts";

const unfolded = { source: false, output: false };

/** One cell: gutter with its state, header, source, output. */
export function CellCard({ cell, ...frame }: BlockFrameProps & { readonly cell: CellBlock }) {
  const { blockKey, index } = frame;
  const status = useSessionView((view) => view.remote.cells[cell.name]);
  const selected = useSessionView((view) => view.selected === blockKey);
  const folds = useSessionView((view) => view.folds[blockKey]) ?? unfolded;
  const asking = useSessionView((view) => (view.asking?.cell === cell.name ? view.asking : null));
  const isElsewhere = useSessionView((view) => view.elsewhere === cell.name);
  const conflict = useSessionView((view) =>
    view.remote.disk.type === "conflict" ? (view.remote.disk.conflicts.find((each) => each.name === cell.name) ?? null) : null,
  );
  const models = useSessionView((view) => notebookModels(view.buffer.mine));
  const reading = useMemo(() => readCell(cell, models), [cell, models]);
  // Only a cell with findings of the engine needs to know on which line of the file it stands.
  const linesBefore = useSessionView((view) => (status?.problems.length ? linesBeforeBody(view.buffer.mine, index) : 0));
  const problems = useMemo(() => problemsOfCell(linesBefore, reading, status), [linesBefore, reading, status]);
  const state = status?.state ?? null;
  return (
    <BlockFrame {...frame} name={nameOfCell(cell, status, frame.place, frame.count)} state={state ?? "none"}>
      <div className={style.card} data-state={state ?? "none"}>
        <div className={style.gutter}>
          <span className={style.state}>
            <StateIcon state={state} />
          </span>
          <span className={style.edge} />
        </div>
        <div className={style.content}>
          <CellHeader blockKey={blockKey} cell={cell} status={status} reading={reading} selected={selected} />
          {asking ? <ConfirmBar asking={asking} cell={cell.name} /> : null}
          {status?.batch && state !== "running" && state !== "queued" && state !== null ? (
            <BatchBar cell={cell.name} state={state} batch={status.batch} />
          ) : null}
          {isElsewhere ? <Elsewhere cell={cell.name} /> : null}
          {conflict ? <ConflictCard conflict={conflict} /> : null}
          {folds.source ? null : <CellSource blockKey={blockKey} cell={cell} problems={problems} selected={selected} />}
          <ProblemList problems={problems} cell={cell.name} />
          {folds.output ? null : (
            <Boundary what="The result">
              <CellOutput cell={cell} status={status} />
            </Boundary>
          )}
        </div>
      </div>
    </BlockFrame>
  );
}
