import { type KeyboardEvent, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import { Coded } from "../kit/Coded.tsx";
import { withoutCodeMarks } from "../kit/code-words.ts";
import { TextInput } from "../kit/Field.tsx";
import { useSession } from "../state/hooks.ts";
import { rename } from "../state/session-edits.ts";
import style from "./RenameField.module.css";

/** The name as a field; Enter renames it everywhere. */
export function RenameField({ name }: { readonly name: string }) {
  const session = useSession();
  const [typed, setTyped] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);
  const close = () => session.store.setState({ renaming: null });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    if (event.key !== "Enter") return;
    try {
      rename(session, name, typed);
      close();
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <span className={style.field}>
      <TextInput
        mono
        autoFocus
        aria-label={`New name for ${name}`}
        aria-invalid={problem !== null}
        title={problem === null ? undefined : withoutCodeMarks(problem)}
        value={typed}
        onFocus={(event) => event.target.select()}
        onBlur={close}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setTyped(event.target.value);
          setProblem(null);
        }}
      />
      {problem ? (
        <span role="alert" className={style.problem}>
          <Coded>{problem}</Coded>
        </span>
      ) : null}
    </span>
  );
}
