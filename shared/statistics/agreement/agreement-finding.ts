import { counted, figure, type TidyRow } from "../tidy-row.ts";
import { whoWords } from "./agreement-study.ts";
import type { VoteTable } from "./votes.ts";

/** The finding in one sentence: judges against people where there are people, otherwise among themselves. */
export function agreementFinding(rows: readonly TidyRow[], { judges, people, duplicates }: VoteTable): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const machines = judges.length - people.length;
  const withPeople = people.length > 0 && machines > 0 ? peopleFinding(whole, people.length) : null;
  return (withPeople ?? judgesFinding(whole, { judges, people })) + duplicatesWords(duplicates);
}

const written = (row: TidyRow, style: "number" | "percent" | "points") =>
  figure({ value: row.estimate, low: row.low, high: row.high }, style);

function ranked(rows: readonly TidyRow[], statistic: string): readonly TidyRow[] {
  const defined = rows.filter((row) => row.statistic === statistic && row.judge_a !== null && row.estimate !== null);
  return defined.sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
}

const verdictWords = {
  own: "agreement with people's majority",
  style: "percent",
  best: (judge: string | null, value: string, items: string) => `${judge} says what most people say on ${value} of ${items}`,
  ceiling: "percent agreement minus ceiling",
  beside: besidePeople,
} as const;

const scoreWords = {
  own: "spearman with people's mean",
  style: "number",
  best: (judge: string | null, value: string, items: string) => `${judge} and people's average rank ${items} with Spearman's ${value}`,
  ceiling: "ceiling: spearman",
  beside: (ceiling: TidyRow) => `two people reach ${written(ceiling, "number")} with each other`,
} as const;

/** The judge closest to people and the one furthest, beside what people reach with one another. */
function peopleFinding(rows: readonly TidyRow[], people: number): string | null {
  const words = ranked(rows, scoreWords.own).length > 0 ? scoreWords : verdictWords;
  const judged = ranked(rows, words.own);
  const [best, worst] = [judged[0], judged.at(-1)];
  if (!best || !worst) return null;
  const { judge_a, items, dropped } = best;
  const left = dropped > 0 ? ` (${dropped.toLocaleString("en")} unreadable or contradictory left out)` : "";
  const start = words.best(judge_a, written(best, words.style), `${counted(items, "item")}${left}`);
  const others = judged.length > 2 ? `, least of ${judged.length} judges ` : ", ";
  const least =
    judged.length > 1 ? `${others}${worst.judge_a} ${words === verdictWords ? "on" : "with"} ${written(worst, words.style)}` : "";
  // What people reach on all items is no ceiling for a judge that left out the hard ones.
  const ceiling = ranked(rows, words.ceiling).find((row) => row.judge_a === judge_a);
  return `${start}${least}${people > 1 && ceiling ? `; ${words.beside(ceiling)}` : ""}.`;
}

function besidePeople(row: TidyRow): string {
  const [value, low, high] = [row.estimate ?? 0, row.low, row.high];
  const isLess = value < 0;
  const turned = { ...row, estimate: -value, low: high === null ? null : -high, high: low === null ? null : -low };
  const isOpen = low !== null && high !== null && low <= 0 && high >= 0;
  const points = written(isLess ? turned : row, "points");
  return `with a single person ${row.judge_a} agrees ${points} ${isLess ? "less" : "more"} often than another person does on those items${isOpen ? ", which may be chance" : ""}`;
}

function judgesFinding(rows: readonly TidyRow[], who: Pick<VoteTable, "judges" | "people">): string {
  const [together] = rows;
  if (!together || together.estimate === null) return together?.sentence ?? "There are no judgements.";
  const kappas = ranked(rows, "cohen kappa");
  const [best, worst] = [kappas[0], kappas.at(-1)];
  if (who.judges.length === 2) return (best ?? ranked(rows, "krippendorff alpha")[0] ?? together).sentence;
  const items = counted(together.items, "item");
  const left = together.dropped > 0 ? ` (${together.dropped.toLocaleString("en")} unreadable or contradictory verdicts left out)` : "";
  const start = `${whoWords(who)} reach Krippendorff's alpha ${written(together, "number")} on ${items}${left}`;
  if (!best || !worst || best === worst) return `${start}.`;
  return `${start}; closest are ${best.judge_a} and ${best.judge_b} (kappa ${written(best, "number")}), furthest apart ${worst.judge_a} and ${worst.judge_b} (${written(worst, "number")}).`;
}

function duplicatesWords(duplicates: VoteTable["duplicates"]): string {
  if (duplicates.length === 0) return "";
  const conflicting = duplicates.filter(({ agree }) => !agree).length;
  const named = duplicates.slice(0, 3).map(({ judge, item }) => `${judge} on ${item}`);
  return ` ${counted(duplicates.length, "vote")} given more than once (${named.join(", ")}${duplicates.length > 3 ? ", …" : ""}); ${conflicting} contradict each other and do not count.`;
}
