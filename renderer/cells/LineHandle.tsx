import { GripVertical } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import style from "./LineHandle.module.css";

type LineHandleProps = {
  readonly name: string;
  readonly at: number;
  readonly of: number;
  /** The line was just moved: its handle takes the focus back. */
  readonly isFocused: boolean;
  readonly onFocused: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onDrag: (isDragged: boolean) => void;
};

/** Moves a line of a list: by dragging, or by the arrow keys. */
export function LineHandle({ name, at, of, isFocused, onFocused, onMove, onDrag }: LineHandleProps) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isFocused) return;
    element.current?.focus();
    onFocused();
  }, [isFocused, onFocused]);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    event.stopPropagation();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <button
      ref={element}
      type="button"
      className={style.handle}
      draggable
      aria-label={`Move ${name}, ${at + 1} of ${of}, with the arrow keys`}
      onKeyDown={press}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", name);
        onDrag(true);
      }}
      onDragEnd={() => onDrag(false)}
    >
      <GripVertical />
    </button>
  );
}
