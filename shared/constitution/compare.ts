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
  const partners = new Map<WrittenPrinciple, number>();
  const taken = new Set<number>();
  const pair = (each: WrittenPrinciple, isPartner: (other: WrittenPrinciple) => boolean): void => {
    if (partners.has(each)) return;
    const place = before.findIndex((other, at) => !taken.has(at) && isPartner(other));
    if (place === -1) return;
    partners.set(each, place);
    taken.add(place);
  };
  const laterIds = new Set(after.map(({ id }) => id));
  for (const each of after) pair(each, ({ id }) => id === each.id);
  for (const each of after) pair(each, ({ id, text }) => text === each.text && !laterIds.has(id));
  return new Map(after.flatMap((each) => (partners.has(each) ? [[each, partners.get(each) ?? 0] as const] : [])));
}

/** The longest subsequence that rises: what stays in order while the others are moved. */
function longestRising(places: readonly number[]): readonly number[] {
  const best: (readonly number[])[] = [];
  for (const place of places) {
    const before = best
      .filter((each) => (each.at(-1) ?? -1) < place)
      .reduce<readonly number[]>((long, each) => (each.length > long.length ? each : long), []);
    best.push([...before, place]);
  }
  return best.reduce<readonly number[]>((long, each) => (each.length > long.length ? each : long), []);
}
