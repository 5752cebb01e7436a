import { ink, sans, seriesColor, variantsOf } from "./ink.ts";
import { Marker } from "./Marker.tsx";

type KeyProps = {
  /** `color` null: each mark has its own, and only shape tells the series apart. */
  readonly series: readonly { readonly name: string; readonly color: number | null }[];
  readonly shape: "square" | "dot" | "point" | "line";
};

/** Names the series where they can't be named beside their marks; nothing for a single one. */
export function Key({ series, shape }: KeyProps) {
  if (series.length < 2) return null;
  const variants = variantsOf(series);
  return (
    <ul
      style={{
        display: "flex",
        flexWrap: "wrap",
        gap: "4px 16px",
        margin: "0 0 6px",
        padding: 0,
        listStyle: "none",
        fontFamily: sans,
        fontSize: 12,
        color: ink.ink,
      }}
    >
      {series.map(({ name, color }, index) => (
        <li key={name} style={{ display: "flex", alignItems: "center", gap: 6 }}>
          <Swatch shape={shape} color={color === null ? ink.soft : seriesColor(color)} variant={variants[index] ?? 0} />
          {name}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ shape, color, variant }: { readonly shape: KeyProps["shape"]; readonly color: string; readonly variant: number }) {
  const whole = variant === 0;
  return (
    <svg width={shape === "line" ? 18 : 14} height={10} aria-hidden="true">
      {shape === "line" && (
        <line x1={0} x2={18} y1={5} y2={5} stroke={color} strokeWidth={2} strokeDasharray={["none", "6 4", "2 3"][variant] ?? "8 3 2 3"} />
      )}
      {(shape === "line" || shape === "point") && (
        <g color={color}>
          <Marker x={shape === "line" ? 9 : 7} y={5} radius={shape === "line" ? 2.5 : 3.5} variant={variant} />
        </g>
      )}
      {shape === "dot" && <circle cx={7} cy={5} r={3.5} fill={whole ? color : "none"} stroke={color} strokeWidth={1.25} />}
      {shape === "square" && (
        <rect
          x={2}
          y={0.5}
          width={10}
          height={9}
          rx={1.5}
          fill={color}
          fillOpacity={whole ? 0.88 : 0.32}
          stroke={color}
          strokeDasharray={variant > 1 ? "3 2" : undefined}
        />
      )}
    </svg>
  );
}
