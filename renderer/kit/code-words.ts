/** A sentence in parts, those between backticks marked as code; a backtick without its partner stays as it is. */
export function codeParts(sentence: string): readonly { readonly text: string; readonly isCode: boolean }[] {
  return sentence
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.length > 2 && part.startsWith("`") && part.endsWith("`")
        ? { text: part.slice(1, -1), isCode: true }
        : { text: part, isCode: false },
    )
    .filter(({ text }) => text !== "");
}

/** The sentence where nothing can be marked: titles, names for screen readers, announcements. */
export function withoutCodeMarks(sentence: string): string {
  return codeParts(sentence)
    .map(({ text }) => text)
    .join("");
}
