import { matchSequences } from "./diff.ts";
import { isBlank, splitLines, startsWithBlankLine } from "./lines.ts";
import { scanLines } from "./scan.ts";

/**
 * Divides a text into the texts of the base it grew together from, when the cells between them were removed: each then merges by
 * itself. A part that is gone is null. The whole is null when the text cannot be divided.
 */
export function splitText(text: string, parts: readonly string[]): readonly (string | null)[] | null {
  const lines = splitLines(text);
  const known = parts.flatMap((part, index) => splitLines(part).map((line) => ({ line, part: index })));
  const pairs = matchSequences(
    known,
    lines.map((line) => ({ line, part: -1 })),
    (one, other) => one.line === other.line && !isBlank(one.line),
  );
  const cuts = parts.map((_, index) => {
    if (index === 0) return 0;
    const first = pairs.find(([from]) => (known[from]?.part ?? 0) >= index);
    return first ? first[1] : lines.length;
  });
  const pieces = cuts.map((cut, index) => lines.slice(cut, cuts[index + 1] ?? lines.length));
  // A cut inside a bare fence or a comment would divide what belongs together.
  if (pieces.slice(0, -1).some((piece) => ["fence", "html"].includes(scanLines(piece).end.type))) return null;
  return pieces.map((piece, index) => {
    if (piece.length === 0) return null;
    const joined = piece.join("");
    const base = parts[index] ?? "";
    // The blank line behind the removed cell went with it; with it the part compares line by line.
    return index > 0 && startsWithBlankLine(base) && !startsWithBlankLine(joined) ? (splitLines(base)[0] ?? "") + joined : joined;
  });
}
