import { lazy, Suspense, useState } from "react";
import { kinds } from "#shared/cells/kinds.ts";
import type { CellBlock } from "#shared/notebook/document.ts";
import { CellForm } from "../cells/CellForm.tsx";
import { StaticSource } from "../editor/StaticSource.tsx";
import { withoutCodeMarks } from "../kit/code-words.ts";
import { Segments } from "../kit/Segments.tsx";
import { useSession, useSessionView } from "../state/hooks.ts";
import { sealHistory, writeCell } from "../state/session-edits.ts";
import style from "./CellSource.module.css";
import type { CellProblem } from "./cell-problems.ts";

const CodeEditor = lazy(() => import("../editor/CodeEditor.tsx").then((module) => ({ default: module.CodeEditor })));

const linesShown = 24;

type CellSourceProps = {
  readonly blockKey: string;
  readonly cell: CellBlock;
  readonly problems: readonly CellProblem[];
  readonly selected: boolean;
};

/** The cell's text: coloured and still, an editor once entered, or a form over the same text. */
export function CellSource({ blockKey, cell, problems, selected }: CellSourceProps) {
  const session = useSession();
  const editing = useSessionView((view) => view.selected === blockKey && view.mode === "edit");
  const [face, setFace] = useState<"text" | "form">("text");
  const [whole, setWhole] = useState(false);
  const kind = kinds.get(cell.kind);
  const language = kind?.language ?? "text";
  const formable = kind?.language === "yaml" && kind.fields.length > 0;
  const marks = problems.flatMap((problem) =>
    problem.sourceLine === null
      ? []
      : [
          {
            line: problem.sourceLine,
            column: problem.place.column ?? 1,
            sentence: withoutCodeMarks(problem.sentence),
            severity: problem.severity,
          },
        ],
  );
  const lines = cell.body.split("\n").length - 1;
  const cut = !whole && !editing && lines > linesShown + 4;
  const still = (
    <StaticSource
      text={cut ? `${cell.body.split("\n").slice(0, linesShown).join("\n")}\n` : cell.body}
      language={language}
      name={`Source of ${cell.name}`}
      marks={marks}
      {...(kind ? { onEnter: () => session.store.setState({ selected: blockKey, mode: "edit" }) } : {})}
    />
  );
  return (
    <div className={`${style.source} ${formable && face === "text" ? style.beside : ""}`} data-selected={selected}>
      {formable ? (
        <div className={style.faces}>
          <Segments
            name="Edit as"
            value={face}
            onChange={(next) => {
              setFace(next);
              session.store.setState({ mode: "command" });
            }}
            options={[
              { value: "form", label: "Form" },
              { value: "text", label: "Text" },
            ]}
          />
        </div>
      ) : null}
      {face === "form" && kind ? (
        <CellForm cell={cell} kind={kind} problems={problems} />
      ) : editing ? (
        <Suspense fallback={still}>
          <CodeEditor
            path={`${session.notebook}/${blockKey}`}
            name={`Source of ${cell.name}`}
            text={cell.body}
            language={language}
            marks={marks}
            tables={() => session.connection.client.table.catalogue({ notebook: session.notebook })}
            onChange={(text) => writeCell(session, cell.name, text)}
            onLeave={() => {
              sealHistory(session);
              session.store.setState({ mode: "command" });
            }}
          />
        </Suspense>
      ) : (
        still
      )}
      {cut && face === "text" ? (
        <button type="button" className={style.whole} onClick={() => setWhole(true)}>
          Show all {lines} lines
        </button>
      ) : null}
    </div>
  );
}
