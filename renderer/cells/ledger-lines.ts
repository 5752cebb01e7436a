import type { RowLedger } from "#shared/journal/entries.ts";

/** The parts of a ledger in words; they add up to what was requested. */
export function ledgerLines(ledger: RowLedger): readonly { readonly name: string; readonly count: number }[] {
  const named = (word: string, counts: { readonly [name: string]: number }) =>
    Object.entries(counts).map(([name, count]) => ({ name: `${word}: ${name}`, count }));
  return [
    { name: "Kept", count: ledger.kept },
    ...named("Filtered", ledger.filtered),
    ...named("Failed", ledger.failed),
    ...named("Unscored", ledger.unscored),
    ...(ledger.waiting > 0 ? [{ name: "Waiting", count: ledger.waiting }] : []),
  ];
}
