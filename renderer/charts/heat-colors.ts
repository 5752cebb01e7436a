import type { ColorScale } from "#shared/charts/drawing.ts";

type Rgb = readonly [number, number, number];

const grounds: { readonly [Theme in "light" | "dark"]: Rgb } = { light: [251, 250, 247], dark: [22, 21, 19] };
const blue: Rgb = [27, 95, 170];
const below: Rgb = [213, 94, 0];
const above: Rgb = [0, 114, 178];

export type CellColors = { readonly ground: string; readonly ink: string; readonly soft: string };

/** Ground and text of a square in one theme. Black or white, whichever contrasts more, is at least 4.5 : 1 on any colour. */
export function cellColors(value: number, scale: ColorScale, theme: "light" | "dark"): CellColors {
  const color = mix(grounds[theme], ...towards(value, scale));
  const ink: Rgb = luminance(color) > 0.179 ? [0, 0, 0] : [255, 255, 255];
  return { ground: written(color), ink: written(ink), soft: written(softInk(color, ink)) };
}

/** As soft as it may be: the least share of the ink that still contrasts 4.5 : 1. */
function softInk(ground: Rgb, ink: Rgb): Rgb {
  const shares = [0.72, 0.8, 0.88, 0.94];
  return shares.map((share) => mix(ground, ink, share)).find((soft) => contrast(soft, ground) >= 4.6) ?? ink;
}

function written(color: Rgb): string {
  return `rgb(${color.map(Math.round).join(" ")})`;
}

/** Contrast ratio as WCAG defines it, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (high + 0.05) / (low + 0.05);
}

/** Both themes in one value each: the page's colour scheme decides. */
export function themedCellColors(value: number, scale: ColorScale): CellColors {
  const [light, dark] = [cellColors(value, scale, "light"), cellColors(value, scale, "dark")];
  return {
    ground: `light-dark(${light.ground}, ${dark.ground})`,
    ink: `light-dark(${light.ink}, ${dark.ink})`,
    soft: `light-dark(${light.soft}, ${dark.soft})`,
  };
}

function towards(value: number, scale: ColorScale): [hue: Rgb, share: number] {
  if (scale.type === "sequential") return [blue, share(value, scale.from, scale.to)];
  return value < scale.neutral ? [below, share(value, scale.neutral, scale.from)] : [above, share(value, scale.neutral, scale.to)];
}

function share(value: number, from: number, to: number): number {
  return from === to ? 0 : Math.min(1, Math.max(0, (value - from) / (to - from)));
}

function mix(ground: Rgb, hue: Rgb, amount: number): Rgb {
  const channel = (index: 0 | 1 | 2) => ground[index] + (hue[index] - ground[index]) * amount;
  return [channel(0), channel(1), channel(2)];
}

/** Relative luminance as WCAG defines it. */
function luminance(color: Rgb): number {
  const [red, green, blueLight] = color.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blueLight;
}
