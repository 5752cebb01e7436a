/** A published data set and how large its authors, or whoever measured it, say it is. */
export type PublishedSet = {
  readonly name: string;
  /** Year, and month where it is known. */
  readonly date: string;
  readonly examples: number;
  /** Mean tokens of prompt and completion; null where the source gives none. */
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** Turns a conversation, where lengths are a turn's. */
  readonly turns: number;
  /** All tokens; null where nobody says. */
  readonly tokens: number | null;
  readonly isOrderOfMagnitude: boolean;
  readonly tokenizer: string | null;
  readonly source: string;
};

const tulu1 = "Wang et al. 2023 (Tülu 1), table 1";
const llama = "LLaMA";

/** Total of a set whose source gives mean lengths a turn. */
function lengths(examples: number, promptTokens: number, completionTokens: number, turns = 1) {
  return { examples, promptTokens, completionTokens, turns, tokens: Math.round(examples * turns * (promptTokens + completionTokens)) };
}

/**
 * Sets that a user's own is drawn beside, oldest first. Totals are the source's own where it gives one, else examples × mean
 * lengths; those known to an order of magnitude only say so.
 */
export const publishedSets: readonly PublishedSet[] = [
  { name: "Self-Instruct", date: "2022-12", ...lengths(82_439, 41.5, 29.3), isOrderOfMagnitude: false, tokenizer: llama, source: tulu1 },
  {
    name: "Unnatural Instructions",
    date: "2022-12",
    ...lengths(68_478, 107.8, 23.6),
    isOrderOfMagnitude: false,
    tokenizer: llama,
    source: tulu1,
  },
  {
    name: "Alpaca",
    date: "2023-03",
    ...lengths(52_002, 27.8, 64.6),
    isOrderOfMagnitude: false,
    tokenizer: llama,
    source: `${tulu1}; Alpaca datasheet`,
  },
  { name: "GPT4-Alpaca", date: "2023-04", ...lengths(52_002, 28, 161.8), isOrderOfMagnitude: false, tokenizer: llama, source: tulu1 },
  { name: "Dolly", date: "2023-04", ...lengths(15_011, 118.1, 91.3), isOrderOfMagnitude: false, tokenizer: llama, source: tulu1 },
  {
    name: "Open Assistant 1",
    date: "2023-04",
    ...lengths(34_795, 34.8, 212.5, 1.6),
    isOrderOfMagnitude: false,
    tokenizer: llama,
    source: tulu1,
  },
  { name: "Baize", date: "2023-04", ...lengths(210_311, 17.6, 52.8, 3.1), isOrderOfMagnitude: false, tokenizer: llama, source: tulu1 },
  {
    name: "ShareGPT (Vicuna)",
    date: "2023",
    ...lengths(168_864, 71, 357.8, 3.2),
    isOrderOfMagnitude: false,
    tokenizer: llama,
    source: tulu1,
  },
  {
    name: "AlpaGasus",
    date: "2023-07",
    ...{ examples: 9_229, promptTokens: null, completionTokens: null, turns: 1, tokens: null },
    isOrderOfMagnitude: false,
    tokenizer: null,
    source: "authors' repository",
  },
  {
    name: "UltraChat 200k",
    date: "2023-10",
    ...{ examples: 207_865, promptTokens: null, completionTokens: null, turns: 1, tokens: null },
    isOrderOfMagnitude: false,
    tokenizer: null,
    source: "dataset card",
  },
  {
    name: "OpenHermes 2.5",
    date: "2023-11",
    ...{ examples: 1_001_551, promptTokens: null, completionTokens: null, turns: 1, tokens: 391_500_000 },
    isOrderOfMagnitude: false,
    tokenizer: "Gemma, rendered conversations",
    source: "dataset card; tokens counted by a third party",
  },
  {
    name: "Tülu 3 SFT",
    date: "2024-11",
    ...{ examples: 939_344, promptTokens: null, completionTokens: null, turns: 1, tokens: 500_000_000 },
    isOrderOfMagnitude: true,
    tokenizer: null,
    source: "dataset card; tokens: Lambert, RLHF book, ch. 12",
  },
  {
    name: "OpenThoughts-114k",
    date: "2025-01",
    ...{ examples: 113_957, promptTokens: null, completionTokens: null, turns: 1, tokens: null },
    isOrderOfMagnitude: false,
    tokenizer: null,
    source: "dataset card",
  },
  {
    name: "OpenThoughts2-1M",
    date: "2025-04",
    ...{ examples: 1_143_205, promptTokens: null, completionTokens: null, turns: 1, tokens: null },
    isOrderOfMagnitude: false,
    tokenizer: null,
    source: "dataset card",
  },
  {
    name: "OpenThoughts 3",
    date: "2025-06",
    ...{ examples: 1_200_000, promptTokens: null, completionTokens: null, turns: 1, tokens: 10_000_000_000 },
    isOrderOfMagnitude: true,
    tokenizer: null,
    source: "Guha et al. 2025; tokens: Lambert, RLHF book",
  },
];
