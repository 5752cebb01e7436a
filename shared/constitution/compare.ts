import type { WrittenPrinciple } from "./principle.ts";

/** What became of one principle between two versions. `before` and `after` are null where it is not there. */
export type PrincipleChange =
  | { readonly type: "same"; readonly before: WrittenPrinciple; readonly after: WrittenPrinciple; readonly moved: boolean }
  | { readonly type: "changed"; readonly before: WrittenPrinciple; readonly after: WrittenPrinciple; readonly moved: boolean }
  | { readonly type: "added"; readonly before: null; readonly after: WrittenPrinciple; readonly moved: false }
  | { readonly type: "removed"; readonly before: WrittenPrinciple; readonly after: null; readonly moved: false };

/** Parts of a principle that can differ. */
export const principleParts = ["id", "text", "critique", "revision"] as const;

/**
 * Two versions of a constitution, principle by principle: by id, and where an id is gone by an equal text under another
 * name. In the order of the later version, with what was taken out at the end. *Moved* means past another that both have.
 */
export function compareConstitutions(before: readonly WrittenPrinciple[], after: readonly WrittenPrinciple[]): readonly PrincipleChange[] {
  const partners = partnersOf(before, after);
  const kept = [...partners.values()];
  const settled = new Set(longestRising(kept));
  const changes = after.map((each): PrincipleChange => {
    const place = partners.get(each);
    const was = place === undefined ? undefined : before[place];
    if (place === undefined || was === undefined) return { type: "added", before: null, after: each, moved: false };
    const isSame = principleParts.every((part) => (was[part] ?? "") === (each[part] ?? ""));
    return { type: isSame ? "same" : "changed", before: was, after: each, moved: !settled.has(place) };
  });
  const found = new Set(kept);
  const removed = before.filter((_, place) => !found.has(place));
  return [...changes, ...removed.map((each): PrincipleChange => ({ type: "removed", before: each, after: null, moved: false }))];
}

/** The place in the earlier version of each later principle that was there. */
function partnersOf(before: readonly WrittenPrinciple[], after: readonly WrittenPrinciple[]): ReadonlyMap<WrittenPrinciple, number> {
  const laterIds = new Set(after.map(({ id }) => id));
  const [byId, byText] = [new Map<string, number[]>(), new Map<string, number[]>()];
  for (const [place, { id, text }] of before.entries()) {
    const [places, key] = laterIds.has(id) ? [byId, id] : [byText, text];
    places.set(key, [...(places.get(key) ?? []), place]);
  }
  // Each principle of the earlier version is the partner of one at most.
  const partners = after.map((each) => [each, byId.get(each.id)?.shift() ?? byText.get(each.text)?.shift()] as const);
  return new Map(partners.flatMap(([each, place]) => (place === undefined ? [] : [[each, place] as const])));
}

/** The longest subsequence that rises, by patience sorting: what stays in order while the others are moved. */
function longestRising(places: readonly number[]): readonly number[] {
  // The end of the best run of each length, and what came before each place.
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const place of places) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous.set(place, ends[low - 1]);
    ends[low] = place;
  }
  const run: number[] = [];
  for (let place = ends.at(-1); place !== undefined; place = previous.get(place)) run.unshift(place);
  return run;
}
