import { sha256Hex } from "../journal/sha256.ts";

/** One answer a person may be shown. */
export type LabelSide = { readonly model: string; readonly family: string; readonly text: string };

/** What a judge said of an item, sides as the item has them. */
export type MachineVerdict = {
  readonly judge: string;
  readonly judgeFamily: string;
  /** A side, a tie, a class or a score; null where there is none. */
  readonly value: string | number | null;
  readonly p: number | null;
  /** Its two orders disagreed. */
  readonly flipped: boolean;
  readonly repeat: number;
  /** The criterion it is about; null for the item as a whole. */
  readonly criterion: string | null;
};

/** Something a person can be asked about: two answers to one prompt, or one answer. */
export type LabelItem = {
  /** Names the item and gives away no model. */
  readonly key: string;
  /** The prompt it belongs to. */
  readonly item: string;
  readonly comparison: string | null;
  readonly sample: number;
  readonly question: string;
  readonly a: LabelSide;
  readonly b: LabelSide | null;
  readonly verdicts: readonly MachineVerdict[];
};

/** The key of an item: the same for (A, B) and (B, A). Models can't be read from it. */
export function labelKey(item: string, models: readonly string[], sample: number): string {
  return sha256Hex(JSON.stringify([item, ...[...models].sort(), sample])).slice(0, 16);
}

/** Texts of an item in the order shown. */
export function shownTexts({ a, b }: LabelItem, order: "ab" | "ba" | null): readonly LabelSide[] {
  if (b === null) return [a];
  return order === "ba" ? [b, a] : [a, b];
}

/** A short proof of what was shown: another text or another order gives another one. */
export function shownCheck(item: LabelItem, order: "ab" | "ba" | null): string {
  return sha256Hex(JSON.stringify([item.question, ...shownTexts(item, order).map(({ text }) => text)])).slice(0, 12);
}
