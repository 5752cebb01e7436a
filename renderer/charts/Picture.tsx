import type { ReactNode } from "react";
import type { Frame } from "./frame.ts";
import { ink, sans } from "./ink.ts";

export type PictureProps = { readonly name: string; readonly description: string };

/** An SVG with an accessible name and a description in words; without ids, since many stand on one page. */
export function Picture({
  name,
  description,
  frame: { width, height },
  children,
}: PictureProps & { readonly frame: Frame; readonly children: ReactNode }) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontFamily={sans}
      fontSize={12}
      fill={ink.ink}
      style={{ display: "block", maxWidth: "100%", height: "auto", fontVariantNumeric: "tabular-nums" }}
    >
      <title>{name}</title>
      <desc>{description}</desc>
      {children}
    </svg>
  );
}
