import { useState } from "react";
import { TextArea } from "../kit/Field.tsx";
import { levelsFrom, levelsText } from "./levels-text.ts";

type LevelsInputProps = { readonly id: string; readonly value: unknown; readonly onChange: (value: unknown) => void };

/** What each level of a scale means, a line each; written on leaving the field. */
export function LevelsInput({ value, onChange, ...ids }: LevelsInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = levelsText(value);
  const commit = (): void => {
    if (draft !== null && draft !== text) onChange(levelsFrom(draft));
    setDraft(null);
  };
  return (
    <TextArea
      {...ids}
      value={draft ?? text}
      placeholder={"1: wrong\n5: right"}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
    />
  );
}
