import { useCellOutput } from "../cells/use-cell-output.ts";
import style from "./RecipeDifference.module.css";

/** What changed in the cell's recipe since the shown result was made. */
export function RecipeDifference({ cell, recipe }: { readonly cell: string; readonly recipe: string }) {
  const output = useCellOutput(cell, recipe);
  if (!output) return null;
  if (output.recipeChanges.length === 0) return <p className={style.none}>The source is as it was; something it reads has changed.</p>;
  return (
    <pre className={style.difference}>
      {output.recipeChanges.map((line) => (
        <span key={line} className={line.startsWith("-") ? style.gone : line.startsWith("+") ? style.come : undefined}>
          {line}
          {"\n"}
        </span>
      ))}
    </pre>
  );
}
