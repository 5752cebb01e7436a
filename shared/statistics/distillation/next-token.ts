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
  /** Largest probability of any token the student's list leaves out; the least of the list where null, which its own top-k makes sure of. */
  readonly studentUnlistedMax: number | null;
};

/** Two distributions on the tokens both are known for, everything else in one tail each. */
export type Shared = {
  readonly tokens: readonly string[];
  readonly teacher: readonly number[];
  readonly student: readonly number[];
  readonly teacherTail: Tail;
  readonly studentTail: Tail;
};

/** What lies beyond the shared tokens. */
export type Tail = {
  readonly mass: number;
  /** The part of it whose tokens are named. */
  readonly named: readonly number[];
  /** The rest: its mass, and the most any one token of it may have. */
  readonly unlisted: { readonly mass: number; readonly largest: number };
};

const roundingAllowed = 1e-3;

/**
 * Teacher and student on the tokens both name, the rest of each as one tail: merging outcomes never raises a divergence, so
 * what is computed on it is a lower bound. Words where the log-probabilities add up to more than 1, or share no token.
 */
export function sharedTokens({
  teacher,
  student,
  studentUnlistedMax = null,
}: Pick<NextToken, "teacher" | "student"> & Partial<NextToken>): Shared | string {
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
    teacherTail: tailOf(teachers, tokens, null),
    studentTail: tailOf(students, tokens, studentUnlistedMax),
  };
}

function tailOf(chances: ReadonlyMap<string, number>, shared: readonly string[], unlistedMax: number | null): Tail {
  const isShared = new Set(shared);
  const named = [...chances].flatMap(([token, chance]) => (isShared.has(token) ? [] : [chance]));
  const all = [...chances.values()];
  const unlisted = Math.max(0, 1 - all.reduce((sum, chance) => sum + chance, 0));
  const mass = unlisted + named.reduce((sum, chance) => sum + chance, 0);
  return { mass, named, unlisted: { mass: unlisted, largest: unlistedMax ?? Math.min(...all) } };
}
