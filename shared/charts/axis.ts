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
