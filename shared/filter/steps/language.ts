import { createLetterCounter, scriptNames } from "../scripts.ts";
import type { Drop, StepKindOf } from "../step.ts";
import { stepTexts, withoutText } from "../step-text.ts";
import { columnField, percent, percentSet, readsText } from "./fields.ts";

export const language: StepKindOf<"language"> = {
  type: "language",
  title: "Script",
  sentence: "Texts whose letters are mostly of another script are dropped: a cheap stand-in for their language.",
  describe: ({ script, share }) => `at least ${percentSet(share)} of the letters ${script.join(" or ")}`,
  needs: () => readsText,
  run: (step, context) => {
    const { rows } = context;
    const { column, texts } = stepTexts(step, context);
    const count = createLetterCounter(step.script);
    let undecided = 0;
    const drops = texts.flatMap((text, at): readonly Drop[] => {
      const { letters, inScript } = count(text ?? "");
      if (letters === 0) undecided += 1;
      if (letters === 0 || inScript / letters >= step.share) return [];
      return [{ row: rows[at] ?? 0, reason: `${percent(inScript / letters)} of ${letters} letters ${step.script.join(" or ")}` }];
    });
    return { column, drops, notes: withoutText(undecided, "letters") };
  },
  starter: { type: "language", script: "latin", share: 0.8 },
  fields: [
    columnField,
    { key: "script", label: "Script", control: { type: "choice", options: scriptNames } },
    { key: "share", label: "Share of the letters", control: { type: "number", min: 0, max: 1, step: 0.05 } },
  ],
};
