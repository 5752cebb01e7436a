import { figure, type NumberStyle, type TidyRow } from "./tidy-row.ts";

/** Statistics as the field abbreviates them. */
const symbols: { readonly [statistic: string]: string } = {
  "cohen kappa": "κ",
  "weighted kappa": "weighted κ",
  "fleiss kappa": "Fleiss's κ",
  "krippendorff alpha": "α",
  "gwet ac1": "AC1",
  "gwet ac2": "AC2",
  brier: "Brier",
  "ece equal width": "ECE",
  "ece equal mass": "ECE, equal mass",
  auroc: "AUROC",
};

const styles: readonly NumberStyle[] = ["percent", "points", "number"];

/** How a row's own sentence writes its figure: as the first of its figures that is this one, whole; plain where none is. */
export function styleOf({ estimate, low, high, sentence }: TidyRow): NumberStyle {
  const told = styles.flatMap((style) => {
    const at = placeOf(figure({ value: estimate, low, high }, style), sentence);
    return at < 0 ? [] : [{ style, at }];
  });
  return told.sort((left, right) => left.at - right.at)[0]?.style ?? "number";
}

/** Where the words tell the figure itself, not one it is a part of: "0 %" does not stand in "10 %". */
function placeOf(written: string, words: string): number {
  const literal = written.replace(/[.[\]]/g, "\\$&");
  return words.search(new RegExp(`(?<![\\d.,])${literal}(?![\\d%]|[.,]\\d| %| points| \\[)`));
}

/**
 * The row whose figure a measure's sentence tells, so that the number in front is the one the words are about: the row with
 * that very sentence, else the first figure with an interval the words come to. Null when they tell none.
 */
export function headlineRow(rows: readonly TidyRow[], sentence: string): TidyRow | null {
  const defined = rows.filter(({ estimate, slice }) => estimate !== null && slice === null);
  const own = defined.find((row) => row.sentence === sentence);
  if (own) return own;
  // A figure without an interval, such as "20 %", would be found in words that mean another.
  const told = defined.flatMap((row) => {
    const named = [row.judge_a, row.judge_b, row.model, row.criterion].every((name) => name === null || sentence.includes(name));
    const at = row.low !== null && named ? placeOf(writtenFigure(row), sentence) : -1;
    return at < 0 ? [] : [{ row, at }];
  });
  return told.sort((left, right) => left.at - right.at)[0]?.row ?? null;
}

/** "0.71 [0.66, 0.75]", as the row's sentence has it. */
export function writtenFigure(row: TidyRow): string {
  return figure({ value: row.estimate, low: row.low, high: row.high }, styleOf(row));
}

/**
 * "κ 0.71 [0.66, 0.75], n 480", "0.60 [0.32, 0.88], n 217 · strength, gpt-4.1": a measure in one short line that can be cut
 * at its end; empty when its sentence tells no figure.
 */
export function headlineOf(rows: readonly TidyRow[], sentence: string): string {
  const row = headlineRow(rows, sentence);
  if (row === null) return "";
  const { statistic, judge_a, judge_b, model, n } = row;
  const symbol = symbols[statistic];
  const subject = model ?? (judge_b === null ? judge_a : null);
  const about = [symbol === undefined ? statistic : null, subject].filter((words) => words !== null).join(", ");
  const figures = `${symbol === undefined ? "" : `${symbol} `}${writtenFigure(row)}, n ${n.toLocaleString("en")}`;
  return about === "" ? figures : `${figures} · ${about}`;
}
