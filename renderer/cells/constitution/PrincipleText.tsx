import { FileUp } from "lucide-react";
import { useRef } from "react";
import { Button } from "../../kit/Button.tsx";
import { TextArea } from "../../kit/Field.tsx";
import { notify } from "../../kit/toast.ts";
import { reportFailure } from "../../state/failure.ts";
import style from "./PrincipleText.module.css";

type PrincipleTextProps = { readonly name: string; readonly text: string; readonly onChange: (text: string) => void };

/** Far above any constitution: what is larger is another kind of file. */
const mostBytes = 500_000;

/** Principles as a text to paste, or to take from a file or a dropped one. */
export function PrincipleText({ name, text, onChange }: PrincipleTextProps) {
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    if (file.size > mostBytes) {
      notify(`${file.name} is too large for a list of principles.`, { detail: "Take a file of at most 500 kB." });
      return;
    }
    file.text().then(onChange).catch(reportFailure);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      className={style.source}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        take(event.dataTransfer.files[0]);
      }}
    >
      <TextArea
        aria-label={name}
        rows={6}
        value={text}
        placeholder={"- **brief**: Prefer the response in fewer words.\n  - Critique: What could go?\n\nMarkdown, JSON or YAML"}
        onChange={(event) => onChange(event.target.value)}
      />
      <input
        ref={input}
        className={style.file}
        type="file"
        aria-label={`File for ${name.toLowerCase()}`}
        tabIndex={-1}
        accept=".md,.markdown,.txt,.json,.yaml,.yml"
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button size="small" look="quiet" icon={<FileUp />} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
    </div>
  );
}
