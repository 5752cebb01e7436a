import type { WrittenToken } from "./written-tokens.ts";

/** A text both wrote up to some place, in other tokens: what each gave it in all, and how many bytes it has (UTF-8). */
export type SharedText = {
  readonly item: string;
  readonly bytes: number;
  readonly teacherLogprob: number;
  readonly studentLogprob: number;
};

/** Where two texts go on alike but in tokens that end elsewhere: the first such tokens, teacher's and student's. */
export type OtherTokens = { readonly item: string; readonly teacher: string; readonly student: string };

/**
 * The first tokens of two writings of one text that end at different places, though the text itself goes on alike beyond both: a sign of
 * different tokenizers. Null where the two part in what they say, or say the same in the same tokens.
 */
export function otherTokenEnds(teacher: readonly WrittenToken[], student: readonly WrittenToken[]): Omit<OtherTokens, "item"> | null {
  const at = teacher.findIndex(({ token }, place) => token !== student[place]?.token);
  const [own, theirs] = [teacher[at]?.token, student[at]?.token];
  if (own === undefined || theirs === undefined || own === "" || theirs === "") return null;
  const longest = Math.max(own.length, theirs.length);
  const [left, right] = [teacher, student].map((tokens) => textOf(tokens.slice(at, at + longest)).slice(0, longest));
  return left === right && left?.length === longest ? { teacher: own, student: theirs } : null;
}

/** The longest beginning that both wrote and that ends with a token of each; null where there is none, or a log-probability is not known. */
export function sharedText(item: string, teacher: readonly WrittenToken[], student: readonly WrittenToken[]): SharedText | null {
  const [text, other] = [textOf(teacher), textOf(student)];
  let alike = 0;
  while (alike < text.length && text[alike] === other[alike]) alike++;
  const [own, theirs] = [endsOf(teacher), endsOf(student)];
  const end = Math.max(0, ...[...own.keys()].filter((length) => length <= alike && theirs.has(length)));
  const [teacherLogprob = null, studentLogprob = null] = [own.get(end), theirs.get(end)];
  if (end === 0 || teacherLogprob === null || studentLogprob === null) return null;
  return { item, bytes: new TextEncoder().encode(text.slice(0, end)).length, teacherLogprob, studentLogprob };
}

/** By the length of the text up to a token's end, the log-probability of all of it; null from the first token on whose own is not known. */
function endsOf(tokens: readonly WrittenToken[]): ReadonlyMap<number, number | null> {
  let [length, sum]: [number, number | null] = [0, 0];
  return new Map(
    tokens.map(({ token, logprob }) => {
      length += token.length;
      sum = sum === null || logprob === null ? null : sum + logprob;
      return [length, sum] as const;
    }),
  );
}

function textOf(tokens: readonly WrittenToken[]): string {
  return tokens.map(({ token }) => token).join("");
}
