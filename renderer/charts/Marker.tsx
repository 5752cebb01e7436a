import { ink } from "./ink.ts";

type MarkerProps = {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Which of the series that wear one colour. */
  readonly variant: number;
};

/** A point in the colour of its series; series of one colour differ by shape: disc, hollow square, triangle, hollow diamond. */
export function Marker({ x, y, radius, variant }: MarkerProps) {
  const r = variant === 0 ? radius : radius + 0.75;
  const hollow = variant % 2 === 1;
  const look = {
    fill: hollow ? ink.surface : "currentColor",
    stroke: hollow ? "currentColor" : ink.surface,
    strokeWidth: hollow ? 1.25 : 0.75,
  };
  switch (variant % 4) {
    case 1:
      return <rect x={x - r + 0.5} y={y - r + 0.5} width={2 * r - 1} height={2 * r - 1} {...look} />;
    case 2:
      return <path d={`M${x},${y - r * 1.15}l${r * 1.1},${r * 1.9}h${-2.2 * r}z`} {...look} />;
    case 3:
      return <path d={`M${x},${y - r * 1.2}l${r * 1.2},${r * 1.2}l${-r * 1.2},${r * 1.2}l${-r * 1.2},${-r * 1.2}z`} {...look} />;
    default:
      return <circle cx={x} cy={y} r={r} {...look} />;
  }
}
