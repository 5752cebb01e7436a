import { useState } from "react";
import { readMap, yamlText } from "#shared/notebook/yaml-text.ts";
import { Coded } from "../kit/Coded.tsx";
import { TextArea } from "../kit/Field.tsx";
import style from "./CellForm.module.css";

type StructureInputProps = {
  readonly id: string;
  readonly value: unknown;
  readonly placeholder: string | undefined;
  readonly onChange: (value: unknown) => void;
};

/** Keys within keys, such as a JSON Schema: YAML or pasted JSON, written on leaving the field. What can't be read stays in it and says why. */
export function StructureInput({ value, onChange, ...rest }: StructureInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const text = typeof value === "object" && value !== null ? yamlText(value).trimEnd() : "";
  const commit = (): void => {
    if (draft === null) return;
    if (draft.trim() !== "" && draft !== text) {
      const reading = readMap(draft);
      setProblem(reading.ok ? null : reading.sentence);
      if (!reading.ok) return;
      onChange(reading.value);
    } else {
      setProblem(null);
      if (draft !== text) onChange(undefined);
    }
    setDraft(null);
  };
  return (
    <>
      <TextArea
        {...rest}
        {...(problem === null ? {} : { "aria-invalid": true })}
        rows={Math.min(14, Math.max(3, (draft ?? text).split("\n").length))}
        value={draft ?? text}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
      />
      {problem !== null && (
        <span role="alert" className={style.refused}>
          <Coded>{problem}</Coded>
        </span>
      )}
    </>
  );
}
