export type WordPart = { readonly type: "same" | "removed" | "added"; readonly text: string };

/** Beyond this many comparisons only what both texts begin and end with is told apart from the rest. */
const mostSteps = 4_000_000;

/** How one text becomes another, word by word; joined, `same` and `removed` are the first text, `same` and `added` the second. */
export function wordDifference(before: string, after: string): readonly WordPart[] {
  const [left, right] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const middle = between(left.slice(start, left.length - end), right.slice(start, right.length - end));
  return joined([
    { type: "same", text: left.slice(0, start).join("") },
    ...middle,
    { type: "same", text: end === 0 ? "" : left.slice(-end).join("") },
  ]);
}

const wordsOf = (text: string): readonly string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

function between(left: readonly string[], right: readonly string[]): readonly WordPart[] {
  if (left.length * right.length > mostSteps) {
    return [
      { type: "removed", text: left.join("") },
      { type: "added", text: right.join("") },
    ];
  }
  const width = right.length + 1;
  const longest = new Uint32Array((left.length + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const parts: WordPart[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    const [removed, added] = [left[row], right[column]];
    if (removed !== undefined && removed === added) {
      parts.push({ type: "same", text: removed });
      row += 1;
      column += 1;
    } else if (removed !== undefined && (added === undefined || at(row + 1, column) >= at(row, column + 1))) {
      parts.push({ type: "removed", text: removed });
      row += 1;
    } else {
      parts.push({ type: "added", text: added ?? "" });
      column += 1;
    }
  }
  return parts;
}

function joined(parts: readonly WordPart[]): readonly WordPart[] {
  const list: WordPart[] = [];
  for (const part of parts) {
    const last = list.at(-1);
    if (part.text === "") continue;
    if (last?.type === part.type) list[list.length - 1] = { type: part.type, text: last.text + part.text };
    else list.push(part);
  }
  return list;
}
