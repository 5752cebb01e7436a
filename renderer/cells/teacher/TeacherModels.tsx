import { useMemo } from "react";
import type { CellResult } from "#shared/journal/entries.ts";
import { formatCount } from "../../kit/format.ts";
import { useRows } from "../use-rows.ts";
import style from "./TeacherModels.module.css";
import { modelRows } from "./teacher-compare.ts";

/** Items shown; the table has them all. */
const mostItems = 60;

/** Answers to each item with one column a model: the first sample of each. */
export function TeacherModels({ cell, result, models }: { readonly cell: string; readonly result: CellResult; readonly models: number }) {
  const found = useRows({
    table: cell,
    version: `${result.recipe} ${result.at}`,
    columns: ["item", "model", "response", "error", "messages"],
    most: mostItems * models * 4,
  });
  const shown = useMemo(() => modelRows(found?.rows ?? []), [found]);
  if (found === null) return <p role="status">Reading …</p>;
  const items = shown.items.slice(0, mostItems);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className={style.scroll} aria-label={`Answers of ${cell} by model`} tabIndex={0}>
        <table className={style.models}>
          <thead>
            <tr>
              <th scope="col">item</th>
              {shown.models.map((model) => (
                <th key={model} scope="col">
                  {model}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ item, question, answers }) => (
              <tr key={item}>
                <th scope="row">
                  <span className={style.item}>{item}</span>
                  <span className={style.question}>{question}</span>
                </th>
                {shown.models.map((model) => {
                  const row = answers.get(model);
                  const error = typeof row?.error === "string" ? row.error : null;
                  return (
                    <td key={model} className={error === null ? undefined : style.error}>
                      {error ?? (typeof row?.response === "string" ? row.response : "–")}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={style.soft}>
        The first answer of each model to {formatCount(items.length)} items
        {found.total > found.rows.length || shown.items.length > items.length ? "; the rows hold all" : ""}.
      </p>
    </>
  );
}
