import type { Value } from "../../data/table.ts";
import type { Candidate } from "./next-token.ts";

/**
 * A token as it was written, with what its writer held likeliest at that place; `isRanked` is false where no list came with it, and `top`
 * holds the token itself, whatever rank it had. `logprob` is the token's own, null where it is not known.
 */
export type WrittenToken = {
  readonly token: string;
  readonly top: readonly Candidate[];
  readonly isRanked: boolean;
  readonly logprob: number | null;
};

/** The tokens of a `logprobs` column; where no list came with one, what is known of the token itself stands for it. */
export function writtenTokens(value: Value | undefined): readonly WrittenToken[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: Value) => {
    const { token, logprob, top } = fieldsOf(each);
    if (typeof token !== "string") return [];
    const named = candidatesIn(top);
    const isRanked = named.length > 0 || typeof logprob !== "number";
    const own = typeof logprob === "number" ? logprob : (named.find((candidate) => candidate.token === token)?.logprob ?? null);
    return [{ token, top: isRanked ? named : [{ token, logprob }], isRanked, logprob: own }];
  });
}

/** A list of tokens with their log-probabilities; entries that are neither are left out. */
export function candidatesIn(value: Value | undefined): readonly Candidate[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: Value) => {
    const { token, logprob } = fieldsOf(each);
    return typeof token === "string" && typeof logprob === "number" ? [{ token, logprob }] : [];
  });
}

function fieldsOf(value: Value | undefined): { readonly [field: string]: Value | undefined } {
  const isStruct = typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
  return isStruct ? (value as { readonly [field: string]: Value }) : {};
}
