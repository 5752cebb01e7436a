import { AssayError } from "#shared/assay-error.ts";
import type { ExportBody } from "#shared/cells/export.ts";
import type { CardTokens } from "#shared/export/dataset-card.ts";
import { type Example, leaveOut, type Shaped, textsOf } from "#shared/export/example.ts";
import { breathe } from "../../interpreter.ts";
import type { EngineParts } from "../../parts/engine-parts.ts";

const perBreath = 200;

/** Holds rows against the cell's limit: what is longer is left out, or refused as the cell says. Throws data-unreadable. */
export async function withinLength(
  shaped: Shaped,
  { max_length: limit, over_long: overLong }: ExportBody,
  parts: EngineParts,
  signal: AbortSignal,
): Promise<{ readonly shaped: Shaped; readonly tokens: CardTokens | null }> {
  if (limit === undefined) return { shaped, tokens: null };
  const { name, count } = await parts.tokenizer();
  const lengths = new Map<Example, number>();
  for (const [at, example] of shaped.examples.entries()) {
    if (at % perBreath === 0) {
      await breathe();
      signal.throwIfAborted();
    }
    lengths.set(example, lengthOf(example, count));
  }
  const tooLong = shaped.examples.filter((example) => (lengths.get(example) ?? 0) > limit);
  const [first] = tooLong;
  if (overLong === "refuse" && first !== undefined) {
    throw new AssayError(
      "data-unreadable",
      `${tooLong.length} of ${shaped.examples.length} rows have more than ${limit} tokens; row ${first.row} has ${lengths.get(first)}.`,
      { hint: "Raise `max_length`, or write `over_long: drop` to leave them out.", place: { key: "max_length", row: first.row } },
    );
  }
  const kept = leaveOut(shaped, (example) => ((lengths.get(example) ?? 0) > limit ? `more than ${limit} tokens` : null));
  const sorted = kept.examples.map((example) => lengths.get(example) ?? 0).sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { shaped: kept, tokens: { tokenizer: name, median, longest: sorted.at(-1) ?? 0, limit } };
}

/** Chat formats add a few tokens around each message. */
const aroundMessage = 4;

/** Tokens of the prompt and the longest of its answers: what one training example holds at most. */
function lengthOf({ prompt, content }: Example, count: (text: string) => number): number {
  const asked = prompt.reduce((sum, message) => sum + count(message.content) + aroundMessage, 0);
  const answers = textsOf(content).map((text) => count(text) + aroundMessage);
  return asked + Math.max(0, ...answers);
}
