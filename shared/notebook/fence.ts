import { lineContent } from "./lines.ts";

/** The opening line of a fenced block, by CommonMark. */
export type Fence = {
  readonly indent: number;
  readonly marker: "`" | "~";
  readonly length: number;
  readonly info: string;
};

const opening = /^( {0,3})(`{3,}|~{3,})([^\r\n]*)$/;
const cellInfo = /^([a-z][a-z0-9-]*)[ \t]+([a-z_][a-z0-9_]{0,62})$/;

export function readFence(line: string): Fence | null {
  if (!mayBeFence(line)) return null;
  const found = opening.exec(lineContent(line));
  if (!found) return null;
  const [, indent = "", run = "", rest = ""] = found;
  const marker = run.startsWith("`") ? "`" : "~";
  if (marker === "`" && rest.includes("`")) return null;
  return { indent: indent.length, marker, length: run.length, info: rest.replace(/^[ \t]+|[ \t]+$/g, "") };
}

export function closesFence(line: string, fence: Fence): boolean {
  if (!mayBeFence(line)) return false;
  const found = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(lineContent(line));
  const run = found?.[1] ?? "";
  return run.startsWith(fence.marker) && run.length >= fence.length;
}

/** Cheap, since every line of every body is asked. */
function mayBeFence(line: string): boolean {
  let at = 0;
  while (at < 4 && line[at] === " ") at += 1;
  return line[at] === "`" || line[at] === "~";
}

/** Kind and name, when the info string is exactly these two. */
export function readCellInfo(info: string): { readonly kind: string; readonly name: string } | null {
  const found = cellInfo.exec(info);
  return found ? { kind: found[1] ?? "", name: found[2] ?? "" } : null;
}

/** A fence no line of `body` can close: one longer than the longest run of its character inside. */
export function fenceAround(body: string, marker: "`" | "~" = "`"): string {
  let longest = 2;
  for (const [run] of body.matchAll(marker === "`" ? /`+/g : /~+/g)) longest = Math.max(longest, run.length);
  return marker.repeat(longest + 1);
}
