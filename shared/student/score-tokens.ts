import type { Candidate } from "../statistics/distillation/next-token.ts";
import { hashOfText } from "../statistics/texts/hash-of-text.ts";
import { contextOf, type NGramModel, nextDistribution, trainNGram } from "./n-gram-model.ts";

/** A text as its teacher wrote it, with what the teacher held likely at each place. */
export type WrittenText = {
  readonly item: string;
  readonly sample: number;
  readonly model: string;
  readonly tokens: readonly { readonly token: string; readonly top: readonly Candidate[] }[];
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
};

const folds = 5;

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
      const beside = logprobsOf(
        student,
        chances,
        top.map((each) => each.token),
      );
      return {
        item,
        sample,
        model,
        position,
        token,
        teacher: top,
        student: top.map((each, index) => ({ token: each.token, logprob: beside[index] ?? Number.NaN })),
        student_logprob: own,
      };
    });
  });
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
