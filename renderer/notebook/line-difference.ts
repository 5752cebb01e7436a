export type DifferingLine = { readonly number: number; readonly text: string; readonly differs: boolean };

/** The lines of a text, marked where the other text does not have them (as many times). */
export function lineDifference(text: string, other: string): readonly DifferingLine[] {
  const left = new Map<string, number>();
  for (const line of other.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  return text.split("\n").map((line, index) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return { number: index + 1, text: line, differs: count <= 0 };
  });
}
