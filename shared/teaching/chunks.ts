/** A piece of a text, with where it stands: code units, the end exclusive. */
export type Chunk = { readonly text: string; readonly start: number; readonly end: number };

type Span = { readonly start: number; readonly end: number; readonly tokens: number };

/**
 * Cuts a text into chunks of at most `most` tokens, at borders of paragraphs where they come in the last half of a chunk, else
 * of sentences, else of words. Each chunk but the first begins with up to `overlap` tokens of whole sentences of the one before.
 */
export function chunkText(
  text: string,
  options: { readonly most: number; readonly overlap: number; readonly countTokens: (text: string) => number },
): readonly Chunk[] {
  const spans = sentencesOf(text, options);
  const chunks: Chunk[] = [];
  let from = 0;
  while (from < spans.length) {
    let [to, tokens] = [from, 0];
    while (to < spans.length && (to === from || tokens + (spans[to]?.tokens ?? 0) <= options.most)) {
      tokens += spans[to]?.tokens ?? 0;
      to += 1;
    }
    if (to < spans.length) to = paragraphBorder(text, spans, { from, to, half: options.most / 2 });
    const chunk = trimmed(text, spans[from]?.start ?? 0, spans[to - 1]?.end ?? 0);
    if (chunk !== null) chunks.push(chunk);
    if (to >= spans.length) break;
    let [next, shared] = [to, 0];
    while (next - 1 > from && shared + (spans[next - 1]?.tokens ?? 0) <= options.overlap) {
      next -= 1;
      shared += spans[next]?.tokens ?? 0;
    }
    from = next;
  }
  return chunks;
}

/** The last end of a paragraph before `to` that leaves the chunk more than half full; `to` when there is none. */
function paragraphBorder(
  text: string,
  spans: readonly Span[],
  { from, to, half }: { readonly from: number; readonly to: number; readonly half: number },
): number {
  let tokens = spans.slice(from, to).reduce((sum, span) => sum + span.tokens, 0);
  for (let at = to; at > from; at -= 1) {
    if (/\n\s*\n\s*$/.test(text.slice(spans[at - 1]?.start, spans[at - 1]?.end))) return at;
    tokens -= spans[at - 1]?.tokens ?? 0;
    if (tokens < half) break;
  }
  return to;
}

/** Sentences with the space behind them; one longer than a chunk is cut between words, a word longer than a chunk between characters. */
function sentencesOf(
  text: string,
  { most, countTokens }: { readonly most: number; readonly countTokens: (text: string) => number },
): readonly Span[] {
  const spans: Span[] = [];
  const add = (start: number, piece: string, pattern: readonly RegExp[]): void => {
    const tokens = countTokens(piece);
    const [finer, ...rest] = pattern;
    if (tokens <= most || finer === undefined) {
      spans.push({ start, end: start + piece.length, tokens });
      return;
    }
    for (const found of piece.matchAll(finer)) add(start + found.index, found[0], rest);
  };
  for (const found of text.matchAll(/[\s\S]+?(?:[.!?。！？]["'”’)\]]*(?:\s+|$)|\n\s*\n\s*|$)/gu)) {
    if (found[0] !== "") add(found.index, found[0], [/\S+\s*|\s+/gu, /[\s\S]{1,16}/gu]);
  }
  return spans;
}

function trimmed(text: string, start: number, end: number): Chunk | null {
  const piece = text.slice(start, end);
  const inner = piece.trim();
  if (inner === "") return null;
  const from = start + piece.indexOf(inner);
  return { text: inner, start: from, end: from + inner.length };
}
