import { useEffect, useState } from "react";
import type { Client } from "#shared/contract/connect.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import { reportFailure } from "../state/failure.ts";
import style from "./PlanDialog.module.css";

const keyWords: { readonly [state in ModelDescription["keyState"]]: string } = {
  "not-needed": "needs no key",
  environment: "key from the environment",
  keychain: "key in the keychain",
  session: "key until Assay stops",
  missing: "key missing",
};

/** The models cells can name. */
export function PlainModels({ client }: { readonly client: Client }) {
  const [models, setModels] = useState<readonly ModelDescription[] | null>(null);
  useEffect(() => {
    client.models.list().then(setModels).catch(reportFailure);
  }, [client]);
  if (!models) return null;
  return (
    <table className={style.table}>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Family</th>
          <th scope="col">Key</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={model.model}>
            <td className={style.cell}>
              <span className={style.name}>{model.model}</span>
            </td>
            <td className={style.soft}>{model.family}</td>
            <td className={style.soft}>{keyWords[model.keyState]}</td>
            <td className={style.soft}>{model.simulated ? model.note : model.origin}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
