import type { ModelDescription } from "#shared/contract/models.ts";
import style from "./ModelsPanel.module.css";

/** The built-in models, with what is planted in each: known truth to check estimators against. */
export function SimulatedModels({ models }: { readonly models: readonly ModelDescription[] }) {
  return (
    <>
      <p className={style.lead}>
        Built in, free, without key or network. They answer small tasks and judge answers with effects of known size, so that every measure
        can be checked. Whatever they make is marked <em>simulated</em>.
      </p>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Family</th>
            <th scope="col">What is planted</th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={model.model}>
              <th scope="row" className={style.mono}>
                {model.model}
              </th>
              <td>{model.family}</td>
              <td>{model.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
