import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { TextArea, TextInput } from "../kit/Field.tsx";

type Draft = { readonly text: string; readonly onCommit: (text: string) => void };
type DraftInputProps = Omit<ComponentProps<typeof TextInput>, "value" | "onChange"> & Draft;
type DraftTextProps = Omit<ComponentProps<typeof TextArea>, "value" | "onChange"> & Draft;

/** A field whose text is written on Enter or on leaving it, so that half-typed values never reach the notebook. */
export function DraftInput({ text, onCommit, ...rest }: DraftInputProps) {
  const draft = useDraft({ text, onCommit });
  return <TextInput {...rest} {...draft} />;
}

/** The same for a sentence or more: it grows with its text, and Shift+Enter begins a new line. */
export function DraftText({ text, onCommit, ...rest }: DraftTextProps) {
  const draft = useDraft({ text, onCommit });
  return <TextArea rows={1} {...rest} {...draft} />;
}

function useDraft({ text, onCommit }: Draft) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft !== null && draft !== text) onCommit(draft);
    setDraft(null);
  };
  return {
    value: draft ?? text,
    onChange: (event: { readonly target: { readonly value: string } }) => setDraft(event.target.value),
    onBlur: commit,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === "Escape") setDraft(null);
      if (event.key !== "Enter" || event.shiftKey) return;
      if (event.currentTarget instanceof HTMLTextAreaElement) event.preventDefault();
      commit();
    },
  };
}
