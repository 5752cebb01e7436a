import type { ShownItem } from "#shared/labelling/label-screen.ts";

/** What was said of each criterion so far; missing: nothing yet. */
export type CriterionAnswers = { readonly [id: string]: number | null | undefined };

type Criterion = ShownItem["rubric"][number];

export function optionsOf({
  levels,
}: Criterion): readonly { readonly value: number | null; readonly label: string; readonly keys: string }[] {
  const given =
    levels === null
      ? [
          { value: 1, label: "Met", keys: "Y" },
          { value: 0, label: "Not met", keys: "N" },
        ]
      : levels.map((label, level) => ({ value: level, label, keys: String(level) }));
  return [...given, { value: null, label: "Can't say", keys: "?" }];
}

/** The answers of an item that was labelled before; none else. */
export function answersSoFar(item: ShownItem): CriterionAnswers {
  return item.given?.answer.type === "rubric" ? item.given.answer.criteria : {};
}

/** Every criterion's answer, or null while one is missing. */
export function allAnswers(item: ShownItem, said: CriterionAnswers): { readonly [id: string]: number | null } | null {
  const answers: Record<string, number | null> = {};
  for (const { id } of item.rubric) {
    const value = said[id];
    if (value === undefined) return null;
    answers[id] = value;
  }
  return answers;
}

/** The criterion whose turn comes after `at`: the next without an answer, else the next one. */
export function nextTurn(item: ShownItem, said: CriterionAnswers, at: number): number {
  const open = item.rubric.findIndex(({ id }, index) => index > at && said[id] === undefined);
  if (open !== -1) return open;
  const earlier = item.rubric.findIndex(({ id }) => said[id] === undefined);
  return earlier === -1 ? Math.min(at + 1, item.rubric.length - 1) : earlier;
}
