const steps: { readonly [key: string]: number } = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** How many marks a key goes on; null for other keys. Marks are read on, like text: Down goes to the next. */
export function stepOf(key: string): number | null {
  return steps[key] ?? null;
}
