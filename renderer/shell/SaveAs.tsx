import { type FormEvent, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { Field, TextInput } from "../kit/Field.tsx";
import { attempt } from "../state/failure.ts";
import { useWorkbench } from "../state/hooks.ts";
import type { LiveSession } from "../state/session-runs.ts";
import { saveAs } from "../state/workbench.ts";
import style from "./NewNotebook.module.css";
import { copyName } from "./notebook-path.ts";

/** Asks for the name under which the window goes on. */
export function SaveAs({ session, onClose }: { readonly session: LiveSession; readonly onClose: () => void }) {
  const workbench = useWorkbench();
  const [name, setName] = useState(() => copyName(session.path));
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const save = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      try {
        await saveAs(workbench, session, name.trim());
        onClose();
      } catch (error) {
        if (!(error instanceof AssayError)) throw error;
        setProblem([error.message, error.hint].filter(Boolean).join(" "));
      }
    });
  };
  return (
    <Dialog
      title="Save as"
      description={`The window goes on with the new file, results and all; ${session.path} stays as it is saved.`}
      width={480}
      onClose={onClose}
    >
      <form onSubmit={save} className={style.form}>
        <Field label="File" help="Beside this notebook, with the same data, labels and journal." problem={problem}>
          {(ids) => (
            <TextInput
              {...ids}
              mono
              value={name}
              onFocus={(event) => event.target.setSelectionRange(0, event.target.value.replace(/\.assay\.md$/, "").length)}
              onChange={(event) => {
                setName(event.target.value);
                setProblem(undefined);
              }}
            />
          )}
        </Field>
        <div className={style.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={name.trim() === ""}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
