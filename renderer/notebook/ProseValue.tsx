import { useMemo } from "react";
import type { ValueReference } from "#shared/notebook/prose-values.ts";
import { findValue, type ProseValue as Value, valueInRows } from "#shared/notebook/resolve-value.ts";
import { useRows } from "../cells/use-rows.ts";
import { Coded } from "../kit/Coded.tsx";
import { useSessionView } from "../state/hooks.ts";
import style from "./ProseValue.module.css";
import { useSeen } from "./use-seen.ts";

/** `{{ name.member }}` in a text: the last result's value, live; a row is read once the text is on screen. */
export function ProseValue({ reference }: { readonly reference: ValueReference }) {
  const cells = useSessionView((view) => view.remote.cells);
  const found = useMemo(() => findValue(reference, cells), [reference, cells]);
  const [place, seen] = useSeen();
  const wanted = found.type === "row" && seen ? found : null;
  const first = useRows({ table: wanted?.table.name ?? null, version: wanted?.version ?? "", most: wanted?.most ?? 1 });
  const isReading = found.type === "row" && first === null;
  return (
    <span ref={place} data-value={reference.raw} aria-busy={isReading || undefined}>
      {isReading ? (
        "…"
      ) : (
        <Shown value={found.type === "row" ? valueInRows(found, first?.rows ?? [], reference) : found} reference={reference} />
      )}
    </span>
  );
}

function Shown({ value, reference }: { readonly value: Value; readonly reference: ValueReference }) {
  switch (value.type) {
    case "value":
      return (
        <span className={`${style.value} ${value.mark === null ? "" : style.marked}`} title={titleOf(value, reference)}>
          {value.text}
          {value.mark === null ? null : <span className={style.mark}>{` (${value.mark})`}</span>}
        </span>
      );
    case "missing":
      return (
        <span className={style.missing} title={`${value.cell} has no result yet`}>
          (not run yet)
        </span>
      );
    case "problem":
      return (
        <span className={style.problem}>
          <code>{reference.raw}</code> <Coded>{`${value.sentence} ${value.hint}`}</Coded>
        </span>
      );
    case "text":
      return reference.raw;
  }
}

function titleOf({ reason, isSimulated }: Extract<Value, { readonly type: "value" }>, { name, member }: ValueReference): string {
  return [`${name}.${member}`, isSimulated ? "simulated" : "", reason === "" ? "" : `stale: ${reason}`].filter(Boolean).join(" · ");
}
