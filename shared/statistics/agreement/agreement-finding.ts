import { counted, figure, type TidyRow } from "../tidy-row.ts";
import type { VoteTable } from "./votes.ts";

/** The finding in one sentence: judges against people where there are people, otherwise among themselves. */
export function agreementFinding(rows: readonly TidyRow[], { judges, people, duplicates }: VoteTable): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const machines = judges.length - people.length;
  const withPeople = people.length > 0 && machines > 0 ? peopleFinding(whole, people.length) : null;
  return (withPeople ?? judgesFinding(whole, judges.length)) + duplicatesWords(duplicates);
}

const written = (row: TidyRow, style: "number" | "percent") => figure({ value: row.estimate, low: row.low, high: row.high }, style);

function ranked(rows: readonly TidyRow[], statistic: string): readonly TidyRow[] {
  const defined = rows.filter((row) => row.statistic === statistic && row.judge_a !== null && row.estimate !== null);
  return defined.sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
}

function peopleFinding(rows: readonly TidyRow[], people: number): string | null {
  const percents = ranked(rows, "agreement with people's majority");
  const judged = percents.length > 0 ? percents : ranked(rows, "spearman with people's mean");
  const [best, worst] = [judged[0], judged.at(-1)];
  if (!best || !worst) return null;
  const style = percents.length > 0 ? "percent" : "number";
  const start = best.sentence.replace(/\.$/, "");
  const least = judged.length > 1 ? `, furthest of ${judged.length} judges ${worst.judge_a} (${written(worst, style)})` : "";
  const own = style === "percent" ? "leave-one-out agreement" : "spearman with people";
  const above =
    style === "percent" ? rows.find((row) => row.statistic === own && row.judge_a === null) : ranked(rows, "ceiling: spearman")[0];
  if (people < 2 || !above || above.estimate === null) return `${start}${least}.`;
  const ceiling = style === "percent" ? "with most of the others a single person agrees on" : "two people's scores correlate at";
  return `${start}${least}; ${ceiling} ${written(above, style)}.`;
}

function judgesFinding(rows: readonly TidyRow[], judges: number): string {
  const [together] = rows;
  if (!together || together.estimate === null) return together?.sentence ?? "There are no judgements.";
  const kappas = ranked(rows, "cohen kappa");
  const [best, worst] = [kappas[0], kappas.at(-1)];
  if (judges === 2) return best?.sentence ?? together.sentence;
  const items = counted(together.items, "item");
  const left = together.dropped > 0 ? ` (${together.dropped.toLocaleString("en")} unreadable or contradictory verdicts left out)` : "";
  const start = `${judges} judges agree on ${items}${left} with Krippendorff's alpha ${written(together, "number")}`;
  if (!best || !worst || best === worst) return `${start}.`;
  return `${start}; closest are ${best.judge_a} and ${best.judge_b} (kappa ${written(best, "number")}), furthest apart ${worst.judge_a} and ${worst.judge_b} (${written(worst, "number")}).`;
}

function duplicatesWords(duplicates: VoteTable["duplicates"]): string {
  if (duplicates.length === 0) return "";
  const conflicting = duplicates.filter(({ agree }) => !agree).length;
  const named = duplicates.slice(0, 3).map(({ judge, item }) => `${judge} on ${item}`);
  return ` ${counted(duplicates.length, "vote")} given more than once (${named.join(", ")}${duplicates.length > 3 ? ", …" : ""}); ${conflicting} contradict each other and do not count.`;
}
