/** One line of Markdown that cannot break out of a table cell or begin markup. */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*_[\]<>|$]/g, "\\$&")
    .trim();
}

export function count(number: number): string {
  return number.toLocaleString("en-US");
}
