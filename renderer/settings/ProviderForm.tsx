import { PlugZap, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ModelDescription, ProviderSettings, ProviderTest } from "#shared/contract/models.ts";
import { Button } from "../kit/Button.tsx";
import { Choice, Field, TextInput } from "../kit/Field.tsx";
import { notify } from "../kit/toast.ts";
import { attempt } from "../state/failure.ts";
import { useWorkbench, useWorkbenchView } from "../state/hooks.ts";
import { FormProblem, type ThreeLines, threeLines } from "./FormProblem.tsx";
import { keyWords } from "./key-words.ts";
import { LimitFields } from "./LimitFields.tsx";
import { ModelRows } from "./ModelRows.tsx";
import style from "./ModelsPanel.module.css";
import { presets } from "./presets.ts";
import { draftOf, draftOfPreset, emptyDraft, type ProviderDraft, placesOf, readDraft } from "./provider-draft.ts";
import { RemoveProvider } from "./RemoveProvider.tsx";
import { TestReport } from "./TestReport.tsx";

type ProviderFormProps = {
  /** Null: a new one. */
  readonly provider: ProviderSettings | null;
  readonly models: readonly ModelDescription[];
  readonly taken: readonly string[];
  /** What came of the last test, if there was one. */
  readonly test: ProviderTest | null;
  readonly onSaved: (id: string, test: ProviderTest | null) => Promise<void>;
  readonly onRemoved: () => Promise<void>;
};

/** One provider: where it is, how it is paid for, what it offers. */
export function ProviderForm({ provider, models, taken, test, onSaved, onRemoved }: ProviderFormProps) {
  const { client } = useWorkbench().connection;
  const abilities = useWorkbenchView((view) => view.host?.abilities);
  const [draft, setDraft] = useState<ProviderDraft>(provider ? draftOf(provider) : emptyDraft);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState<"saving" | "testing" | null>(null);
  const [failure, setFailure] = useState<ThreeLines | null>(null);
  const reading = readDraft(draft, taken);
  const problemAt = (path: string): string | undefined => (tried && !reading.ok ? reading.problems.get(path) : undefined);
  const change = (part: Partial<ProviderDraft>): void => setDraft((before) => ({ ...before, ...part }));

  const save = async (): Promise<string | null> => {
    setTried(true);
    setFailure(null);
    if (!reading.ok) return null;
    await client.models.save({ provider: reading.provider, key: draft.key === "" ? null : draft.key });
    change({ key: "" });
    return reading.provider.id;
  };
  const act = (what: "saving" | "testing"): void =>
    attempt(async () => {
      setBusy(what);
      try {
        const id = await save();
        if (id === null) return;
        const came = what === "testing" ? await client.models.test({ id }) : null;
        if (came === null) notify(`Saved ${id}.`);
        await onSaved(id, came);
      } catch (error) {
        setFailure(threeLines(error, draft));
      } finally {
        setBusy(null);
      }
    });

  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        act("saving");
      }}
    >
      {provider === null ? (
        <Field label="Start from">
          {(ids) => (
            <Choice
              {...ids}
              defaultValue=""
              options={[{ value: "", label: "Another address" }, ...presets.map(({ id, title }) => ({ value: id, label: title }))]}
              onChange={(id) => {
                const preset = presets.find((each) => each.id === id);
                setDraft(preset ? draftOfPreset(preset) : emptyDraft);
              }}
            />
          )}
        </Field>
      ) : null}
      <Field label="Name" help={provider ? undefined : "Notebooks write it before the slash."} problem={problemAt("id")}>
        {(ids) => (
          <TextInput {...ids} mono readOnly={provider !== null} value={draft.id} onChange={(event) => change({ id: event.target.value })} />
        )}
      </Field>
      <Field label="Base URL" problem={problemAt("baseUrl")}>
        {(ids) => (
          <TextInput
            {...ids}
            mono
            placeholder="https://api.example.com/v1"
            value={draft.baseUrl}
            onChange={(event) => change({ baseUrl: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Key"
        help={[models[0] ? `Now: ${keyWords[models[0].keyState]}.` : "", abilities?.keyStoreNote ?? ""].filter(Boolean).join(" ")}
      >
        {(ids) => (
          <TextInput
            {...ids}
            type="password"
            autoComplete="new-password"
            placeholder={provider ? "Unchanged" : "Leave empty when none is needed"}
            value={draft.key}
            onChange={(event) => change({ key: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Key variable"
        help="When this variable is set in the environment, the key is read from there."
        problem={problemAt("keyEnvironment")}
      >
        {(ids) => (
          <TextInput
            {...ids}
            mono
            placeholder="OPENAI_API_KEY"
            value={draft.keyEnvironment}
            onChange={(event) => change({ keyEnvironment: event.target.value })}
          />
        )}
      </Field>
      <LimitFields draft={draft} problemAt={problemAt} onChange={change} />
      {test ? <TestReport test={test} models={draft.models} onChange={(next) => change({ models: next })} /> : null}
      <ModelRows draft={draft.models} described={models} problemAt={problemAt} onChange={(next) => change({ models: next })} />
      {failure ? <FormProblem lines={failure} /> : null}
      {tried && !reading.ok ? (
        <FormProblem
          lines={{
            what: "The provider is not saved.",
            where: placesOf(reading.problems.keys()),
            next: "Correct what is marked and save again.",
          }}
        />
      ) : null}
      <div className={style.buttons}>
        <Button look="primary" type="submit" disabled={busy !== null}>
          {busy === "saving" ? "Saving …" : "Save"}
        </Button>
        <Button icon={<PlugZap />} disabled={busy !== null} onClick={() => act("testing")}>
          {busy === "testing" ? "Testing …" : "Save and test"}
        </Button>
        <span className={style.space} />
        {provider ? <RemoveProvider id={provider.id} icon={<Trash2 />} onRemoved={onRemoved} /> : null}
      </div>
    </form>
  );
}
