import { percentDecimals } from "../statistics/tidy-row.ts";
import type { NumberAxis, NumberFormat } from "./drawing.ts";

/** A figure as people read it: "0.71", "22 %", "12 points", "$0.0042", "12,400", "2024-05-01". */
export function writeNumber(value: number, format: NumberFormat): string {
  return writers[format](value).replace("-", format === "date" ? "-" : "−");
}

const writers: { readonly [Format in NumberFormat]: (value: number) => string } = {
  number: significant,
  percent: (value) => `${percentPoints(value)} %`,
  points: (value) => `${percentPoints(value)} points`,
  usd: (value) => (Math.abs(value) < 0.01 && value !== 0 ? `$${Number(value.toPrecision(2))}` : `$${grouped(value, 2)}`),
  date: (value) => new Date(value).toISOString().slice(0, 10),
};

/** "0.71 [0.66, 0.75]"; the unit stands once. */
export function writeFigure(
  mark: { readonly value: number; readonly low: number | null; readonly high: number | null },
  format: NumberFormat,
  write = writerFor([mark.value, mark.low, mark.high], format),
): string {
  if (mark.low === null || mark.high === null) return write(mark.value);
  // A bound keeps the sign of what rounds to zero: it says on which side of zero it lies.
  const signed = (number: number) => `${number < 0 && isZero(write(number)) ? "−" : ""}${write(number)}`;
  const end = (number: number) => (isShare(format) ? percentPoints(number).replace("-", "−") : signed(number));
  return `${write(mark.value)} [${end(mark.low)}, ${end(mark.high)}]`;
}

/**
 * Writes numbers that stand together with one number of decimals: what the largest needs, two where fewer would write one of
 * them as zero. A fraction met among numbers that are all whole has two.
 */
export function writerFor(values: Iterable<number | null>, format: NumberFormat): (value: number) => string {
  if (format !== "number") return (value) => writeNumber(value, format);
  const numbers = [...values].filter((value) => value !== null);
  const areWhole = numbers.every(Number.isInteger);
  const decimals = areWhole ? 0 : sharedDecimals(numbers);
  return (value) => {
    const digits = grouped(Math.abs(value), areWhole && !Number.isInteger(value) ? 2 : decimals);
    return value < 0 && !isZero(digits) ? `−${digits}` : digits;
  };
}

function sharedDecimals(values: readonly number[]): number {
  const sizes = values.filter((value) => value !== 0).map(Math.abs);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (most < 0.01) return 1 - Math.floor(Math.log10(most));
  const decimals = most >= 1000 ? 0 : most >= 100 ? 1 : 2;
  return least * 10 ** decimals < 0.5 ? 2 : decimals;
}

function isZero(digits: string): boolean {
  return /^0(\.0+)?$/.test(digits);
}

/** The ticks of one axis with the same number of decimals, as many as their step needs; on a logarithmic axis each as short as may be. */
export function writeTicks({ ticks, format, scale: axisScale }: Pick<NumberAxis, "ticks" | "format" | "scale">): readonly string[] {
  if (axisScale === "log") return ticks.map((tick) => writeShort(tick, format));
  const scale = isShare(format) ? 100 : 1;
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) * scale : 1;
  const decimals = step > 0 ? Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9) + (fractionDigit(step) ? 1 : 0))) : 0;
  if (format === "date") return ticks.map((tick) => writeNumber(tick, "date"));
  return ticks.map((tick) => {
    const digits = grouped(Math.abs(tick * scale), decimals);
    const sign = tick < 0 && Number(digits.replace(/,/g, "")) !== 0 ? "−" : "";
    if (format === "usd") return `${sign}$${digits}`;
    return `${sign}${digits}${format === "percent" ? " %" : ""}`;
  });
}

const shortUnits = [
  [1e12, " T"],
  [1e9, " B"],
  [1e6, " M"],
  [1e4, " k"],
] as const;

/** "2 k" for twenty hundred would be no shorter than 2,000: thousands begin at ten. */
function writeShort(tick: number, format: NumberFormat): string {
  if (isShare(format) || format === "date") return writeNumber(tick, format);
  const [from, unit] = shortUnits.find(([least]) => tick >= least) ?? [1, ""];
  const digits = String(Number((tick / (unit === " k" ? 1e3 : from)).toPrecision(3)));
  return `${format === "usd" ? "$" : ""}${unit === "" ? grouped(tick, Number.isInteger(tick) ? 0 : Math.max(0, -Math.floor(Math.log10(tick)))) : digits}${unit}`;
}

function isShare(format: NumberFormat): boolean {
  return format === "percent" || format === "points";
}

/** A step of 0.25 or 2.5 needs one digit more than its magnitude. */
function fractionDigit(step: number): boolean {
  const lead = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  return Math.abs(lead - Math.round(lead)) > 1e-6;
}

function percentPoints(share: number): string {
  const points = share * 100;
  return grouped(points, percentDecimals(points));
}

function significant(value: number): string {
  if (Number.isInteger(value)) return grouped(value, 0);
  const size = Math.abs(value);
  if (size >= 100) return grouped(value, size >= 1000 ? 0 : 1);
  if (size >= 0.01) return value.toFixed(2);
  return String(Number(value.toPrecision(2)));
}

function grouped(value: number, decimals: number): string {
  const [whole = "0", fraction] = value.toFixed(decimals).split(".");
  const withCommas = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction ? `${withCommas}.${fraction}` : withCommas;
}
