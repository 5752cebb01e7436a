/** The levels of a scale as lines, from the lowest. */
export function levelsText(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value)
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([level, meaning]) => `${level}: ${String(meaning)}`)
    .join("\n");
}

/** Lines as levels; a line without a colon goes on from the one above. Undefined when there are none. */
export function levelsFrom(text: string): { readonly [level: string]: string } | undefined {
  const levels = new Map<string, string>();
  let last: string | null = null;
  for (const line of text.split("\n")) {
    const [, level = null, meaning = ""] = /^\s*([+-]?\d+(?:\.\d+)?)\s*:\s*(.*)$/.exec(line) ?? [];
    if (level !== null) levels.set(level, meaning.trim());
    else if (last !== null && line.trim() !== "") levels.set(last, `${levels.get(last) ?? ""} ${line.trim()}`.trim());
    last = level ?? last;
  }
  return levels.size === 0 ? undefined : Object.fromEntries(levels);
}
