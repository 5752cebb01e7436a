import { ArrowDownRight, ArrowUpLeft, Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import type { CellReading } from "#shared/cells/cell-kind.ts";
import { kinds } from "#shared/cells/kinds.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import type { CellBlock } from "#shared/notebook/document.ts";
import { cellViews } from "../cells/cell-views.ts";
import { Coded } from "../kit/Coded.tsx";
import { withoutCodeMarks } from "../kit/code-words.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Menu } from "../kit/Menu.tsx";
import { Progress } from "../kit/Progress.tsx";
import { useSession, useSessionView, useWorkbench } from "../state/hooks.ts";
import { goToBlock } from "../state/session.ts";
import style from "./CellHeader.module.css";
import { cellMenu } from "./cell-menu.tsx";
import { RenameField } from "./RenameField.tsx";
import { RunButton } from "./RunButton.tsx";
import { stateSentence } from "./state-sentence.ts";

type CellHeaderProps = {
  readonly blockKey: string;
  readonly cell: CellBlock;
  readonly status: CellStatus | undefined;
  readonly reading: CellReading<unknown> | null;
  readonly selected: boolean;
};

export function CellHeader({ blockKey, cell, status, reading, selected }: CellHeaderProps) {
  const session = useSession();
  const workbench = useWorkbench();
  const renaming = useSessionView((view) => view.renaming === cell.name);
  const kind = kinds.get(cell.kind);
  const view = cellViews.get(cell.kind);
  const meaning = reading?.ok && kind ? kind.summary(reading.body) : kind ? "" : "needs a newer version";
  // A stale result is not what the text says now.
  const summary = (status?.state === "fresh" && status.result ? view?.line?.(status.result, meaning) : undefined) ?? meaning;
  return (
    <header className={style.header} data-selected={selected}>
      <span className={style.kind}>
        {view?.icon}
        {cell.kind}
      </span>
      {renaming ? <RenameField name={cell.name} /> : <span className={style.name}>{cell.name}</span>}
      {summary ? (
        <span className={style.summary} title={summary}>
          {summary}
        </span>
      ) : null}
      <span className={style.chips}>
        <Chips names={status?.upstream ?? []} title="Reads" icon={<ArrowUpLeft />} />
        <Chips names={status?.downstream ?? []} title="Read by" icon={<ArrowDownRight />} />
      </span>
      <span className={style.right}>
        {status ? (
          <span className={style.state} title={withoutCodeMarks(status.sentence)}>
            <Coded>{stateSentence(status, Date.now())}</Coded>
          </span>
        ) : null}
        {kind ? <RunButton cell={cell.name} kind={kind} status={status} /> : null}
        <Menu
          entries={cellMenu({ workbench, session, blockKey, status })}
          trigger={<IconButton name={`More for ${cell.name}`} icon={<Ellipsis />} />}
        />
      </span>
      {status?.progress && status.state === "running" ? (
        <div className={style.progress}>
          <Progress name={`${cell.name} progress`} done={status.progress.done} total={status.progress.total} />
        </div>
      ) : null}
    </header>
  );
}

function Chips({ names, title, icon }: { readonly names: readonly string[]; readonly title: string; readonly icon: ReactNode }) {
  const session = useSession();
  const [first] = names;
  if (first === undefined) return null;
  return (
    <button type="button" className={style.chip} title={`${title} ${names.join(", ")}`} onClick={() => goToBlock(session, `cell:${first}`)}>
      {icon}
      <span className="visually-hidden">{title}</span> {first}
      {names.length > 1 ? ` +${names.length - 1}` : ""}
    </button>
  );
}
