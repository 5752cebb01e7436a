import { Field, TextInput } from "../kit/Field.tsx";
import style from "./ModelsPanel.module.css";
import type { ProviderDraft } from "./provider-draft.ts";

type LimitFieldsProps = {
  readonly draft: ProviderDraft;
  readonly problemAt: (path: string) => string | undefined;
  readonly onChange: (part: Partial<ProviderDraft>) => void;
};

const limits = [
  { field: "maxConcurrency", label: "Calls at once", placeholder: "128" },
  { field: "requestsPerMinute", label: "Requests a minute", placeholder: "no limit" },
  { field: "tokensPerMinute", label: "Tokens a minute", placeholder: "no limit" },
] as const;

/** What the provider allows; the engine goes slower by itself when it is told to. */
export function LimitFields({ draft, problemAt, onChange }: LimitFieldsProps) {
  return (
    <fieldset className={style.limits}>
      <legend className="visually-hidden">Limits</legend>
      {limits.map(({ field, label, placeholder }) => (
        <Field key={field} label={label} problem={problemAt(field)}>
          {(ids) => (
            <TextInput
              {...ids}
              inputMode="numeric"
              placeholder={placeholder}
              value={draft[field]}
              onChange={(event) => onChange({ [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </fieldset>
  );
}
