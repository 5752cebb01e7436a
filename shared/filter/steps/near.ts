import { candidateChance } from "../bands.ts";
import { clustersOf } from "../clusters.ts";
import { dropAllButOne, keepWords } from "../keep-one.ts";
import { findNearDuplicates } from "../near-duplicates.ts";
import type { StepKindOf } from "../step.ts";
import { stepTexts, withoutText } from "../step-text.ts";
import { columnField, keepFields, keepNeeds } from "./fields.ts";

export const near: StepKindOf<"near"> = {
  type: "near",
  title: "Near duplicates",
  sentence: "Of texts that share most of their shingles of words, one stays (MinHash, confirmed by the exact Jaccard similarity).",
  matchesRows: true,
  describe: (step) => `Jaccard of ${step.shingle}-word shingles at least ${step.threshold}; ${keepWords(step)}`,
  needs: (step) => ({ columns: keepNeeds(step), readsText: true, tables: [] }),
  run: (step, context) => {
    const { rows } = context;
    const { column, texts } = stepTexts(step, context);
    const { clusters, similarity, bands, wordless } = findNearDuplicates(texts, step);
    const drops = dropAllButOne(clustersOf(rows.length, clusters), step, context, texts, (kept, dropped) => {
      const alike = similarity(kept, dropped);
      return { similarity: alike, words: alike >= step.threshold ? "near duplicate" : "joined by a chain of near duplicates to that" };
    });
    const chance = candidateChance(step.threshold, bands);
    return {
      column,
      drops,
      notes: [
        `${bands.bands * bands.rows} permutations in ${bands.bands} bands of ${bands.rows}: a pair alike at ${step.threshold} is compared with chance ${chance.toFixed(3)}`,
        ...withoutText(wordless, "words"),
      ],
    };
  },
  starter: { type: "near", threshold: 0.8 },
  fields: [
    columnField,
    { key: "threshold", label: "Jaccard from", control: { type: "number", min: 0.3, max: 1, step: 0.05 } },
    { key: "shingle", label: "Words in a shingle", control: { type: "number", min: 1, max: 50, step: 1 } },
    { key: "permutations", label: "Permutations", control: { type: "number", min: 16, max: 512, step: 16 } },
    ...keepFields,
  ],
};
