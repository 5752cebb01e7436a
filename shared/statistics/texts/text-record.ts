/** One text of a data set under study. */
export type TextRecord = {
  readonly text: string;
  /** Texts of one prompt stand or fall together when intervals are made. */
  readonly cluster: string;
  /** What is set against others: a model, a data set, a generation. */
  readonly group: string;
  /** Which generation of a chain of students wrote it, 0 for the data it began with; null outside chains. */
  readonly generation: number | null;
  /** Null where the table does not say who wrote it. */
  readonly isHuman: boolean | null;
  /** People's, or otherwise of the data a chain began with; null where the table does not say. */
  readonly isReal: boolean | null;
  /** Unit length not needed; null without an embedding column. */
  readonly embedding: readonly number[] | null;
  /** Whose embedding it is; null where the table does not say. */
  readonly embeddingModel: string | null;
};
