import { type KeyboardEvent, type MouseEvent, useEffect, useState } from "react";
import style from "./StaticSource.module.css";
import type { SourceLanguage, SourceMark } from "./source.ts";

type Piece = { readonly text: string; readonly token: string };

type StaticSourceProps = {
  readonly text: string;
  readonly language: SourceLanguage;
  readonly name: string;
  readonly marks: readonly SourceMark[];
  readonly onEnter?: () => void;
};

/** Source as still text, coloured once the editor's grammars are here. It stays in the page, so search and scroll find it. */
export function StaticSource({ text, language, name, marks, onEnter }: StaticSourceProps) {
  const lines = useColoured(text, language);
  const shown =
    lines ??
    text
      .replace(/\n$/, "")
      .split("\n")
      .map((line): readonly Piece[] => [{ text: line, token: "" }]);
  const enter = (event: MouseEvent | KeyboardEvent) => {
    if (!onEnter || getSelection()?.isCollapsed === false) return;
    event.stopPropagation();
    onEnter();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: text that belongs together, not fields of a form
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter edits the selected cell, by the command table
    <div role="group" aria-label={name} onClick={enter}>
      <pre className={style.source} data-editable={onEnter !== undefined}>
        <code data-found-in="">
          {shown.map((pieces, index) => {
            const mark = marks.find((each) => each.line === index + 1);
            return (
              // Lines have no identity but their number.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <span key={index} className={`${style.line} ${mark ? style[mark.severity] : ""}`} title={mark?.sentence}>
                {pieces.map((piece, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <span key={at} data-token={piece.token || undefined}>
                    {piece.text}
                  </span>
                ))}
                {"\n"}
              </span>
            );
          })}
        </code>
      </pre>
    </div>
  );
}

function useColoured(text: string, language: SourceLanguage): readonly (readonly Piece[])[] | null {
  const [coloured, setColoured] = useState<{ readonly text: string; readonly lines: readonly (readonly Piece[])[] } | null>(null);
  useEffect(() => {
    if (language === "text") return;
    let wanted = true;
    // The grammars come with the editor, after the page stands.
    const colour = () =>
      import("./colour.ts").then(async ({ colourLines }) => {
        const lines = await colourLines(text.replace(/\n$/, ""), language);
        if (wanted) setColoured({ text, lines });
      });
    const handle = requestIdleCallback(() => void colour(), { timeout: 2000 });
    return () => {
      wanted = false;
      cancelIdleCallback(handle);
    };
  }, [text, language]);
  return coloured?.text === text ? coloured.lines : null;
}
