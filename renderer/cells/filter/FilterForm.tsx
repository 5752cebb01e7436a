import { useState } from "react";
import type { Problem } from "#shared/assay-error.ts";
import { stepKinds } from "#shared/filter/steps.ts";
import { Choice } from "../../kit/Field.tsx";
import { reportFailure } from "../../state/failure.ts";
import { useSession } from "../../state/hooks.ts";
import { writeValue } from "../../state/session-edits.ts";
import type { FormLeadProps } from "../cell-view.ts";
import list from "../LineForm.module.css";
import { moved } from "../rubric/rubric-criteria.ts";
import style from "./FilterForm.module.css";
import { FilterStepRow } from "./FilterStepRow.tsx";
import { stepLines } from "./filter-steps.ts";
import { useStepCounts } from "./use-step-counts.ts";

const kinds = Object.values(stepKinds);
const choices = [{ value: "", label: "Add a step …" }, ...kinds.map(({ type, title }) => ({ value: type, label: title }))];

/** The steps as a list to order, to switch off and to set, each with what it kept. */
export function FilterForm({ cell, values, problems, names }: FormLeadProps) {
  const session = useSession();
  const counts = useStepCounts(cell);
  const [opened, setOpened] = useState<number | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const lines = stepLines(values, counts);
  if (lines === null) return <p className={list.note}>The steps are no list. Mend them under Text.</p>;
  const write = (path: readonly (string | number)[], value: unknown): void => {
    try {
      writeValue(session, cell, ["steps", ...path], value);
    } catch (error) {
      reportFailure(error);
    }
  };
  const written: readonly unknown[] = Array.isArray(values.steps) ? values.steps : [];
  const move = (from: number, to: number): void => {
    const next = moved(written, from, to);
    if (next === written) return;
    setFocused(to);
    setOpened(opened === from ? to : null);
    write([], next);
  };
  const add = (type: string): void => {
    const kind = kinds.find((each) => each.type === type);
    if (kind === undefined) return;
    setOpened(written.length);
    write([], [...written, kind.starter]);
  };
  return (
    <section className={list.form} aria-label={`Steps of ${cell}`}>
      <ol className={list.lines}>
        {lines.map((line, at) => (
          <FilterStepRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its place
            key={at}
            line={line}
            place={{ at, of: lines.length }}
            names={names}
            problems={problemsOf(problems, at)}
            isOpen={opened === at}
            isReading={counts.isReading}
            onOpen={() => setOpened(opened === at ? null : at)}
            isFocused={focused === at}
            onFocused={() => setFocused(null)}
            onChange={(key, value) => write([at, ...key.split(".")], value)}
            onMove={(by) => move(at, at + by)}
            onRemove={() => write([], written.toSpliced(at, 1))}
            onDrag={(isDragged) => setDragged(isDragged ? at : null)}
            onDrop={() => dragged !== null && move(dragged, at)}
          />
        ))}
      </ol>
      <div className={style.add}>
        <Choice aria-label={`Add a step to ${cell}`} value="" options={choices} onChange={add} />
      </div>
    </section>
  );
}

/** Problems at one step, by the step's own key; "" for the step as a whole. */
function problemsOf(problems: readonly Problem[], at: number): ReadonlyMap<string, string> {
  const place = `steps.${at}`;
  return new Map(
    problems.flatMap(({ place: { key }, sentence }) =>
      key === place ? [["", sentence] as const] : key?.startsWith(`${place}.`) ? [[key.slice(place.length + 1), sentence] as const] : [],
    ),
  );
}
