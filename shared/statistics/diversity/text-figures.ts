import type { WordedText } from "../texts/corpus.ts";
import { shares, type TextFigure } from "../texts/grouped-jackknife.ts";
import { cutToBudget, shuffled } from "../texts/token-budget.ts";
import { counted, type NumberStyle } from "../tidy-row.ts";
import { distinctN, expectationAdjustedDistinct, nGramEntropy } from "./distinct-n.ts";
import { type Embeddings, hasEmbedding } from "./embeddings.ts";
import { selfBleu } from "./self-bleu.ts";
import { createVendi, embeddingVector, nGramVectors, type Vectors } from "./vendi-score.ts";

export const embeddedVendi = "Vendi score, embeddings";

/** Bytes of a text once compressed; the machine's own gzip, level 9. */
export type CompressedSize = (bytes: Uint8Array) => number;

/** What all groups are cut to, so that more text is not more variety. */
export type Budget = {
  /** Words a group. */
  readonly words: number;
  /** Bytes a group, for compression. */
  readonly bytes: number;
  /** Texts a group, for figures of pairs of texts. */
  readonly texts: number;
  readonly vocabulary: number;
  readonly seed: number;
};

type DiversityFigure = {
  readonly statistic: string;
  readonly style: NumberStyle;
  /** What the figure can be, where it has ends. */
  readonly range?: readonly [number, number];
  readonly figure: TextFigure;
  readonly claim: (figure: string, whose: string) => string;
};

const orders = [1, 2, 3] as const;

/** Every figure of a group's variety, each at the same budget for all groups. */
export function diversityFigures(
  group: readonly WordedText[],
  budget: Budget,
  compressedSize: CompressedSize,
  embeddings: Embeddings | null,
): readonly DiversityFigure[] {
  const cut: (figure: (texts: readonly Int32Array[]) => number | string) => TextFigure = (figure) => (texts) =>
    figure(cutToBudget(shuffled(texts, budget.seed), budget.words));
  const some: (figure: (texts: Parameters<TextFigure>[0]) => number | string) => TextFigure = (figure) => (texts) =>
    figure(shuffled(texts, budget.seed).slice(0, budget.texts));
  const ofTexts = `${budget.texts.toLocaleString("en")} texts`;
  return [
    ...orders.map(
      (n): DiversityFigure => ({
        statistic: `distinct-${n}`,
        style: "number",
        range: shares,
        figure: cut((texts) => distinctN(texts, n)),
        claim: (figure, whose) => `Of ${gramWords(n)} ${whose}, ${figure} are distinct (share)`,
      }),
    ),
    {
      statistic: "expectation-adjusted distinct-1",
      style: "number",
      figure: cut((texts) => expectationAdjustedDistinct(texts, budget.vocabulary)),
      claim: (figure, whose) => `Distinct words ${whose} are ${figure} times what drawing evenly from the vocabulary would give`,
    },
    ...([1, 2] as const).map(
      (n): DiversityFigure => ({
        statistic: `${n}-gram entropy`,
        style: "number",
        figure: cut((texts) => nGramEntropy(texts, n, true)),
        claim: (figure, whose) => `Entropy of ${gramWords(n)} ${whose} is ${figure} nats (Miller–Madow)`,
      }),
    ),
    {
      statistic: "self-BLEU",
      style: "number",
      range: shares,
      figure: some((texts) => selfBleu(texts.map(({ words }) => words))),
      claim: (figure, whose) =>
        `Texts ${whose} resemble each other with self-BLEU ${figure} (BLEU-4, add-one smoothing, ${ofTexts} at most)`,
    },
    {
      statistic: "compression ratio",
      style: "number",
      figure: (texts) => compressionRatio(shuffled(texts, budget.seed), budget.bytes, compressedSize),
      claim: (figure, whose) => `Texts ${whose} shrink ${figure} fold under gzip`,
    },
    vendiFigure(group, budget, embeddings),
  ];
}

/** More than a budget's worth of similarities: when prompts are left out, the next in order stand in. */
const spare = 1.25;

/** The Vendi score of some of a group's texts. */
export function vendiOf(
  group: readonly WordedText[],
  { texts, seed }: Pick<Budget, "texts" | "seed">,
  vectorsOf: (texts: readonly WordedText[]) => Vectors = wordVectors,
): (some: readonly WordedText[]) => number | string {
  return createVendi(shuffled(group, seed).slice(0, Math.ceil(spare * texts)), vectorsOf);
}

function wordVectors(texts: readonly WordedText[]): Vectors {
  return nGramVectors(texts.map(({ words }) => words));
}

function embeddingVectors(texts: readonly WordedText[]): Vectors {
  return texts.map(({ record }) => embeddingVector(record.embedding ?? []));
}

function vendiFigure(group: readonly WordedText[], budget: Budget, embeddings: Embeddings | null): DiversityFigure {
  const claim =
    (kernel: string, texts: number): DiversityFigure["claim"] =>
    (figure, whose) =>
      `Texts ${whose} are as varied as ${figure} texts that share nothing (Vendi, ${kernel}, ${counted(texts, "text")} at most)`;
  const of =
    (vendi: TextFigure, texts: number): TextFigure =>
    (some) =>
      vendi(shuffled(some, budget.seed).slice(0, texts));
  if (embeddings === null) {
    const words = claim("cosine of words and pairs of words", budget.texts);
    return { statistic: "Vendi score, n-grams", style: "number", figure: of(vendiOf(group, budget), budget.texts), claim: words };
  }
  const { model, obstacle, texts: most } = embeddings;
  const base = { statistic: embeddedVendi, style: "number", claim: claim(`cosine of embeddings by ${model}`, most) } as const;
  if (obstacle !== null) return { ...base, figure: () => obstacle };
  const told = group.filter(({ record }) => hasEmbedding(record));
  if (told.length === 0) return { ...base, figure: () => "no text has an embedding" };
  const vendi = of(vendiOf(told, { ...budget, texts: most }, embeddingVectors), most);
  return { ...base, figure: (some) => vendi(some.filter(({ record }) => hasEmbedding(record))) };
}

function gramWords(n: number): string {
  return n === 1 ? "words" : n === 2 ? "pairs of words" : "triples of words";
}

/** Bytes over gzip bytes of the texts run together in seeded order (Shaib et al. 2024), cut at `bytes`: it depends on size. */
function compressionRatio(texts: Parameters<TextFigure>[0], bytes: number, compressedSize: CompressedSize): number | string {
  const encoder = new TextEncoder();
  const whole = encoder.encode(texts.map(({ record }) => record.text).join("\n")).subarray(0, bytes);
  return whole.length === 0 ? "no text" : whole.length / compressedSize(whole);
}
