import { Coded } from "../kit/Coded.tsx";
import { formatCount } from "../kit/format.ts";
import { RowCalls } from "./RowCalls.tsx";
import style from "./RowDrawer.module.css";
import { RowFields } from "./RowFields.tsx";
import { RowVerdict } from "./RowVerdict.tsx";
import type { RowReading } from "./use-row-detail.ts";

/** What a row holds: the verdict, its fields, the calls behind it. */
export function RowDetails({ index, reading: { detail, problem } }: { readonly index: number; readonly reading: RowReading }) {
  if (problem !== null)
    return (
      <p className={style.soft} role="alert">
        <Coded>{problem}</Coded>
      </p>
    );
  if (detail === null) return null;
  return (
    <section className={style.details} aria-label={`Row ${formatCount(index + 1)}`}>
      <RowVerdict row={detail.row} />
      <RowFields row={detail.row} columns={detail.columns} />
      <RowCalls calls={detail.calls} />
    </section>
  );
}
