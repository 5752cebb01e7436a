import { monaco } from "./monaco.ts";

/** Defines the editor's theme from the page's own colours, so that both are always the same. */
export function applyEditorTheme(): void {
  const colour = reader();
  const dark = lightness(colour("--page")) < 0.5;
  monaco.editor.defineTheme("assay", {
    base: dark ? "vs-dark" : "vs",
    inherit: false,
    rules: [
      { token: "", foreground: bare(colour("--ink")) },
      { token: "comment", foreground: bare(colour("--faint")), fontStyle: "italic" },
      { token: "type", foreground: bare(colour("--info")) },
      { token: "tag", foreground: bare(colour("--info")) },
      { token: "string", foreground: bare(colour("--good")) },
      { token: "number", foreground: bare(colour("--warn")) },
      { token: "keyword", foreground: bare(colour("--accent")) },
      { token: "predefined", foreground: bare(colour("--accent")) },
      { token: "delimiter", foreground: bare(colour("--soft")) },
      { token: "operators", foreground: bare(colour("--soft")) },
    ],
    colors: {
      "editor.background": "#00000000",
      "editor.foreground": colour("--ink"),
      "editorCursor.foreground": colour("--accent"),
      "editor.selectionBackground": colour("--accent-ground"),
      "editor.lineHighlightBackground": "#00000000",
      "editor.lineHighlightBorder": "#00000000",
      "editorBracketHighlight.foreground1": colour("--soft"),
      "editorBracketHighlight.foreground2": colour("--soft"),
      "editorBracketHighlight.foreground3": colour("--soft"),
      "editorBracketHighlight.unexpectedBracket.foreground": colour("--bad"),
      "editorBracketMatch.background": colour("--accent-ground"),
      "editorBracketMatch.border": "#00000000",
      "editorError.foreground": colour("--bad"),
      "editorWarning.foreground": colour("--warn"),
      "editorWidget.background": colour("--surface"),
      "editorWidget.border": colour("--line"),
      "editorSuggestWidget.background": colour("--surface"),
      "editorSuggestWidget.border": colour("--line"),
      "editorSuggestWidget.foreground": colour("--ink"),
      "editorSuggestWidget.selectedBackground": colour("--accent-ground"),
      "editorSuggestWidget.selectedForeground": colour("--ink"),
      "editorSuggestWidget.highlightForeground": colour("--accent"),
      "editorSuggestWidget.focusHighlightForeground": colour("--accent"),
      "editorHoverWidget.background": colour("--surface"),
      "editorHoverWidget.border": colour("--line"),
      "input.background": colour("--page"),
      "input.border": colour("--line"),
      "input.foreground": colour("--ink"),
      focusBorder: colour("--accent"),
      "menu.background": colour("--surface"),
      "menu.foreground": colour("--ink"),
      "menu.selectionBackground": colour("--accent-ground"),
      "menu.selectionForeground": colour("--ink"),
      "scrollbarSlider.background": `${colour("--line")}99`,
      "widget.shadow": "#00000033",
    },
  });
  monaco.editor.setTheme("assay");
}

/** Reads a custom property as #rrggbb, whatever the stylesheet computes it from. */
function reader(): (property: string) => string {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const read = (property: string): string => {
    probe.style.color = `var(${property})`;
    const channels = getComputedStyle(probe).color.match(/\d+(\.\d+)?/g) ?? [];
    return `#${channels
      .slice(0, 3)
      .map((channel) => Math.round(Number(channel)).toString(16).padStart(2, "0"))
      .join("")}`;
  };
  queueMicrotask(() => probe.remove());
  return read;
}

const bare = (colour: string): string => colour.slice(1);

function lightness(colour: string): number {
  return Number.parseInt(colour.slice(1, 3), 16) / 255;
}
