import { clustersOf } from "../clusters.ts";
import { dropAllButOne, keepWords } from "../keep-one.ts";
import { findSemanticDuplicates } from "../semantic-duplicates.ts";
import type { StepKindOf } from "../step.ts";
import { stepTexts, withoutText } from "../step-text.ts";
import { columnField, keepFields, keepNeeds } from "./fields.ts";

export const semantic: StepKindOf<"semantic"> = {
  type: "semantic",
  title: "Semantic duplicates",
  sentence: "Of texts whose embeddings point the same way, one stays. Asks a model, so the cell is paid.",
  matchesRows: true,
  describe: (step) => `cosine by ${step.model} at least ${step.threshold}; ${keepWords(step)}`,
  needs: (step) => ({ columns: keepNeeds(step), readsText: true, tables: [] }),
  run: (step, context) => {
    const { rows, embeddings } = context;
    const { column, texts } = stepTexts(step, context);
    const vectors = texts.map((text) => (text ? embeddings.of(text) : null));
    const { clusters, similarity, compared } = findSemanticDuplicates(vectors, step.threshold);
    const drops = dropAllButOne(clustersOf(rows.length, clusters), step, context, texts, (kept, dropped) => {
      const alike = similarity(kept, dropped);
      return {
        similarity: alike,
        words: alike >= step.threshold ? "semantic duplicate" : "joined by a chain of semantic duplicates to that",
      };
    });
    const waiting = rows.filter((_, at) => embeddings.isWaiting(texts[at] ?? ""));
    const failed = rows.flatMap((row, at) => {
      const cause = embeddings.failureOf(texts[at] ?? "");
      return cause === null ? [] : [{ row, cause }];
    });
    const empty = texts.filter((text) => !text).length;
    return { column, drops, waiting, failed, notes: [compared, ...withoutText(empty)] };
  },
  starter: { type: "semantic", model: "sim/embed", threshold: 0.95 },
  fields: [
    { key: "model", label: "Embeddings by", control: { type: "model" } },
    columnField,
    { key: "threshold", label: "Cosine from", control: { type: "number", min: 0, max: 1, step: 0.01 } },
    {
      key: "dimensions",
      label: "Dimensions",
      help: "For models that can shorten their vectors.",
      control: { type: "number", min: 2, step: 1 },
    },
    {
      key: "vectors",
      label: "Keep vectors",
      help: "Adds the columns embedding and embedding_model, which a measure of diversity reads.",
      control: { type: "switch" },
    },
    ...keepFields,
  ],
};
