import type { TextRecord } from "../texts/text-record.ts";
import { counted } from "../tidy-row.ts";

/** The embeddings that texts bring along. */
export type Embeddings = {
  readonly model: string;
  /** Why their cosines say nothing; null where they do. */
  readonly obstacle: string | null;
  /** Texts a group that are compared, the same number for all groups. */
  readonly texts: number;
};

/** Null where no text brings one. Vectors of different models or lengths are not compared. */
export function embeddingsOf(groups: readonly (readonly TextRecord[])[], texts: number): Embeddings | null {
  const told = groups.map((records) => records.filter(hasEmbedding)).filter(({ length }) => length > 0);
  if (told.length === 0) return null;
  const sizes = [...new Set(told.flat().map(({ embedding }) => embedding?.length ?? 0))].sort((left, right) => left - right);
  const models = [...new Set(told.flat().map(({ embeddingModel }) => embeddingModel ?? "a model the table does not name"))].sort();
  const model = models.join(" and ");
  const least = Math.min(...told.map(({ length }) => length));
  const base = { model, texts: Math.max(1, Math.min(texts, Math.floor(shareOfSmallest * least))) };
  if (models.length > 1) return { ...base, obstacle: `embeddings are by ${model}, and those of different models can't be compared` };
  if (sizes.length > 1) return { ...base, obstacle: `embeddings have ${sizes.join(" and ")} numbers: they can't be compared` };
  return { ...base, obstacle: null };
}

/** What a figure of embeddings left out; null for nothing. */
export function withoutEmbedding(records: readonly TextRecord[]): string | null {
  const without = records.filter((record) => !hasEmbedding(record)).length;
  return without === 0 ? null : `${counted(without, "text")} without an embedding left out`;
}

/** A jackknife leaves a twentieth out, and what is left must still fill the budget. */
const shareOfSmallest = 0.9;

export function hasEmbedding({ embedding }: TextRecord): boolean {
  return embedding?.some((value) => value !== 0) ?? false;
}
