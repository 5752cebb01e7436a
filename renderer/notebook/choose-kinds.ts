export type KindChoice = { readonly kind: string; readonly title: string; readonly sentence: string };

/** Kinds whose name begins with what was typed come first, then those that mention it. */
export function chooseKinds(choices: readonly KindChoice[], sought: string): readonly KindChoice[] {
  const wanted = sought.trim().toLowerCase();
  if (wanted === "") return choices;
  const begins = choices.filter((choice) => choice.kind.startsWith(wanted) || choice.title.toLowerCase().startsWith(wanted));
  const mentions = choices.filter(
    (choice) => !begins.includes(choice) && `${choice.title} ${choice.sentence}`.toLowerCase().includes(wanted),
  );
  return [...begins, ...mentions];
}
