import { useState } from "react";
import type { ShownItem } from "#shared/labelling/label-screen.ts";
import { answersSoFar, type CriterionAnswers, nextTurn } from "./rubric-answers.ts";

export type RubricTurn = {
  readonly said: CriterionAnswers;
  /** The criterion whose turn it is. */
  readonly at: number;
  readonly say: (at: number, value: number | null) => void;
  readonly turnTo: (at: number) => void;
};

/** What was said of the item's criteria so far; another item begins with what was said of it before. */
export function useRubricTurn(item: ShownItem | null): RubricTurn {
  const key = item?.key ?? null;
  const [kept, setKept] = useState<{ readonly key: string | null; readonly said: CriterionAnswers; readonly at: number }>({
    key: null,
    said: {},
    at: 0,
  });
  const { said, at } = kept.key === key ? kept : { said: item === null ? {} : answersSoFar(item), at: 0 };
  return {
    said,
    at,
    say: (index, value) => {
      const criterion = item?.rubric[index];
      if (item === null || criterion === undefined) return;
      const next = { ...said, [criterion.id]: value };
      setKept({ key, said: next, at: nextTurn(item, next, index) });
    },
    turnTo: (index) => setKept({ key, said, at: Math.max(0, Math.min((item?.rubric.length ?? 1) - 1, index)) }),
  };
}
