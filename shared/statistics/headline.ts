import { figure, type NumberStyle, type TidyRow } from "./tidy-row.ts";

const symbols: { readonly [statistic: string]: string } = {
  "cohen kappa": "κ",
  "weighted kappa": "weighted κ",
  "fleiss kappa": "Fleiss's κ",
  "krippendorff alpha": "α",
  "gwet ac1": "AC1",
  "gwet ac2": "AC2",
  ece: "ECE",
  auroc: "AUROC",
};

const styles: readonly NumberStyle[] = ["percent", "points", "number"];

/** How a row's own sentence writes its figure; plain where it does not. */
export function styleOf({ estimate, low, high, sentence }: TidyRow): NumberStyle {
  return styles.find((style) => sentence.includes(figure({ value: estimate, low, high }, style))) ?? "number";
}

/** The row whose figure a measure's sentence tells, so that the number in front is the one the words are about; null when it tells none. */
export function headlineRow(rows: readonly TidyRow[], sentence: string): TidyRow | null {
  const told = rows.flatMap((row) => {
    const named = [row.judge_a, row.judge_b, row.model, row.criterion].every((name) => name === null || sentence.includes(name));
    const at = row.estimate === null || row.slice !== null || !named ? -1 : sentence.indexOf(writtenFigure(row));
    return at < 0 ? [] : [{ row, at, length: writtenFigure(row).length }];
  });
  const own = told.find(({ row }) => row.sentence === sentence);
  // The first figure the words come to; of several that begin there, the one with its interval.
  const [first] = told.sort((left, right) => left.at - right.at || right.length - left.length);
  return (own ?? first)?.row ?? null;
}

/** "0.71 [0.66, 0.75]", as the row's sentence has it. */
export function writtenFigure(row: TidyRow): string {
  return figure({ value: row.estimate, low: row.low, high: row.high }, styleOf(row));
}

/** "κ 0.71 [0.66, 0.75], n 480": a measure in one short line; empty when its sentence tells no figure. */
export function headlineOf(rows: readonly TidyRow[], sentence: string): string {
  const row = headlineRow(rows, sentence);
  if (row === null) return "";
  return `${symbolOf(row.statistic)} ${writtenFigure(row)}, n ${row.n.toLocaleString("en")}`;
}

/** A statistic as the field abbreviates it, else its name. */
export function symbolOf(statistic: string): string {
  return symbols[statistic] ?? statistic;
}
