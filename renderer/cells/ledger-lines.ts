import type { RowLedger } from "#shared/journal/entries.ts";

/** The parts of a ledger in words; they add up to what was requested. Rows mixed in come last, and stand beside the sum. */
export function ledgerLines(ledger: RowLedger): readonly { readonly name: string; readonly count: number }[] {
  const named = (word: string, counts: { readonly [name: string]: number }) =>
    Object.entries(counts).map(([name, count]) => ({ name: `${word}: ${name}`, count }));
  return [
    { name: "Kept", count: ledger.kept },
    ...named("Filtered", ledger.filtered),
    ...named("Failed", ledger.failed),
    ...named("Unscored", ledger.unscored),
    ...(ledger.waiting > 0 ? [{ name: "Waiting", count: ledger.waiting }] : []),
    ...Object.entries(ledger.added ?? {}).map(([table, count]) => ({ name: `Beside these, from ${table}`, count })),
  ];
}
