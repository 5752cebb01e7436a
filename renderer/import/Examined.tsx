import { idSentences, promptSentences, reachSentences, tokenSentence } from "#shared/import/examination-words.ts";
import { Coded } from "../kit/Coded.tsx";
import { Choice, Field } from "../kit/Field.tsx";
import { countOf } from "../kit/format.ts";
import style from "./Import.module.css";
import type { ExaminationState } from "./use-examination.ts";

type ExaminedProps = {
  readonly state: ExaminationState;
  readonly cell: string;
  /** Whether the column whose ids are told is to name the item. */
  readonly isChosen: boolean;
  /** Whether rows that can't stay are left out. */
  readonly skips: boolean;
  readonly onSkip: (skips: boolean) => void;
  readonly onNumber: () => void;
};

/** Tokens of prompts and responses in one quiet line, or why there is none yet. */
export function TokenLine({ state }: { readonly state: ExaminationState }) {
  const said = tokenWords(state);
  return said === null ? null : (
    <p role="status" className={style.soft}>
      {said}
    </p>
  );
}

function tokenWords(state: ExaminationState): string | null {
  switch (state.type) {
    case "impossible":
      return null;
    case "looking":
      return "Counting tokens and looking for ids that come twice …";
    case "failed":
      return `The rows were not looked at closer: ${state.sentence}`;
    case "found":
      return tokenSentence(state.examination);
  }
}

/** Ids that come twice and what becomes of them, and empty prompts. */
export function Examined({ state, cell, isChosen, skips, onSkip, onNumber }: ExaminedProps) {
  if (state.type !== "found") return null;
  const { examination } = state;
  const ids = idSentences(examination);
  const others = [...promptSentences(examination), ...reachSentences(examination)];
  const odd = oddRows(state);
  if (ids.length + others.length === 0) return null;
  return (
    <div role="status" className={style.examined}>
      {[...ids, ...others].map((sentence) => (
        <p key={sentence}>
          <Coded>{sentence}</Coded>
        </p>
      ))}
      {ids.length > 0 && !isChosen ? <p className={style.soft}>{whatBecomes(examination.ids?.column)}</p> : null}
      {odd > 0 && isChosen ? (
        <Field
          label="Rows without an id of their own"
          help={
            skips
              ? `${countOf(odd, "row")} left out, counted in the ledger and listed in ${cell}_problems.`
              : "A run would stop at the first of them. Correct the file, or choose."
          }
        >
          {(ids) => (
            <Choice
              {...ids}
              value={skips ? "first" : ""}
              options={[
                { value: "", label: "choose …" },
                { value: "first", label: "keep the first row of each id, leave the others out" },
                { value: "number", label: "keep all, and number the rows instead" },
              ]}
              onChange={(value) => (value === "number" ? onNumber() : onSkip(value === "first"))}
            />
          )}
        </Field>
      ) : null}
    </div>
  );
}

/** Rows that can't stay where the column names the item. */
export function oddRows(state: ExaminationState): number {
  const ids = state.type === "found" ? state.examination.ids : null;
  return ids === null ? 0 : ids.repeated.count + ids.missing.count;
}

function whatBecomes(column: string | undefined): string {
  return column === "item"
    ? "They stay: several rows may be of one item."
    : "They stay: rows are numbered, unless that column is chosen as the item column.";
}
