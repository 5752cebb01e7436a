import { chancesOf, type NextToken } from "./next-token.ts";

/**
 * Whether teacher and student hold the same token likeliest: 1 or 0, and of tokens equally likely the chance that dice say the same.
 * Null where a list of nothing but the written token leaves the likeliest open.
 */
export function topMatch(place: NextToken): number | null {
  const [teacher, student] = [
    topOf(chancesOf(place.teacher), place.isTeacherRanked),
    topOf(chancesOf(place.student), place.isStudentRanked),
  ];
  if (teacher === null || student === null) return null;
  // The student's likeliest is one that its list leaves out, such as the end of the text: no list of a teacher names it.
  if (place.studentUnlistedMax !== null && place.studentUnlistedMax > student.chance) return 0;
  const common = teacher.tokens.filter((token) => student.tokens.includes(token)).length;
  return common / (teacher.tokens.length * student.tokens.length);
}

function topOf(chances: ReadonlyMap<string, number>, isRanked: boolean) {
  const chance = Math.max(...chances.values());
  if (!isRanked && chance <= 0.5) return null;
  return { chance, tokens: [...chances].flatMap(([token, its]) => (its === chance ? [token] : [])) };
}
