/** The known names most like `name`, best first, at most `count`: what "did you mean" offers. */
export function nearestNames(name: string, known: Iterable<string>, count = 3): readonly string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(2, Math.floor(name.length / 3));
  return [...known]
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** "Did you mean `x` or `y`?", or an empty string when nothing is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearestNames(name, known).map((candidate) => `\`${candidate}\``);
  return near.length === 0 ? "" : `Did you mean ${near.join(" or ")}?`;
}

/** Edits between two names; 1 where one begins or ends with the other. */
function distanceTo(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length > 2 && b.length > 2 && (b.startsWith(a) || a.startsWith(b) || b.endsWith(a) || a.endsWith(b))) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
