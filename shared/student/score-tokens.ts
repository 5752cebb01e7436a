import type { Candidate } from "../statistics/distillation/next-token.ts";
import type { WrittenToken } from "../statistics/distillation/written-tokens.ts";
import { hashOfText } from "../statistics/texts/hash-of-text.ts";
import { contextOf, type NGramModel, nextDistribution, trainNGram } from "./n-gram-model.ts";

/** A text as its teacher wrote it, with what the teacher held likely at each place. */
export type WrittenText = {
  readonly item: string;
  readonly sample: number;
  readonly model: string;
  readonly tokens: readonly WrittenToken[];
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

const folds = 5;
/** Of its own likeliest tokens, as many as an API would list at most. */
const ownListed = 20;

/**
 * What a student says at each place of its teacher's texts. Where it would be asked of items it learned from, five students
 * are trained, each without a fifth of the items, and each speaks of the items it never saw.
 */
export function scoreTokens(
  learned: readonly { readonly item: string; readonly tokens: readonly string[] }[],
  texts: readonly WrittenText[],
  settings: { readonly order: number; readonly seed: number },
): readonly ScoredToken[] {
  const known = new Set(learned.map(({ item }) => item));
  const isHeldOut = texts.some(({ item }) => known.has(item));
  const foldOf = (item: string): number => (isHeldOut ? hashOfText(item, settings.seed) % folds : 0);
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
    const written: string[] = [];
    return tokens.map(({ token, top }, position): ScoredToken => {
      const chances = nextDistribution(student, contextOf(student, written));
      written.push(token);
      const [own = Number.NaN] = logprobsOf(student, chances, [token]);
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

/** The student's likeliest tokens and, before them, the teacher's. */
function likeliest(
  student: NGramModel,
  chances: Float64Array,
  teacher: readonly Candidate[],
): { readonly listed: readonly Candidate[]; readonly unlistedMax: number } {
  const chanceOf = (number: number): number => chances[number] ?? 0;
  const named = new Set(teacher.map(({ token }) => student.numberOf.get(token) ?? -1));
  // Number 0 is the end of the text, which no teacher's list names: it stays in the tail.
  const others = Array.from({ length: student.vocabulary.length - 1 }, (_, index) => index + 1)
    .filter((number) => !named.has(number))
    .sort((left, right) => chanceOf(right) - chanceOf(left) || left - right);
  const beside = logprobsOf(
    student,
    chances,
    teacher.map(({ token }) => token),
  );
  const listed = [
    ...teacher.map(({ token }, index) => ({ token, logprob: beside[index] ?? Number.NaN })),
    ...others.slice(0, ownListed).map((number) => ({ token: student.vocabulary[number] ?? "", logprob: Math.log(chanceOf(number)) })),
  ];
  return { listed, unlistedMax: Math.max(chanceOf(0), chanceOf(others[ownListed] ?? -1), chanceOf(chances.length - 1)) };
}

/** Log-probabilities of tokens; those never seen share what is left for anything unseen. */
function logprobsOf(student: NGramModel, chances: Float64Array, tokens: readonly string[]): readonly number[] {
  const unseen = tokens.filter((token) => !student.numberOf.has(token)).length;
  const share = (chances[chances.length - 1] ?? 0) / Math.max(1, unseen);
  return tokens.map((token) => {
    const number = student.numberOf.get(token);
    return Math.log(number === undefined ? share : (chances[number] ?? 0));
  });
}
