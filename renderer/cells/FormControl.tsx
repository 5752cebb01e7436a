import { useId } from "react";
import type { FormField } from "#shared/cells/cell-kind.ts";
import { Choice, Field, Switch, TextArea } from "../kit/Field.tsx";
import style from "./CellForm.module.css";
import { DraftInput } from "./DraftInput.tsx";
import { LevelsInput } from "./LevelsInput.tsx";
import { NameList } from "./NameList.tsx";
import { RangeInput } from "./RangeInput.tsx";
import { StructureInput } from "./StructureInput.tsx";
import type { SourceNames } from "./use-source-names.ts";

type FormControlProps = {
  readonly field: FormField;
  readonly value: unknown;
  readonly names: SourceNames;
  /** What holds while the key is left out; nothing where nobody can say. */
  readonly otherwise?: string | undefined;
  readonly problem: string | undefined;
  /** `undefined` takes the key away, so that its default holds. */
  readonly onChange: (value: unknown) => void;
};

export function FormControl({ field, value, names, otherwise, problem, onChange }: FormControlProps) {
  const { control } = field;
  const wide =
    control.type === "paragraph" ||
    control.type === "models" ||
    control.type === "levels" ||
    control.type === "columns" ||
    control.type === "sources" ||
    control.type === "texts" ||
    control.type === "structure" ||
    (control.type === "prompt" && typeof value === "string" && value.includes("\n"));
  return (
    <div className={wide ? style.wide : undefined}>
      <Field label={field.label} help={field.help} problem={problem}>
        {(ids) => <Control ids={ids} field={field} value={value} names={names} otherwise={otherwise} onChange={onChange} />}
      </Field>
    </div>
  );
}

type ControlProps = Omit<FormControlProps, "problem"> & { readonly ids: { readonly id: string } };

function Control({ ids, field, value, names, otherwise, onChange }: ControlProps) {
  const { control } = field;
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  switch (control.type) {
    case "switch":
      return control.isOnByDefault ? (
        <Switch id={ids.id} checked={value !== false} onChange={(next) => onChange(next ? undefined : false)} />
      ) : (
        <Switch id={ids.id} checked={value === true} onChange={(next) => onChange(next ? true : undefined)} />
      );
    case "range":
      return <RangeInput {...ids} value={value} min={control.min} max={control.max} onChange={onChange} />;
    case "levels":
      return <LevelsInput {...ids} value={value} onChange={onChange} />;
    case "structure":
      return <StructureInput {...ids} value={value} placeholder={control.example} onChange={onChange} />;
    case "texts":
      return (
        <NameList
          {...ids}
          value={value}
          {...(field.key === "people" ? { suggestions: names.judges, noun: "person" } : { suggestions: [], noun: "value" })}
          otherwise={otherwise}
          onChange={onChange}
        />
      );
    case "choice":
      return (
        <Choice
          {...ids}
          value={text}
          onChange={(next) => onChange(next === "" ? undefined : next)}
          options={[
            { value: "", label: unsetLabel(control.options, otherwise) },
            ...control.options.map((option) => ({ value: option, label: option })),
          ]}
        />
      );
    case "number":
      return (
        <DraftInput
          {...ids}
          inputMode="decimal"
          text={text}
          placeholder={otherwise}
          onCommit={(next) => onChange(next.trim() === "" ? undefined : Number.isFinite(Number(next)) ? Number(next) : next)}
        />
      );
    case "paragraph":
      return <TextArea {...ids} value={text} onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)} />;
    case "prompt":
      return text.includes("\n") ? (
        <TextArea {...ids} value={text} onChange={(event) => onChange(event.target.value || undefined)} />
      ) : (
        <Suggested ids={ids} text={text} suggestions={names.prompts} otherwise={otherwise} onChange={onChange} />
      );
    case "source":
      return <Suggested ids={ids} text={text} suggestions={names.tables} otherwise={otherwise} onChange={onChange} />;
    case "column":
      return <Suggested ids={ids} text={text} suggestions={names.columns} otherwise={otherwise} onChange={onChange} />;
    case "model":
      return (
        <Suggested ids={ids} text={text} suggestions={names.models.map((model) => model.model)} otherwise={otherwise} onChange={onChange} />
      );
    case "models":
      return (
        <NameList
          {...ids}
          value={value}
          suggestions={names.models.map((model) => model.model)}
          noun="model"
          otherwise={otherwise}
          onChange={onChange}
        />
      );
    case "sources":
      return <NameList {...ids} value={value} suggestions={names.tables} noun="table" otherwise={otherwise} onChange={onChange} />;
    case "columns":
      return <NameList {...ids} value={value} suggestions={names.columns} noun="column" otherwise={otherwise} onChange={onChange} />;
    case "line":
    case "path":
      return <DraftInput {...ids} text={text} placeholder={otherwise} onCommit={(next) => onChange(next === "" ? undefined : next)} />;
  }
}

/** What is chosen by leaving the key out. */
function unsetLabel(options: readonly string[], otherwise: string | undefined): string {
  if (otherwise === undefined) return "left out";
  return options.includes(otherwise) ? `${otherwise} (default)` : otherwise;
}

type SuggestedProps = {
  readonly ids: { readonly id: string };
  readonly text: string;
  readonly suggestions: readonly string[];
  readonly otherwise: string | undefined;
  readonly onChange: (value: unknown) => void;
};

/** A name to type, with the known ones offered. */
function Suggested({ ids, text, suggestions, otherwise, onChange }: SuggestedProps) {
  const list = useId();
  return (
    <>
      <DraftInput
        {...ids}
        mono
        list={list}
        text={text}
        placeholder={otherwise}
        onCommit={(next) => onChange(next === "" ? undefined : next)}
      />
      <datalist id={list}>
        {suggestions.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}
