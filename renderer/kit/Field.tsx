import { type ComponentProps, type ReactNode, useId } from "react";
import { Coded } from "./Coded.tsx";
import style from "./Field.module.css";

type FieldProps = {
  readonly label: string;
  readonly help?: ReactNode;
  readonly problem?: string | undefined;
  readonly children: (ids: {
    readonly id: string;
    readonly "aria-describedby": string | undefined;
    readonly "aria-invalid": boolean;
  }) => ReactNode;
};

/** A label, a control, and under it either help or what is wrong. */
export function Field({ label, help, problem, children }: FieldProps) {
  const id = useId();
  const note = problem ?? help;
  return (
    <div className={style.field}>
      <label className={style.label} htmlFor={id}>
        {label}
      </label>
      <div className={style.control}>
        {children({ id, "aria-describedby": note ? `${id}-note` : undefined, "aria-invalid": problem !== undefined })}
        {note ? (
          <div id={`${id}-note`} className={problem ? style.problem : style.help}>
            {typeof note === "string" ? <Coded>{note}</Coded> : note}
          </div>
        ) : null}
      </div>
    </div>
  );
}

export function TextInput({ mono, ...props }: Omit<ComponentProps<"input">, "className"> & { readonly mono?: boolean }) {
  return <input type="text" autoComplete="off" spellCheck={false} {...props} className={`${style.input} ${mono ? style.mono : ""}`} />;
}

export function TextArea(props: Omit<ComponentProps<"textarea">, "className">) {
  return <textarea spellCheck={false} rows={3} {...props} className={`${style.input} ${style.area}`} />;
}

type ChoiceProps = Omit<ComponentProps<"select">, "className" | "onChange"> & {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
};

export function Choice({ options, onChange, ...props }: ChoiceProps) {
  return (
    <select {...props} className={`${style.input} ${style.choice}`} onChange={(event) => onChange(event.target.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

type SwitchProps = {
  readonly id?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly name?: string;
};

export function Switch({ id, checked, onChange, name }: SwitchProps) {
  return (
    <button
      id={id}
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={name}
      className={style.switch}
      onClick={() => onChange(!checked)}
    >
      <span className={style.knob} />
    </button>
  );
}
