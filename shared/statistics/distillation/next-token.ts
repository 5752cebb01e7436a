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
  /** False where a list holds no more than the token that was written, whatever rank it had. */
  readonly isTeacherRanked: boolean;
  readonly isStudentRanked: boolean;
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
  /** Probabilities of the tokens in it that are named, and their sum. */
  readonly named: readonly number[];
  readonly namedMass: number;
  /** The rest: how much it is at least and at most, and the most any one token of it may have. */
  readonly unlisted: { readonly least: number; readonly most: number; readonly largest: number };
};

/** What is known of one distribution: its named tokens, and the most any other token may have where more than the tail says. */
type Known = { readonly candidates: readonly Candidate[]; readonly unlistedMax: number | null };

const notNormalised = 1e-3;
/** Log-probabilities come in single precision: of a tail no larger than this only an upper bound is known. */
const rounding = 1e-6;

/**
 * Teacher and student on the tokens both name, which may be none, the rest of each as one tail. Words where the log-probabilities add up
 * to more than 1, or one of the two names nothing.
 */
export function sharedTokens({
  teacher,
  student,
  studentUnlistedMax = null,
  isTeacherRanked = true,
  isStudentRanked = true,
}: Pick<NextToken, "teacher" | "student"> & Partial<NextToken>): Shared | string {
  const [teachers, students] = [chancesOf(teacher), chancesOf(student)];
  for (const [whose, chances] of [
    ["teacher", teachers],
    ["student", students],
  ] as const) {
    if (chances.size === 0) return `the ${whose} names no token with its log-probability`;
    const sum = sumOf(chances.values());
    if (sum > 1 + notNormalised) return `the ${whose}'s probabilities add up to ${sum.toFixed(3)}: they are not normalised`;
  }
  const tokens = [...teachers.keys()].filter((token) => students.has(token));
  return {
    tokens,
    teacher: tokens.map((token) => teachers.get(token) ?? 0),
    student: tokens.map((token) => students.get(token) ?? 0),
    teacherTail: tailOf(teachers, tokens, isTeacherRanked ? null : 1),
    studentTail: tailOf(students, tokens, isStudentRanked ? studentUnlistedMax : 1),
  };
}

/** How many tokens there must be at least, for what the lists leave out to be dealt among tokens none of which has more than it may. */
export function fewestTokens({ tokens, teacherTail, studentTail }: Shared): number {
  const needed = ({ named, unlisted: { least, largest } }: Tail): number => named.length + Math.ceil(least / largest - 1e-9);
  return tokens.length + Math.max(needed(teacherTail), needed(studentTail));
}

/** The most a token can have that a list leaves out; null where the list can't be read. */
export function unlistedMost({ candidates, unlistedMax }: Known): number | null {
  const chances = chancesOf(candidates);
  if (chances.size === 0) return null;
  const { most, largest } = tailOf(chances, [], unlistedMax).unlisted;
  return Math.min(most, largest);
}

/**
 * Chances by token. Tokens whose chance is too small to be a number are as good as not named; several of one spelling, such as halves
 * of a character, count as one.
 */
export function chancesOf(candidates: readonly Candidate[]): ReadonlyMap<string, number> {
  const chances = new Map<string, number>();
  for (const { token, logprob } of candidates) {
    const chance = Math.exp(logprob);
    if (chance > 0) chances.set(token, (chances.get(token) ?? 0) + chance);
  }
  return chances;
}

function tailOf(chances: ReadonlyMap<string, number>, shared: readonly string[], unlistedMax: number | null): Tail {
  const isShared = new Set(shared);
  const named = [...chances].flatMap(([token, chance]) => (isShared.has(token) ? [] : [chance]));
  const left = 1 - sumOf(chances.values());
  const isLost = left <= rounding;
  const unlisted = { least: isLost ? 0 : left, most: isLost ? rounding : left, largest: unlistedMax ?? Math.min(...chances.values()) };
  return { named, namedMass: sumOf(named), unlisted };
}

export function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
