import { compilePattern } from "../../rubric/pattern.ts";
import type { Drop, StepKindOf } from "../step.ts";
import { stepTexts } from "../step-text.ts";
import { columnField, readsText } from "./fields.ts";

export const pattern: StepKindOf<"pattern"> = {
  type: "pattern",
  title: "Pattern",
  sentence: "Texts that match a regular expression, or do not, are dropped; matched in time linear in the text.",
  describe: ({ require, reject }) => (require === undefined ? `without ${reject}` : `with ${require}`),
  needs: () => readsText,
  run: (step, context) => {
    const { rows } = context;
    const { column, texts } = stepTexts(step, context);
    const { isIn } = compilePattern(step.require ?? step.reject ?? "", step.flags);
    const isRequired = step.require !== undefined;
    const reason = isRequired ? `no match of ${step.require}` : `a match of ${step.reject}`;
    const drops = texts.flatMap((text, at): readonly Drop[] => {
      const row = rows[at] ?? 0;
      if (text === null) return isRequired ? [{ row, reason: "no text to match" }] : [];
      return isIn(text) === isRequired ? [] : [{ row, reason }];
    });
    return { column, drops, notes: [] };
  },
  starter: { type: "pattern", reject: "https?://" },
  fields: [
    columnField,
    { key: "reject", label: "Without", help: "A regular expression.", control: { type: "line" } },
    { key: "require", label: "With", help: "A regular expression.", control: { type: "line" } },
    { key: "flags", label: "Flags", help: "i, m and s.", control: { type: "line" } },
  ],
};
