import { TextArea } from "../kit/Field.tsx";
import { Kbd } from "../kit/Kbd.tsx";
import style from "./LabellingPane.module.css";

type NoteFieldProps = { readonly note: string; readonly onChange: (note: string) => void; readonly onClose: () => void };

/** A note on the item. Enter is done with it, Shift+Enter begins a line. */
export function NoteField({ note, onChange, onClose }: NoteFieldProps) {
  return (
    <div className={style.note}>
      <TextArea
        autoFocus
        rows={2}
        aria-label="Note on this item"
        value={note}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey)) return;
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }}
      />
      <span className={style.soft}>
        <Kbd keys="Enter" /> back to the answers; the note is kept with yours
      </span>
    </div>
  );
}
