import { X } from "lucide-react";
import { useId, useState } from "react";
import { TextInput } from "../kit/Field.tsx";
import style from "./CellForm.module.css";

type NameListProps = {
  readonly id: string;
  readonly value: unknown;
  readonly suggestions: readonly string[];
  readonly noun: string;
  /** What holds while there is none. */
  readonly otherwise?: string | undefined;
  readonly onChange: (value: unknown) => void;
};

/** Several names, each removable, and a field to add one. */
export function NameList({ id, value, suggestions, noun, otherwise, onChange }: NameListProps) {
  const list = useId();
  const [typed, setTyped] = useState("");
  const names = typeof value === "string" ? [value] : Array.isArray(value) ? value.map(String) : [];
  const write = (next: readonly string[]) => onChange(next.length === 0 ? undefined : [...next]);
  const add = (name: string) => {
    if (name !== "" && !names.includes(name)) write([...names, name]);
    setTyped("");
  };
  return (
    <div className={style.models}>
      {names.map((name) => (
        <span key={name} className={style.model}>
          {name}
          <button
            type="button"
            className={style.remove}
            aria-label={`Remove ${name}`}
            onClick={() => write(names.filter((each) => each !== name))}
          >
            <X />
          </button>
        </span>
      ))}
      <span className={style.add}>
        <TextInput
          id={id}
          mono
          list={list}
          value={typed}
          placeholder={names.length === 0 && otherwise !== undefined ? `Add a ${noun}; ${otherwise} while empty` : `Add a ${noun}`}
          onChange={(event) => (suggestions.includes(event.target.value) ? add(event.target.value) : setTyped(event.target.value))}
          onBlur={() => add(typed.trim())}
          onKeyDown={(event) => event.key === "Enter" && add(typed.trim())}
        />
      </span>
      <datalist id={list}>
        {suggestions
          .filter((each) => !names.includes(each))
          .map((each) => (
            <option key={each} value={each} />
          ))}
      </datalist>
    </div>
  );
}
