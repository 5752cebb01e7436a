import { type FormEvent, useState } from "react";
import { Button } from "../kit/Button.tsx";
import { Field, TextInput } from "../kit/Field.tsx";
import style from "./LabellingPane.module.css";

type WhoLabelsProps = { readonly cell: string; readonly name: string; readonly onName: (name: string) => void };

/** Asked once: every label says whose it is. */
export function WhoLabels({ cell, name, onName }: WhoLabelsProps) {
  const [typed, setTyped] = useState(name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== "") onName(typed.trim());
  };
  return (
    <form className={style.who} onSubmit={submit}>
      <Field label="Your name" help="Stands beside every label you give. It is remembered in this browser.">
        {(ids) => <TextInput {...ids} data-first value={typed} maxLength={80} onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      <Button type="submit" look="primary" disabled={typed.trim() === ""} aria-label={`Start labelling ${cell}`}>
        Start labelling
      </Button>
    </form>
  );
}
