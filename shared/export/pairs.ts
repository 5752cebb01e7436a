import type { RowEnd } from "../data/row-ledger.ts";
import type { Row } from "../data/table.ts";
import { comparisonPairs } from "./comparison-pairs.ts";
import type { LeftOut } from "./example.ts";
import { type FormInput, pairColumns } from "./form-input.ts";
import type { Pair, Pairs } from "./pair.ts";
import { type Author, authorOf, judgedBy, judgesOf, principlesOf, teacherProvenance } from "./provenance.ts";
import { itemOf, readTexts, textIn, valueOf } from "./read-answer.ts";
import { scorePairs } from "./score-pairs.ts";

/** Pairs of a table, from whatever says which answer is better. A tie is none, nor is a verdict that hangs on the order. */
export function pairsOf(input: FormInput): Pairs {
  switch (input.kind) {
    case "comparisons":
      return comparisonPairs(input);
    case "scores":
      return scorePairs(input);
    case "pairs":
    case "labels":
    case "answers":
    case "prompts":
    case "rows":
      return orderedPairs(input);
  }
}

/** Rows that hold the better and the worse answer already. */
function orderedPairs(input: FormInput): Pairs {
  const { roles, rows, origins } = input;
  const columns = pairColumns(roles) ?? ["chosen", "rejected"];
  const pairs: Pair[] = [];
  const leftOut: LeftOut[] = [];
  for (const [at, row] of rows.entries()) {
    const leave = (end: RowEnd): number => leftOut.push({ row: at + 1, item: textIn(row, roles, "item"), end });
    const reading = readTexts(row, roles, columns);
    if (!reading.ok) {
      leave({ type: "failed", reason: reading.reason });
      continue;
    }
    const [chosen = "", rejected = ""] = reading.texts;
    if (chosen === rejected) {
      leave({ type: "filtered", reason: "equal answers" });
      continue;
    }
    const { prompt } = reading;
    const original: Author = { model: textIn(row, roles, "model"), wrote: "answer" };
    const [better, worse] = [
      named(row.chosen_model) ?? (columns[0] === roles.name("response") ? authorOf(row, roles) : original),
      named(row.rejected_model) ?? original,
    ];
    const judges = judgesOf([row], roles);
    const authors = [better, worse].filter(({ model }) => model !== "");
    const margin = valueOf(row, roles, "margin");
    pairs.push({
      row: at + 1,
      item: textIn(row, roles, "item"),
      prompt,
      chosen,
      rejected,
      margin: typeof margin === "number" && Number.isFinite(margin) && margin >= 0 ? margin : null,
      provenance: {
        ...teacherProvenance(itemOf(row, roles, prompt), prompt, authors, origins),
        assay_chosen_model: better.model || null,
        assay_rejected_model: worse.model || null,
        assay_judges: judges.join(", ") || null,
        assay_judged_by: judgedBy([row], roles),
        assay_principle: principlesOf(row),
        assay_rubric_version: origins.rubricVersion,
        assay_simulated: [...authors.map(({ model }) => model), ...judges].some(origins.isSimulated),
      },
    });
  }
  return { pairs, leftOut };
}

function named(model: Row[string] | undefined): Author | null {
  return typeof model === "string" ? { model, wrote: "answer" } : null;
}
