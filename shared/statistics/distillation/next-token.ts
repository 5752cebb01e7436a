export type Candidate = { readonly token: string; readonly logprob: number };

/** One place of a text where teacher and student foretell the next token after the same beginning. */
export type NextToken = {
  readonly item: string;
  /** Places of one text share it. */
  readonly sequence: string;
  /** From 0. */
  readonly position: number;
  /** What the teacher wrote. */
  readonly token: string;
  /** The teacher's likeliest tokens, natural log-probabilities at temperature 1. */
  readonly teacher: readonly Candidate[];
  /** The student's, of its own likeliest tokens or of the teacher's. */
  readonly student: readonly Candidate[];
  /** The student's log-probability of what the teacher wrote; null where it is not known. */
  readonly studentLogprob: number | null;
};

/** Two distributions on the tokens both are known for, everything else in one tail each. */
export type Shared = {
  readonly tokens: readonly string[];
  readonly teacher: readonly number[];
  readonly student: readonly number[];
  readonly teacherTail: number;
  readonly studentTail: number;
};

const roundingAllowed = 1e-3;

/**
 * Teacher and student on the tokens both name, the rest of each as one tail: merging outcomes never raises a divergence, so
 * what is computed on it is a lower bound. Words where the log-probabilities add up to more than 1, or share no token.
 */
export function sharedTokens({ teacher, student }: Pick<NextToken, "teacher" | "student">): Shared | string {
  const of = (candidates: readonly Candidate[]) => new Map(candidates.map(({ token, logprob }) => [token, Math.exp(logprob)]));
  const [teachers, students] = [of(teacher), of(student)];
  for (const [whose, chances] of [
    ["teacher", teachers],
    ["student", students],
  ] as const) {
    const sum = [...chances.values()].reduce((all, chance) => all + chance, 0);
    if (sum > 1 + roundingAllowed) return `the ${whose}'s probabilities add up to ${sum.toFixed(3)}: they are not normalised`;
  }
  const tokens = [...teachers.keys()].filter((token) => students.has(token));
  if (tokens.length === 0) return "teacher and student name no token in common";
  const ownTeacher = tokens.map((token) => teachers.get(token) ?? 0);
  const ownStudent = tokens.map((token) => students.get(token) ?? 0);
  return {
    tokens,
    teacher: ownTeacher,
    student: ownStudent,
    teacherTail: tailOf(ownTeacher),
    studentTail: tailOf(ownStudent),
  };
}

function tailOf(chances: readonly number[]): number {
  return Math.max(0, 1 - chances.reduce((sum, chance) => sum + chance, 0));
}
