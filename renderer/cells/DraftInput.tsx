import { type ComponentProps, useState } from "react";
import { TextInput } from "../kit/Field.tsx";

type DraftInputProps = Omit<ComponentProps<typeof TextInput>, "value" | "onChange"> & {
  readonly text: string;
  readonly onCommit: (text: string) => void;
};

/** A field whose text is written on Enter or on leaving it, so that half-typed values never reach the notebook. */
export function DraftInput({ text, onCommit, ...rest }: DraftInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft !== null && draft !== text) onCommit(draft);
    setDraft(null);
  };
  return (
    <TextInput
      {...rest}
      value={draft ?? text}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}
