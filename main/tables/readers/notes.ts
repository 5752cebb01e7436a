const maximumNotes = 20;

/** What reading changed or decided and people should know of: each sentence once. */
export class Notes {
  readonly #sentences = new Set<string>();

  add(sentence: string): void {
    if (this.#sentences.size < maximumNotes) this.#sentences.add(sentence);
  }

  all(): readonly string[] {
    return [...this.#sentences];
  }
}
