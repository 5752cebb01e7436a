import { type Counts, measure } from "../measured.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { counted, type Subject, type TidyRow, tidyRow } from "../tidy-row.ts";
import { type NextToken, unlistedMost } from "./next-token.ts";

/**
 * Perplexity of the teacher's text under the student, and its log-probability a byte (UTF-8). A token that the student's list leaves out
 * counts with the most it can have, since without it the mean would be over the places that went well: the perplexity is then a lower
 * bound, and the log-probability an upper one.
 */
export function perplexityRows(
  places: readonly NextToken[],
  counts: Counts,
  resampling: Parameters<typeof measure>[2],
  subject: (statistic: string) => Subject,
): readonly TidyRow[] {
  const encoder = new TextEncoder();
  const told = places.flatMap((place) => {
    const logprob = logprobOf(place);
    return logprob === null ? [] : [{ place, logprob }];
  });
  const bounded = told.filter(({ place }) => place.studentLogprob === null).length;
  const note =
    bounded === 0
      ? null
      : `a bound: at ${counted(bounded, "place")} the student's list leaves the token out, and the most it can have is counted`;
  const own = { ...counts, n: told.length, nulls: counts.nulls + places.length - told.length };
  const contributions = told.map(({ place, logprob }) => ({
    cluster: place.item,
    at: [0, 1, 2],
    add: [logprob, 1, encoder.encode(place.token).length],
  }));
  const missing = "the student's log-probability of what the teacher wrote is known nowhere";
  const statistic = (value: SumStatistic["value"]): SumStatistic => ({ width: 3, contributions, value, note: () => note });
  const perplexity = statistic(([sum = 0, n = 0]) => (n === 0 ? missing : Math.exp(-sum / n)));
  const aByte = statistic(([sum = 0, , bytes = 0]) => (bytes === 0 ? missing : sum / bytes));
  const [atLeast, atMost] = bounded === 0 ? ["", ""] : ["at least ", "at most "];
  return [
    tidyRow(
      subject("perplexity of the teacher's text"),
      measure(perplexity, own, resampling),
      "number",
      (value) => `The student's perplexity on the teacher's text is ${atLeast}${value}`,
    ),
    tidyRow(
      subject("log-probability a byte"),
      measure(aByte, own, resampling),
      "number",
      (value) => `The student gives the teacher's text ${atMost}${value} nats a byte`,
    ),
  ];
}

function logprobOf({ studentLogprob, student, studentUnlistedMax, isStudentRanked }: NextToken): number | null {
  if (studentLogprob !== null) return studentLogprob;
  const most = unlistedMost({ candidates: student, unlistedMax: isStudentRanked ? studentUnlistedMax : 1 });
  return most === null ? null : Math.log(most);
}
