import { lazy, Suspense } from "react";
import { useSession, useSessionView } from "../state/hooks.ts";
import { sealHistory, writeProse } from "../state/session-edits.ts";
import type { BlockViewProps } from "./BlockView.tsx";
import style from "./ProseBlock.module.css";

const Markdown = lazy(() => import("./Markdown.tsx").then((module) => ({ default: module.Markdown })));
const CodeEditor = lazy(() => import("../editor/CodeEditor.tsx").then((module) => ({ default: module.CodeEditor })));

/** Text between cells: set as type until entered, Markdown while edited. */
export function ProseBlock({ blockKey, text, place, count }: BlockViewProps & { readonly text: string }) {
  const session = useSession();
  const selected = useSessionView((view) => view.selected === blockKey);
  const editing = useSessionView((view) => view.selected === blockKey && view.mode === "edit");
  const edit = () => session.store.setState({ selected: blockKey, mode: "edit" });
  return (
    <div className={style.wrap}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter edits the selected block, by the command table */}
      <article
        className={style.prose}
        data-block={blockKey}
        data-selected={selected}
        aria-label={`Text ${place} of ${count}`}
        aria-posinset={place}
        aria-setsize={count}
        tabIndex={selected ? 0 : -1}
        onFocus={() => selected || session.store.setState({ selected: blockKey })}
        onClick={(event) => {
          if (editing || (event.target instanceof Element && event.target.closest("a"))) return;
          if (getSelection()?.isCollapsed !== false) edit();
        }}
      >
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
            <Markdown text={text} prefix={blockKey} />
          </Suspense>
        )}
      </article>
    </div>
  );
}

const noMarks = [] as const;
