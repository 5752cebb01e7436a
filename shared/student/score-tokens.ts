import { AssayError } from "../assay-error.ts";
import type { Candidate } from "../statistics/distillation/next-token.ts";
import type { WrittenToken } from "../statistics/distillation/written-tokens.ts";
import { hashOfText } from "../statistics/texts/hash-of-text.ts";
import { contextOf, type NGramModel, nextDistribution, trainNGram } from "./n-gram-model.ts";

/** A text as its teacher wrote it, with what the teacher held likely at each place. */
export type WrittenText = {
  readonly item: string;
  readonly sample: number;
  readonly model: string;
  readonly tokens: readonly Pick<WrittenToken, "token" | "top">[];
};

/** One place of a text: the teacher's likeliest tokens, and what the student gives the same ones. */
export type ScoredToken = {
  readonly item: string;
  readonly sample: number;
  readonly model: string;
  readonly position: number;
  readonly token: string;
  readonly teacher: readonly Candidate[];
  readonly student: readonly Candidate[];
  readonly student_logprob: number;
  /** The largest probability of any token `student` leaves out. */
  readonly student_unlisted_max: number;
};

const mostFolds = 5;
/** Of its own likeliest tokens, as many as an API would list at most. */
const ownListed = 20;

/**
 * What a student says at each place of its teacher's texts. Where it would be asked of items it learned from, five students
 * are trained, each without a fifth of the items, and each speaks of the items it never saw. The vocabulary is closed, as for the
 * held-out loss: what a student leaves for tokens it never saw is dealt equally among all that are named anywhere and it never saw.
 */
export function scoreTokens(
  learned: readonly { readonly item: string; readonly tokens: readonly string[] }[],
  texts: readonly WrittenText[],
  settings: { readonly order: number; readonly seed: number },
): readonly ScoredToken[] {
  const known = new Set(learned.flatMap(({ item, tokens }) => (tokens.length > 0 ? [item] : [])));
  const isHeldOut = texts.some(({ item }) => known.has(item));
  if (isHeldOut && known.size < 2) {
    throw new AssayError("data-unreadable", "The student would be asked of the only item it learns from.", {
      hint: "Give it answers to two items or more, or score answers to other items.",
      place: { key: "score" },
    });
  }
  const folds = isHeldOut ? foldsOf([...known], settings.seed) : new Map<string, number>();
  const foldOf = (item: string): number => folds.get(item) ?? 0;
  const vocabulary = new Set([...learned, ...texts.map(namedIn)].flatMap(({ tokens }) => tokens));
  const students = new Map<number, NGramModel>();
  const studentOf = (fold: number): NGramModel => {
    const trained =
      students.get(fold) ??
      trainNGram(
        learned.filter(({ item }) => !isHeldOut || foldOf(item) !== fold).map(({ tokens }) => tokens),
        settings.order,
      );
    students.set(fold, trained);
    return trained;
  };
  return texts.flatMap(({ item, sample, model, tokens }) => {
    const student = studentOf(foldOf(item));
    // Number 0 of a student's vocabulary is the end of a text.
    const neverSeen = Math.max(1, vocabulary.size - (student.vocabulary.length - 1));
    const written: string[] = [];
    return tokens.map(({ token, top }, position): ScoredToken => {
      const chances = nextDistribution(student, contextOf(student, written));
      const unseen = chances.length - 1;
      chances[unseen] = (chances[unseen] ?? 0) / neverSeen;
      written.push(token);
      const own = logprobOf(student, chances, token);
      const { listed, unlistedMax } = likeliest(student, chances, top);
      return {
        item,
        sample,
        model,
        position,
        token,
        teacher: top,
        student: listed,
        student_logprob: own,
        student_unlisted_max: unlistedMax,
      };
    });
  });
}

/** Items dealt in the order of their hashes, so that no fold holds them all. */
function foldsOf(items: readonly string[], seed: number): ReadonlyMap<string, number> {
  const ordered = items.toSorted((left, right) => hashOfText(left, seed) - hashOfText(right, seed) || (left < right ? -1 : 1));
  return new Map(ordered.map((item, index) => [item, index % Math.min(mostFolds, ordered.length)]));
}

/** The student's likeliest tokens and, before them, the teacher's. */
function likeliest(
  student: NGramModel,
  chances: Float64Array,
  teacher: readonly Candidate[],
): { readonly listed: readonly Candidate[]; readonly unlistedMax: number } {
  const chanceOf = (number: number): number => chances[number] ?? 0;
  const tokens = [...new Set(teacher.map(({ token }) => token))];
  const named = new Set(tokens.map((token) => student.numberOf.get(token) ?? -1));
  // Number 0 is the end of the text, which no teacher's list names: it stays in the tail.
  const others = Array.from({ length: student.vocabulary.length - 1 }, (_, index) => index + 1)
    .filter((number) => !named.has(number))
    .sort((left, right) => chanceOf(right) - chanceOf(left) || left - right);
  const listed = [
    ...tokens.map((token) => ({ token, logprob: logprobOf(student, chances, token) })),
    ...others.slice(0, ownListed).map((number) => ({ token: student.vocabulary[number] ?? "", logprob: Math.log(chanceOf(number)) })),
  ];
  return { listed, unlistedMax: Math.max(chanceOf(0), chanceOf(others[ownListed] ?? -1), chanceOf(chances.length - 1)) };
}

/** The last of the chances is that of any one token never seen. */
function logprobOf(student: NGramModel, chances: Float64Array, token: string): number {
  return Math.log(chances[student.numberOf.get(token) ?? chances.length - 1] ?? 0);
}

function namedIn({ tokens }: WrittenText): { readonly tokens: readonly string[] } {
  return { tokens: tokens.flatMap(({ token, top }) => [token, ...top.map((each) => each.token)]) };
}
