import { AssayError } from "../assay-error.ts";
import type { CardTokens } from "./dataset-card.ts";
import { type Example, leaveOut, type Shaped, textsOf } from "./example.ts";

export type LengthLimit = {
  /** Most tokens a row may have. */
  readonly limit: number;
  readonly overLong: "drop" | "refuse";
};

/** Counts a text's tokens; `name` says by which encoding. */
export type Tokenizer = { readonly name: string; readonly count: (text: string) => number };

/** Holds rows against a limit: what is longer is left out, or refused as the limit says. Throws data-unreadable. */
export function withinLength(
  shaped: Shaped,
  { limit, overLong }: LengthLimit,
  { name, count }: Tokenizer,
): { readonly shaped: Shaped; readonly tokens: CardTokens } {
  const lengths = new Map(shaped.examples.map((example) => [example, lengthOf(example, count)]));
  const lengthIn = (example: Example): number => lengths.get(example) ?? 0;
  const tooLong = shaped.examples.filter((example) => lengthIn(example) > limit);
  const [first] = tooLong;
  if (overLong === "refuse" && first !== undefined) {
    throw new AssayError(
      "data-unreadable",
      `${tooLong.length} of ${shaped.examples.length} rows have more than ${limit} tokens; row ${first.row} has ${lengthIn(first)}.`,
      { hint: "Raise `max_length`, or write `over_long: drop` to leave them out.", place: { key: "max_length", row: first.row } },
    );
  }
  const kept = leaveOut(shaped, (example) => (lengthIn(example) > limit ? `more than ${limit} tokens` : null));
  const sorted = kept.examples.map(lengthIn).sort((one, other) => one - other);
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
