import { monaco } from "./monaco.ts";
import type { SourceLanguage } from "./source.ts";

type KeptModel = {
  readonly model: monaco.editor.ITextModel;
  readonly viewState: monaco.editor.ICodeEditorViewState | null;
  readonly keepViewState: (state: monaco.editor.ICodeEditorViewState | null) => void;
};

const kept = 100;
const viewStates = new Map<string, monaco.editor.ICodeEditorViewState>();

/** The text's own model: made once, then kept with its undo history while it is among the last hundred entered. */
export function modelFor(path: string, text: string, language: SourceLanguage): KeptModel {
  const uri = monaco.Uri.from({ scheme: "assay", path: `/${path}` });
  const model =
    monaco.editor.getModel(uri) ?? monaco.editor.createModel(text.replace(/\r?\n$/, ""), language === "text" ? "plaintext" : language, uri);
  forgetOldest(uri);
  const key = uri.toString();
  return {
    model,
    viewState: viewStates.get(key) ?? null,
    keepViewState: (state) => {
      if (state) viewStates.set(key, state);
    },
  };
}

function forgetOldest(current: monaco.Uri): void {
  const models = monaco.editor.getModels();
  const oldest = models.find((model) => !model.isAttachedToEditor() && model.uri.toString() !== current.toString());
  if (models.length <= kept || !oldest) return;
  viewStates.delete(oldest.uri.toString());
  oldest.dispose();
}
