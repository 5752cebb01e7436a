import { AssayError } from "../assay-error.ts";
import type { Row } from "../data/table.ts";
import { promptKeyOf } from "./chat-messages.ts";
import type { Example, LeftOut, Shaped } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import { answerProvenance } from "./form-sft.ts";
import type { Pair } from "./pair.ts";
import { pairsOf } from "./pairs.ts";
import { judgedBy, judgesOf } from "./provenance.ts";
import { itemOf, readAnswer, textIn, valueOf } from "./read-answer.ts";
import { scoredAnswers } from "./scored-answers.ts";

/**
 * Single answers marked desirable or not (KTO): both sides of each pair, answers at or above a score, or those somebody accepted.
 * Throws column-missing when only one of the two occurs, or when scores have no threshold.
 */
export function unpairedForm(input: FormInput): Shaped {
  const shaped = input.kind === "labels" ? fromLabels(input) : input.kind === "scores" ? fromScores(input) : fromPairs(input);
  const marks = new Set(shaped.examples.map(({ content }) => content.type === "unpaired" && content.label));
  if (shaped.examples.length === 0 || marks.size === 2) return shaped;
  const hint = input.kind === "scores" ? "Move `threshold` between the scores." : "Export more rows, or a table with both.";
  throw oneMark(`Every answer in \`${input.roles.table}\``, marks.has(true), hint);
}

/** Whether rows that are written still hold both: lengths and splits may have taken the last of one. Throws column-missing. */
export function requireBothMarks(rows: Iterable<Row>, split: string): void {
  const marks = new Set<unknown>();
  for (const row of rows) {
    marks.add(row.label ?? row.kto_tag);
    if (marks.size === 2) return;
  }
  const hint = "Export more rows, or hold fewer of them out and raise `max_length`.";
  if (marks.size === 1) throw oneMark(`Every answer of the split ${split}`, marks.has(true), hint);
}

function oneMark(which: string, isDesirable: boolean, hint: string): AssayError {
  return new AssayError("column-missing", `${which} would be ${isDesirable ? "desirable" : "undesirable"}; KTO learns from both.`, {
    hint,
    place: { key: "from" },
  });
}

function fromPairs(input: FormInput): Shaped {
  const { pairs, leftOut } = pairsOf(input);
  const seen = new Map<string, Example>();
  const again: LeftOut[] = [];
  for (const pair of pairs) {
    for (const label of [true, false]) {
      const example = sideOf(pair, label);
      const key = JSON.stringify([promptKeyOf(pair.prompt), label ? pair.chosen : pair.rejected]);
      const known = seen.get(key);
      if (known === undefined) seen.set(key, example);
      // The same text may win here and lose there; the first verdict stands, the others are counted.
      else
        again.push({
          row: pair.row,
          item: pair.item,
          end: { type: "filtered", reason: isMarked(known, label) ? "marked already" : "won and lost" },
        });
    }
  }
  return { examples: [...seen.values()], leftOut: [...leftOut, ...again] };
}

function isMarked({ content }: Example, label: boolean): boolean {
  return content.type === "unpaired" && content.label === label;
}

function sideOf({ row, item, prompt, chosen, rejected, provenance }: Pair, label: boolean): Example {
  const { assay_chosen_model, assay_rejected_model, ...others } = provenance;
  const model = (label ? assay_chosen_model : assay_rejected_model) ?? null;
  return {
    row,
    item,
    prompt,
    content: { type: "unpaired", completion: label ? chosen : rejected, label },
    provenance: { ...others, assay_model: model },
  };
}

function fromScores(input: FormInput): Shaped {
  const { threshold } = input.options;
  if (threshold === null) {
    throw new AssayError("column-missing", "Answers with scores need a `threshold`: desirable from where on?", {
      hint: "Write `threshold: 7`, or another score.",
      place: { key: "threshold" },
    });
  }
  const { answers, leftOut } = scoredAnswers(input);
  const examples = answers.map(({ row, item, prompt, response, score, rows }): Example => {
    const [first = {}] = rows;
    const judges = judgesOf(rows, input.roles);
    const own = answerProvenance(first, input, itemOf(first, input.roles, prompt), prompt);
    const provenance = {
      ...own,
      assay_score: score,
      assay_judges: judges.join(", ") || null,
      assay_judged_by: judgedBy(rows, input.roles),
      assay_rubric_version: input.origins.rubricVersion,
      assay_simulated: own.assay_simulated === true || judges.some(input.origins.isSimulated),
    };
    return { row, item, prompt, content: { type: "unpaired", completion: response, label: score >= threshold }, provenance };
  });
  return { examples, leftOut };
}

function fromLabels(input: FormInput): Shaped {
  const { roles } = input;
  const examples: Example[] = [];
  const leftOut: LeftOut[] = [];
  for (const [at, row] of input.rows.entries()) {
    const item = textIn(row, roles, "item");
    const label = valueOf(row, roles, "label");
    const reading = readAnswer(row, roles);
    if (!reading.ok) leftOut.push({ row: at + 1, item, end: { type: "failed", reason: reading.reason } });
    else if (typeof label !== "boolean")
      leftOut.push({ row: at + 1, item, end: { type: "unscored", reason: row.skipped === true ? "skipped" : "no label" } });
    else {
      const { prompt, response } = reading;
      const provenance = {
        ...answerProvenance(row, input, itemOf(row, roles, prompt), prompt),
        assay_judges: textIn(row, roles, "judge") || null,
        assay_judged_by: judgedBy([row], roles),
      };
      examples.push({ row: at + 1, item, prompt, content: { type: "unpaired", completion: response, label }, provenance });
    }
  }
  return { examples, leftOut };
}
