/** "Mean score" for "mean score". */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** US dollars: to the cent from one dollar up, two significant digits below. */
export function dollars(amount: number): string {
  return `$${amount === 0 || amount >= 1 ? amount.toFixed(2) : Number(amount.toPrecision(2))}`;
}
