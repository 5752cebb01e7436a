import type { Row } from "../data/table.ts";
import { promptKeyOf } from "./chat-messages.ts";
import type { Example, LeftOut, Shaped } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import type { Pair } from "./pair.ts";
import { pairsOf } from "./pairs.ts";
import { teacherProvenance } from "./provenance.ts";
import { itemOf, readAnswer, textIn } from "./read-answer.ts";

/**
 * Answers as supervised fine-tuning data. Of answers that were compared, those that won; each text of a prompt once. Failed, cut
 * off, withheld and empty answers, and conversations whose turns do not alternate, are left out with their reason.
 */
export function sftForm(input: FormInput): Shaped {
  if (input.kind !== "answers" && input.kind !== "scores") return fromPairs(input);
  const examples: Example[] = [];
  const leftOut: LeftOut[] = [];
  for (const [at, row] of input.rows.entries()) {
    const reading = readAnswer(row, input.roles);
    const item = textIn(row, input.roles, "item");
    if (!reading.ok) {
      leftOut.push({ row: at + 1, item, end: { type: "failed", reason: reading.reason } });
      continue;
    }
    const { prompt, response } = reading;
    const provenance = answerProvenance(row, input, itemOf(row, input.roles, prompt), prompt);
    examples.push({ row: at + 1, item, prompt, content: { type: "sft", completion: response }, provenance });
  }
  return { examples, leftOut };
}

/** Who wrote one answer, and how. */
export function answerProvenance(row: Row, { roles, origins }: FormInput, item: string, prompt: Example["prompt"]): Row {
  const model = textIn(row, roles, "model");
  const sample = roles.name("sample");
  const number = sample === null ? null : row[sample];
  return {
    ...teacherProvenance(item, prompt, [model], origins),
    assay_model: model || null,
    assay_sample: typeof number === "number" ? number : null,
    assay_simulated: origins.isSimulated(model),
  };
}

function fromPairs(input: FormInput): Shaped {
  const { pairs, leftOut } = pairsOf(input);
  const seen = new Set<string>();
  const examples: Example[] = [];
  const again: LeftOut[] = [];
  for (const pair of pairs) {
    const key = JSON.stringify([promptKeyOf(pair.prompt), pair.chosen]);
    const { row, item } = pair;
    if (seen.has(key)) again.push({ row, item, end: { type: "filtered", reason: "won already, same text" } });
    else examples.push({ row, item, prompt: pair.prompt, content: { type: "sft", completion: pair.chosen }, provenance: winner(pair) });
    seen.add(key);
  }
  return { examples, leftOut: [...leftOut, ...again] };
}

function winner({ provenance }: Pair): Row {
  const { assay_chosen_model, assay_rejected_model: _, ...others } = provenance;
  return { ...others, assay_model: assay_chosen_model ?? null };
}
