import { AssayError } from "../assay-error.ts";
import type { RowEnd } from "../data/row-ledger.ts";
import type { Row } from "../data/table.ts";
import { hasLoneSurrogate, promptKeyOf } from "./chat-messages.ts";
import { missingRoles } from "./column-roles.ts";
import type { Example, LeftOut, Shaped } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import type { Pair } from "./pair.ts";
import { pairsOf } from "./pairs.ts";
import { authorOf, originalModelOf, teacherProvenance } from "./provenance.ts";
import { itemOf, notUnicode, readAnswer, textIn } from "./read-answer.ts";
import { holdsTraces, taggedAnswer, traceOf } from "./reasoning.ts";

/**
 * Answers as supervised fine-tuning data. Of answers that were compared, those that won; each text of a prompt once. Failed, cut
 * off, withheld and empty answers, and conversations whose turns do not alternate, are left out with their reason; so are answers
 * without a reasoning trace where traces are asked for, since a student would learn to skip its own. Throws column-missing.
 */
export function sftForm(input: FormInput): Shaped {
  const { reasoning } = input.options;
  if (input.kind !== "answers" && input.kind !== "scores") {
    if (reasoning !== "none") throw noTracesOfPairs(input);
    return fromPairs(input);
  }
  if (reasoning !== "none" && !holdsTraces(input.roles))
    throw missingRoles(input.roles, input.schema, ["reasoning"], "so there are no traces to write");
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
    const taught = withTrace(response, row, input);
    if ("end" in taught) {
      leftOut.push({ row: at + 1, item, end: taught.end });
      continue;
    }
    const provenance = answerProvenance(row, input, itemOf(row, input.roles, prompt), prompt);
    examples.push({ row: at + 1, item, prompt, content: { type: "sft", ...taught }, provenance });
  }
  return { examples, leftOut };
}

type Taught = { readonly completion: string; readonly reasoning: string | null } | { readonly end: RowEnd };

/** An answer with the trace that goes along, or why its row can't. */
function withTrace(response: string, row: Row, { roles, options: { reasoning } }: FormInput): Taught {
  if (reasoning === "none") return { completion: response, reasoning: null };
  const trace = traceOf(row, roles);
  if (trace === null) return { end: { type: "filtered", reason: "no reasoning trace" } };
  if (hasLoneSurrogate(trace)) return { end: { type: "failed", reason: notUnicode } };
  if (reasoning !== "think-tags") return { completion: response, reasoning: trace };
  // Who takes the trace apart from the answer cuts at the first tag, or at the last.
  if (/<\/?think>/.test(trace + response)) return { end: { type: "filtered", reason: "think tags inside the trace or the answer" } };
  return { completion: taggedAnswer(trace, response), reasoning: null };
}

function noTracesOfPairs({ roles }: FormInput): AssayError {
  return new AssayError("column-missing", `\`${roles.table}\` holds pairs of answers, and no reasoning trace of either.`, {
    hint: "Export the teacher's table, or join the answers that won with it in a sql cell.",
    place: { key: "reasoning" },
  });
}

/** Who wrote one answer, and how. */
export function answerProvenance(row: Row, { roles, origins }: FormInput, item: string, prompt: Example["prompt"]): Row {
  const author = authorOf(row, roles);
  const sample = roles.name("sample");
  const original = originalModelOf(row, roles);
  const number = sample === null ? null : row[sample];
  return {
    ...teacherProvenance(item, prompt, [author], origins),
    assay_model: author.model || null,
    ...(original === null ? {} : { assay_original_model: original }),
    assay_sample: typeof number === "number" ? number : null,
    assay_simulated: origins.isSimulated(author.model),
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
    else
      examples.push({
        row,
        item,
        prompt: pair.prompt,
        content: { type: "sft", completion: pair.chosen, reasoning: null },
        provenance: winner(pair),
      });
    seen.add(key);
  }
  return { examples, leftOut: [...leftOut, ...again] };
}

function winner({ provenance }: Pair): Row {
  const { assay_chosen_model, assay_rejected_model: _, ...others } = provenance;
  return { ...others, assay_model: assay_chosen_model ?? null };
}
