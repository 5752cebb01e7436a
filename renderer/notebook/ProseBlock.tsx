import { lazy, type MouseEvent, Suspense, useMemo } from "react";
import { markProse } from "#shared/notebook/prose-marks.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { sealHistory, writeProse } from "../state/session-edits.ts";
import { BlockFrame, type BlockFrameProps } from "./BlockFrame.tsx";
import style from "./ProseBlock.module.css";

const Markdown = lazy(() => import("./Markdown.tsx").then((module) => ({ default: module.Markdown })));
const CodeEditor = lazy(() => import("../editor/CodeEditor.tsx").then((module) => ({ default: module.CodeEditor })));

/** Text between cells: set as type until entered, Markdown while edited. */
export function ProseBlock({ text, ...frame }: BlockFrameProps & { readonly text: string }) {
  const { blockKey, place, count } = frame;
  const session = useSession();
  const editing = useSessionView((view) => view.selected === blockKey && view.mode === "edit");
  const { markdown, references } = useMemo(() => markProse(text), [text]);
  const enter = (event: MouseEvent) => {
    if (editing || (event.target instanceof Element && event.target.closest("a")) || getSelection()?.isCollapsed === false) return;
    session.store.setState({ selected: blockKey, mode: "edit" });
  };
  return (
    <BlockFrame {...frame} name={`Text ${place} of ${count}`}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the frame around it has the focus and the role */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter edits the selected block, by the command table */}
      <div className={style.prose} data-found-in="" onClick={enter}>
        {editing ? (
          <Suspense fallback={<pre className={style.plain}>{text}</pre>}>
            <CodeEditor
              path={`${session.notebook}/${blockKey}`}
              name="Text, Markdown"
              text={text}
              language="markdown"
              marks={noMarks}
              onChange={(next) => writeProse(session, blockKey, next)}
              onLeave={() => {
                sealHistory(session);
                session.store.setState({ mode: "command" });
              }}
            />
          </Suspense>
        ) : (
          <Suspense fallback={<div className={style.plain}>{text}</div>}>
            <Markdown text={markdown} prefix={blockKey} references={references} />
          </Suspense>
        )}
      </div>
    </BlockFrame>
  );
}

const noMarks = [] as const;
