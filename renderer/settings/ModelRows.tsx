import { Plus, X } from "lucide-react";
import { useState } from "react";
import type { ModelDescription } from "#shared/contract/models.ts";
import { Button } from "../kit/Button.tsx";
import { TextInput } from "../kit/Field.tsx";
import style from "./ModelsPanel.module.css";
import { type ModelDraft, newModel } from "./provider-draft.ts";

type ModelRowsProps = {
  readonly draft: readonly ModelDraft[];
  readonly described: readonly ModelDescription[];
  readonly problemAt: (path: string) => string | undefined;
  readonly onChange: (models: readonly ModelDraft[]) => void;
};

const abilities = [
  { name: "logprobs", label: "logprobs" },
  { name: "json_schema", label: "JSON schema" },
  { name: "seed", label: "seed" },
  { name: "batch", label: "batch" },
] as const;

/** The models a provider offers, with prices, family and what they can do. */
export function ModelRows({ draft, described, problemAt, onChange }: ModelRowsProps) {
  const [typed, setTyped] = useState("");
  const change = (at: number, part: Partial<ModelDraft>): void =>
    onChange(draft.map((model, index) => (index === at ? { ...model, ...part } : model)));
  const add = (): void => {
    const name = typed.trim();
    if (name !== "" && !draft.some((model) => model.name === name)) onChange([...draft, newModel(name)]);
    setTyped("");
  };
  return (
    <section>
      <h3 className={style.title}>Models</h3>
      <p className={style.soft}>
        {draft.length === 0
          ? "Any name is passed on; name models here to give them prices and families."
          : "Prices in dollars a million tokens; empty is unknown."}
      </p>
      {draft.map((model, at) => {
        const problem = ["name", "inputUsdPerMillion", "outputUsdPerMillion", "contextTokens", "batchPriceShare"]
          .map((field) => problemAt(`models.${at}.${field}`))
          .find((each) => each !== undefined);
        const field = (
          name: "family" | "inputUsd" | "outputUsd" | "contextTokens" | "batchPercent",
          label: string,
          placeholder: string,
        ) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the field stands inside; the linter does not see through the component
          <label className={style.small}>
            <span>{label}</span>
            <TextInput value={model[name]} placeholder={placeholder} onChange={(event) => change(at, { [name]: event.target.value })} />
          </label>
        );
        const family = described.find((each) => each.model.endsWith(`/${model.name}`))?.family ?? "by its name";
        return (
          <fieldset key={model.name} className={style.model}>
            <legend className="visually-hidden">{model.name}</legend>
            <div className={style.modelHead}>
              <span className={style.mono}>{model.name}</span>
              <button
                type="button"
                className={style.remove}
                aria-label={`Remove ${model.name}`}
                onClick={() => onChange(draft.filter((_, index) => index !== at))}
              >
                <X />
              </button>
            </div>
            <div className={style.modelFields}>
              {field("family", "Family", family)}
              {field("inputUsd", "Input $", "unknown")}
              {field("outputUsd", "Output $", "unknown")}
              {field("contextTokens", "Context", "unknown")}
              {model.capabilities.batch ? field("batchPercent", "Batch, % of price", "100") : null}
            </div>
            <div className={style.abilities}>
              {abilities.map(({ name, label }) => (
                <label key={name} className={style.tick}>
                  <input
                    type="checkbox"
                    checked={model.capabilities[name]}
                    onChange={(event) => change(at, { capabilities: { ...model.capabilities, [name]: event.target.checked } })}
                  />
                  {label}
                </label>
              ))}
            </div>
            {problem ? <p className={style.bad}>{problem}</p> : null}
          </fieldset>
        );
      })}
      <div className={style.add}>
        <TextInput
          aria-label="Name of a model to add"
          mono
          placeholder="model name"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button icon={<Plus />} disabled={typed.trim() === ""} onClick={add}>
          Add model
        </Button>
      </div>
    </section>
  );
}
