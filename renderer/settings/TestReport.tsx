import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import type { ProviderTest } from "#shared/contract/models.ts";
import { TextInput } from "../kit/Field.tsx";
import { formatDuration } from "../kit/format.ts";
import style from "./ModelsPanel.module.css";
import { type ModelDraft, newModel } from "./provider-draft.ts";

type TestReportProps = {
  readonly test: ProviderTest;
  readonly models: readonly ModelDraft[];
  readonly onChange: (models: readonly ModelDraft[]) => void;
};

const searchAbove = 12;

/** What came of asking the provider, and the models it named, to tick. */
export function TestReport({ test, models, onChange }: TestReportProps) {
  const [search, setSearch] = useState("");
  const found = test.models.filter((name) => name.toLowerCase().includes(search.toLowerCase()));
  return (
    <section className={style.report} aria-live="polite">
      <p className={test.ok ? style.good : style.bad}>
        {test.ok ? <CircleCheck /> : <CircleAlert />}
        <span>
          {test.sentence} <span className={style.soft}>{formatDuration(test.latencyMs)}</span>
        </span>
      </p>
      {test.models.length > searchAbove ? (
        <TextInput
          aria-label="Search models"
          placeholder="Search models"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      ) : null}
      {found.length > 0 ? (
        <div className={style.found}>
          {found.map((name) => {
            const known = models.some((model) => model.name === name);
            return (
              <label key={name} className={style.tick}>
                <input
                  type="checkbox"
                  checked={known}
                  onChange={() => onChange(known ? models.filter((model) => model.name !== name) : [...models, newModel(name)])}
                />
                <span className={style.mono}>{name}</span>
              </label>
            );
          })}
        </div>
      ) : null}
      {test.ok && test.models.length > 0 ? <p className={style.soft}>Tick those to keep, then save.</p> : null}
    </section>
  );
}
