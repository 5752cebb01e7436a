import { FlaskConical, Plus, Server } from "lucide-react";
import { useState } from "react";
import type { ModelDescription, ProviderTest } from "#shared/contract/models.ts";
import { countOf } from "../kit/format.ts";
import { keyWords } from "./key-words.ts";
import style from "./ModelsPanel.module.css";
import { ProviderForm } from "./ProviderForm.tsx";
import { SimulatedModels } from "./SimulatedModels.tsx";
import { useProviders } from "./use-providers.ts";

type Chosen = { readonly type: "new" } | { readonly type: "simulated" } | { readonly type: "provider"; readonly id: string };

/** The user's registry of models: who answers at which address, with which key, at which price. */
export function ModelsPanel() {
  const { registered, reload } = useProviders();
  const [picked, setPicked] = useState<Chosen | null>(null);
  // Kept here, because a provider tested while it is new is another form once it is saved.
  const [tested, setTested] = useState<{ readonly id: string; readonly test: ProviderTest } | null>(null);
  const providers = registered?.providers ?? [];
  const first = providers[0];
  const chosen: Chosen = picked ?? (first ? { type: "provider", id: first.id } : { type: "new" });
  const provider = chosen.type === "provider" ? (providers.find((each) => each.id === chosen.id) ?? null) : null;
  if (registered === null) return <p className={style.soft}>Reading the registry …</p>;
  return (
    <div className={style.panel}>
      <nav className={style.list} aria-label="Providers">
        {providers.map((each) => (
          <button
            key={each.id}
            type="button"
            className={style.entry}
            aria-current={each.id === provider?.id}
            onClick={() => setPicked({ type: "provider", id: each.id })}
          >
            <Server />
            <span className={style.name}>{each.id}</span>
            <span className={style.aside}>{asideOf(registered.models.filter((model) => model.provider === each.id))}</span>
          </button>
        ))}
        <button
          type="button"
          className={style.entry}
          aria-current={chosen.type === "simulated"}
          onClick={() => setPicked({ type: "simulated" })}
        >
          <FlaskConical />
          <span className={style.name}>sim</span>
          <span className={style.aside}>simulated</span>
        </button>
        <button type="button" className={style.entry} aria-current={chosen.type === "new"} onClick={() => setPicked({ type: "new" })}>
          <Plus />
          Add a provider
        </button>
      </nav>
      <div className={style.content}>
        {chosen.type === "simulated" ? (
          <SimulatedModels models={registered.models.filter((model) => model.simulated)} />
        ) : (
          <ProviderForm
            key={provider?.id ?? "new"}
            provider={provider}
            models={registered.models.filter((model) => model.provider === provider?.id)}
            test={tested !== null && tested.id === provider?.id ? tested.test : null}
            taken={providers.filter((each) => each !== provider).map((each) => each.id)}
            onSaved={async (id, test) => {
              if (test !== null) setTested({ id, test });
              await reload();
              setPicked({ type: "provider", id });
            }}
            onRemoved={async () => {
              await reload();
              setPicked(null);
            }}
          />
        )}
      </div>
    </div>
  );
}

function asideOf(models: readonly ModelDescription[]): string {
  const [first] = models;
  if (first === undefined) return "any model";
  return first.keyState === "missing" ? keyWords.missing : countOf(models.length, "model");
}
