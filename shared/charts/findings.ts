import { capitalised } from "../words.ts";
import type { NumberFormat, ReferenceLine } from "./drawing.ts";
import { writeFigure, writerFor } from "./write-number.ts";

/** A mark with the words that name it. */
export type NamedMark = { readonly name: string; readonly value: number | null; readonly low: number | null; readonly high: number | null };

/** The highest and the lowest mark, how many intervals leave the neutral value out, and how many marks are undefined. */
export function extremesFinding(words: string, marks: readonly NamedMark[], format: NumberFormat, reference: ReferenceLine | null): string {
  const defined = marks.flatMap(({ value, ...mark }) => (value === null ? [] : [{ ...mark, value }]));
  const ranked = defined.sort((left, right) => right.value - left.value);
  const [highest, lowest] = [ranked[0], ranked.at(-1)];
  const write = writerFor(
    ranked.map(({ value }) => value),
    format,
  );
  const measured = words === "rows" ? "the number of rows" : words;
  if (!highest || !lowest) return `No figure of ${measured} is defined.`;
  const range =
    highest.value === lowest.value
      ? ranked.length === 1
        ? `${capitalised(measured)} of ${highest.name} is ${writeFigure(highest, format, write)}`
        : `${capitalised(measured)} is ${write(highest.value)} for all ${ranked.length}`
      : `${capitalised(measured)} is highest for ${highest.name} at ${writeFigure(highest, format, write)} and lowest for ${lowest.name} at ${writeFigure(lowest, format, write)}`;
  const undefinedCount = marks.length - ranked.length;
  return `${range}${neutralWords(ranked, reference)}${undefinedCount > 0 ? `; ${undefinedCount} undefined` : ""}.`;
}

function neutralWords(marks: readonly Omit<NamedMark, "name">[], reference: ReferenceLine | null): string {
  if (!reference) return "";
  const known = marks.filter(({ low, high }) => low !== null && high !== null);
  if (known.length === 0) return "";
  const apart = known.filter(({ low, high }) => (low ?? 0) > reference.value || (high ?? 0) < reference.value);
  return `; ${apart.length} of ${known.length} intervals leave out “${reference.label}”`;
}

/** "mean score by judge and model": what the chart is about. */
export function subject(measured: string, ...by: readonly (string | undefined)[]): string {
  const names = by.filter((name) => name !== undefined && name !== "").map((name) => name?.replaceAll("_", " "));
  return capitalised(names.length === 0 ? measured : `${measured} by ${names.join(" and ")}`);
}
