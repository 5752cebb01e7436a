/**
 * The simulation's tokens: up to four letters or three digits with the space before them, or one other character. Pieces
 * join to the text again; English comes to about four characters a token.
 */
export function splitTokens(text: string): readonly string[] {
  return text.match(/\s*(?:\p{L}{1,4}|\p{N}{1,3}|[^\p{L}\p{N}\s])|\s+$/gu) ?? [];
}

export function countTokens(text: string): number {
  return splitTokens(text).length;
}
