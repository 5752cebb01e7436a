import { useEffect, useEffectEvent, useRef } from "react";
import style from "./CodeEditor.module.css";
import { applyEditorTheme } from "./editor-theme.ts";
import { modelFor } from "./models.ts";
import { monaco } from "./monaco.ts";
import type { SourceLanguage, SourceMark, SourceTable } from "./source.ts";
import { completeTables } from "./sql-completion.ts";

type CodeEditorProps = {
  /** Names the text: its undo history and scroll place come back when it is entered again. */
  readonly path: string;
  readonly name: string;
  readonly text: string;
  readonly language: SourceLanguage;
  readonly marks: readonly SourceMark[];
  readonly tables?: () => Promise<readonly SourceTable[]>;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
};

const lineHeight = 21;

/** The one live editor. It grows with its text; Esc or leaving it gives the place back to still text. */
export function CodeEditor({ path, name, text, language, marks, tables, onChange, onLeave }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const change = useEffectEvent(onChange);
  const leave = useEffectEvent(onLeave);
  const listTables = useEffectEvent(() => tables?.() ?? Promise.resolve([]));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is taken over by the effect below
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    applyEditorTheme();
    const { model, viewState, keepViewState } = modelFor(path, text, language);
    // Suggestions and hovers lie over the page: inside the cell they would be cut off at its edge.
    const overflowWidgetsDomNode = document.createElement("div");
    overflowWidgetsDomNode.className = `monaco-editor ${style.floating}`;
    document.body.append(overflowWidgetsDomNode);
    const editor = monaco.editor.create(element, { ...options, model, ariaLabel: name, overflowWidgetsDomNode });
    if (viewState) editor.restoreViewState(viewState);
    const fit = () => {
      element.style.height = `${Math.max(lineHeight + 6, editor.getContentHeight())}px`;
      editor.layout();
    };
    const resize = new ResizeObserver(() => editor.layout());
    resize.observe(element);
    const themes = new MutationObserver(applyEditorTheme);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const parts = [
      editor,
      editor.onDidContentSizeChange(fit),
      model.onDidChangeContent(() => change(endLine(model.getValue()))),
      editor.onDidBlurEditorWidget(() => leave()),
      completeTables(language, model, () => listTables()),
    ];
    editor.addAction({
      id: "assay.leave",
      label: "Leave the editor",
      keybindings: [monaco.KeyCode.Escape],
      precondition: "!suggestWidgetVisible && !findWidgetVisible",
      run: () => leave(),
    });
    fit();
    // Its code may arrive late: whoever has opened a menu meanwhile is there.
    if (document.activeElement?.closest('[role="menu"][data-state="open"]')) leave();
    else editor.focus();
    return () => {
      keepViewState(editor.saveViewState());
      resize.disconnect();
      themes.disconnect();
      for (const part of parts) part.dispose();
      overflowWidgetsDomNode.remove();
    };
  }, [path]);

  // A change from elsewhere (a form, a merge, undo) keeps the cursor.
  useEffect(() => {
    const { model } = modelFor(path, text, language);
    const shown = text.replace(/\r?\n$/, "");
    if (endLine(model.getValue()) !== endLine(shown))
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text: shown }], () => null);
  }, [path, text, language]);

  useEffect(() => {
    const { model } = modelFor(path, text, language);
    monaco.editor.setModelMarkers(
      model,
      "assay",
      marks.map((mark) => ({
        startLineNumber: mark.line,
        endLineNumber: mark.line,
        startColumn: mark.column,
        endColumn: model.getLineMaxColumn(Math.min(mark.line, model.getLineCount())),
        message: mark.sentence,
        severity: mark.severity === "error" ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      })),
    );
  }, [path, text, language, marks]);

  return <div ref={place} className={style.editor} />;
}

/** A body ends with a line end; the editor shows it without one. */
function endLine(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSize: 14,
  lineHeight,
  fontLigatures: false,
  lineNumbers: "off",
  glyphMargin: false,
  folding: false,
  lineDecorationsWidth: 0,
  lineNumbersMinChars: 0,
  padding: { top: 2, bottom: 4 },
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  scrollBeyondLastLine: false,
  scrollbar: { vertical: "hidden", horizontal: "auto", alwaysConsumeMouseWheel: false, useShadows: false },
  renderLineHighlight: "none",
  wordWrap: "on",
  wrappingIndent: "same",
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  fixedOverflowWidgets: true,
  quickSuggestions: { other: true, comments: false, strings: false },
  wordBasedSuggestions: "off",
  contextmenu: false,
  occurrencesHighlight: "off",
  bracketPairColorization: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
  accessibilitySupport: "auto",
};
