import type { Judgement } from "../judgement.ts";

/** With which chance each labelled item was chosen, or why labels can't be weighed. */
export type Selection =
  | { readonly type: "recorded"; readonly chances: ReadonlyMap<string, number> }
  | { readonly type: "unknown" }
  | { readonly type: "refused"; readonly reason: string };

/** Reads `selectionP` of the items people labelled. An item that could not be chosen makes all labels useless for the whole. */
export function selectionOf(judgements: readonly Judgement[], labelled: ReadonlySet<string>): Selection {
  const chances = new Map<string, number>();
  for (const { item, selectionP } of judgements) {
    if (selectionP === undefined) continue;
    if (!(selectionP > 0 && selectionP <= 1)) {
      const reason =
        selectionP === 0
          ? `item ${item} had no chance to be labelled (selection_p 0), so labels can't speak for items like it`
          : `item ${item} has selection_p ${selectionP}, which is no chance above 0 and up to 1`;
      return { type: "refused", reason };
    }
    const known = chances.get(item);
    if (known !== undefined && known !== selectionP)
      return {
        type: "refused",
        reason: `item ${item} has two selection probabilities, ${Math.min(known, selectionP)} and ${Math.max(known, selectionP)}`,
      };
    chances.set(item, selectionP);
  }
  if (chances.size === 0) return { type: "unknown" };
  const missing = [...labelled].filter((item) => !chances.has(item)).sort();
  if (missing.length === 0) return { type: "recorded", chances };
  return {
    type: "refused",
    reason: `${missing.length === 1 ? "1 labelled item has" : `${missing.length} labelled items have`} no selection_p while others do, the first being ${missing[0]}`,
  };
}
