import { Button } from "../kit/Button.tsx";
import style from "./CellForm.module.css";

type DefaultPromptProps = { readonly name: string; readonly text: string; readonly onTake: () => void };

/** What is sent where the cell writes no prompt of its own, in full, to read or to start from. */
export function DefaultPrompt({ name, text, onTake }: DefaultPromptProps) {
  return (
    <details className={style.mapping}>
      <summary>
        {name} <span className={style.soft}>the full text; names in braces stand for each row's own</span>
      </summary>
      <pre className={style.prompt}>{text}</pre>
      <Button onClick={onTake}>Write my own from this</Button>
    </details>
  );
}
