import { type FormEvent, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { Field, TextInput } from "../kit/Field.tsx";
import { attempt } from "../state/failure.ts";
import { useWorkbench } from "../state/hooks.ts";
import { createNotebook } from "../state/workbench.ts";
import style from "./NewNotebook.module.css";
import { pathFor } from "./notebook-path.ts";

export function NewNotebook({ onClose }: { readonly onClose: () => void }) {
  const workbench = useWorkbench();
  const [title, setTitle] = useState("");
  const [typedPath, setTypedPath] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const path = typedPath ?? pathFor(title);
  const create = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      try {
        await createNotebook(workbench, path, title);
        onClose();
      } catch (error) {
        if (!(error instanceof AssayError)) throw error;
        setProblem([error.message, error.hint].filter(Boolean).join(" "));
      }
    });
  };
  return (
    <Dialog title="New notebook" onClose={onClose} width={480}>
      <form onSubmit={create} className={style.form}>
        <Field label="Title">{(ids) => <TextInput {...ids} value={title} onChange={(event) => setTitle(event.target.value)} />}</Field>
        <Field label="File" help="Below the open folder." problem={problem}>
          {(ids) => <TextInput {...ids} mono value={path} onChange={(event) => setTypedPath(event.target.value)} />}
        </Field>
        <div className={style.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={title.trim() === "" || path === ""}>
            Create
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
