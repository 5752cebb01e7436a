import type { NumberAxis, NumberFormat } from "./drawing.ts";

const roundSteps = [1, 2, 2.5, 5, 10];

/** The smallest round step (1, 2, 2.5 or 5 times a power of ten) that is at least `step`. */
export function roundStep(step: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(step));
  const factor = roundSteps.find((candidate) => candidate * magnitude >= step * (1 - 1e-9)) ?? 10;
  return factor * magnitude;
}

export type AxisOptions = {
  readonly label: string;
  readonly format: NumberFormat;
  /** Bars start at zero. */
  readonly withZero: boolean;
  readonly ticks?: number;
};

/** An axis over the values, ends on round ticks. Equal or missing values still give an axis of some length. */
export function numberAxis(values: Iterable<number | null>, { label, format, withZero, ticks: wanted = 5 }: AxisOptions): NumberAxis {
  let low = withZero ? 0 : Number.POSITIVE_INFINITY;
  let high = withZero ? 0 : Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) [low, high] = [0, 1];
  if (isFlat(low, high)) [low, high] = widened(low, withZero);
  const step = roundStep((high - low) / wanted);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  // Multiples of the step, not sums: 3 × 0.1 loses less than 0.1 + 0.1 + 0.1.
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
  return { label, domain: [ticks[0] ?? low, ticks.at(-1) ?? high], ticks, format };
}

const fewDecades = 2;

/**
 * A logarithmic axis over the values above zero, its ends on ticks: 1, 2 and 5 times powers of ten, powers of ten alone where
 * there are many. Never zero; values that are not above it have no place on such an axis.
 */
export function logAxis(values: Iterable<number | null>, { label, format }: Pick<AxisOptions, "label" | "format">): NumberAxis {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    if (value === null || !(value > 0) || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [1, 10];
  const isWide = Math.log10(high / low) > fewDecades;
  const steps = isWide ? [1] : [1, 2, 5];
  const candidates: number[] = [];
  const last = Math.ceil(Math.log10(high)) + 1;
  for (let decade = Math.floor(Math.log10(low)) - 1; decade <= last; decade++)
    candidates.push(...steps.map((step) => Number(`${step}e${decade}`)));
  const from = candidates.findLastIndex((tick) => tick <= low * (1 + 1e-9));
  const to = candidates.findIndex((tick, index) => index > from && tick >= high * (1 - 1e-9));
  const ticks = candidates.slice(from, to + 1);
  return { label, domain: [ticks[0] ?? low, ticks.at(-1) ?? high], ticks, format, scale: "log" };
}

/** Far below anything measured; keeps denormal numbers from making steps of zero. */
const tiny = 1e-100;

/** The ends are the same as far as an axis can tell. */
export function isFlat(low: number, high: number): boolean {
  return high - low < Math.max(tiny, 1e-9 * Math.max(Math.abs(low), Math.abs(high)));
}

function widened(value: number, withZero: boolean): [number, number] {
  if (Math.abs(value) < tiny) return [0, 1];
  if (withZero) return value > 0 ? [0, value] : [value, 0];
  const reach = Math.abs(value) * 0.1;
  return [value - reach, value + reach];
}
