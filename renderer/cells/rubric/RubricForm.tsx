import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import type { FormLeadProps } from "../cell-view.ts";
import { problemBelow } from "../field-problems.ts";
import list from "../LineForm.module.css";
import { useBodyWriter } from "../use-body-writer.ts";
import { RubricCriterionRow } from "./RubricCriterionRow.tsx";
import style from "./RubricForm.module.css";
import { RubricRanking } from "./RubricRanking.tsx";
import { aggregateOf, criterionLines, freeId, moved } from "./rubric-criteria.ts";

/** A weight on its way, before it is written. */
export type DraftWeight = { readonly at: number; readonly weight: number };

/** The criteria as a list to edit and to order, and what their weights do to the ranking. */
export function RubricForm({ cell, values, problems }: FormLeadProps) {
  const write = useBodyWriter(cell, ["criteria"]);
  const [draft, setDraft] = useState<DraftWeight | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const lines = criterionLines(values);
  if (lines === null) return <p className={list.note}>The criteria are no list. Mend them under Text.</p>;
  const written: readonly unknown[] = Array.isArray(values.criteria) ? values.criteria : [];
  const move = (from: number, to: number): void => {
    const next = moved(written, from, to);
    if (next === written) return;
    setFocused(lines[from]?.id ?? null);
    write([], next);
  };
  return (
    <section className={list.form} aria-label={`Criteria of ${cell}`}>
      {typeof values.base === "string" && values.base !== "" ? (
        <p className={style.inherited}>
          The criteria of <code>{values.base}</code> stand before these; one with the same id here takes its place.
        </p>
      ) : null}
      <ol className={list.lines}>
        {lines.map((line, at) => (
          <RubricCriterionRow
            key={`${line.id} ${lines.findIndex(({ id }) => id === line.id) === at ? "" : at}`}
            line={draft?.at === at ? { ...line, weight: draft.weight } : line}
            place={{ at, of: lines.length }}
            aggregate={aggregateOf(values, "weighted")}
            problem={problemBelow(problems, `criteria.${at}`)}
            isFocused={focused === line.id}
            onFocused={() => setFocused(null)}
            onChange={(key, value) => write([at, key], value)}
            onDraft={(weight) => setDraft(weight === null ? null : { at, weight })}
            onMove={(by) => move(at, at + by)}
            onRemove={() => write([], written.toSpliced(at, 1))}
            onDrag={(isDragged) => setDragged(isDragged ? at : null)}
            onDrop={() => dragged !== null && move(dragged, at)}
          />
        ))}
      </ol>
      <Button
        size="small"
        icon={<Plus />}
        onClick={() => write([], [...written, { id: freeId(lines.map(({ id }) => id)), text: "Says what is asked of the answer." }])}
      >
        Add criterion
      </Button>
      <RubricRanking cell={cell} values={values} draft={draft} />
    </section>
  );
}
