import style from "./EmptyNotebook.module.css";
import { KindPicker } from "./KindPicker.tsx";

/** A notebook with nothing in it offers every kind of cell. */
export function EmptyNotebook({ at }: { readonly at: number }) {
  return (
    <div className={style.empty}>
      <p className={style.text}>This notebook is empty. Choose what it should begin with; most begin with a dataset.</p>
      <KindPicker at={at} steady />
    </div>
  );
}
