import { useEffect, useRef, useState } from "react";
import { kinds } from "#shared/cells/kinds.ts";
import { cellViews } from "../cells/cell-views.ts";
import { TextInput } from "../kit/Field.tsx";
import { useSession } from "../state/hooks.ts";
import { insertCell, insertProse } from "../state/session-edits.ts";
import { chooseKinds, type KindChoice } from "./choose-kinds.ts";
import style from "./KindPicker.module.css";

type KindPickerProps = { readonly at: number; readonly onClose?: () => void; readonly steady?: boolean };

const proseChoice: KindChoice = { kind: "text", title: "Text", sentence: "Prose in Markdown, with math and tables." };
const choices: readonly KindChoice[] = [
  ...[...kinds.values()].map(({ kind, title, sentence }) => ({ kind, title, sentence })),
  proseChoice,
];

/** What can stand here, a sentence each. Type to narrow, Enter to take the first. */
export function KindPicker({ at, onClose, steady }: KindPickerProps) {
  const session = useSession();
  const [sought, setSought] = useState("");
  const [at0, setChosen] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  const shown = chooseKinds(choices, sought);
  const chosen = Math.min(at0, shown.length - 1);
  useEffect(() => {
    if (steady) return;
    place.current?.querySelector("input")?.focus();
    place.current?.scrollIntoView({ block: "nearest" });
  }, [steady]);
  const insert = (choice: KindChoice | undefined): void => {
    if (!choice) return;
    if (choice.kind === "text") insertProse(session, at);
    else insertCell(session, at, choice.kind);
  };
  return (
    <div className={style.picker} ref={place}>
      <TextInput
        aria-label="Kind of cell"
        placeholder="What should stand here?"
        value={sought}
        role="combobox"
        aria-expanded
        aria-controls={`kinds-${at}`}
        aria-activedescendant={`kinds-${at}-${shown[chosen]?.kind ?? ""}`}
        onChange={(event) => setSought(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") insert(shown[chosen]);
          else if (event.key === "Escape") onClose?.();
          else if (event.key === "ArrowDown") setChosen(Math.min(shown.length - 1, chosen + 1));
          else if (event.key === "ArrowUp") setChosen(Math.max(0, chosen - 1));
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div className={style.list} role="listbox" id={`kinds-${at}`} aria-label="Kinds of cell">
        {shown.map((choice, index) => (
          <div
            key={choice.kind}
            id={`kinds-${at}-${choice.kind}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={style.choice}
            onClick={() => insert(choice)}
            onKeyDown={(event) => event.key === "Enter" && insert(choice)}
            onPointerMove={() => setChosen(index)}
          >
            <span className={style.icon}>{cellViews.get(choice.kind)?.icon}</span>
            <span className={style.title}>{choice.title}</span>
            <span className={style.sentence}>{choice.sentence}</span>
          </div>
        ))}
        {shown.length === 0 ? <div className={style.none}>No kind of that name.</div> : null}
      </div>
    </div>
  );
}
