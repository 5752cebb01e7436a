import { fillPicks, type RandomBits, randomBits } from "../statistics/random.ts";
import { type Smoothing, sampleText, trainNGram } from "./n-gram-model.ts";

export type ChainSettings = {
  readonly order: number;
  readonly smoothing: Smoothing;
  /** Texts of each generation's data set. */
  readonly samples: number;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly generations: number;
  /** What the next student is trained on: the last data set alone, or all so far. */
  readonly keep: "replace" | "accumulate";
  /** Share of each data set that is drawn from the real texts. */
  readonly realShare: number;
  /** Tokens of a real text that each written one begins with, as Shumailov et al. prompt theirs; 0: it begins with nothing. */
  readonly prefix: number;
  readonly seed: number;
};

/** A text of a generation's data set; `source` is the place of a real text among those given, `begins` how many tokens were not written. */
export type ChainText = {
  readonly generation: number;
  readonly tokens: readonly string[];
  readonly source: number | null;
  readonly begins: number;
};

/**
 * Data sets of a chain of students (Shumailov et al. 2024): generation 0 is the real texts; each later one is drawn from a
 * student trained on the one before, or on all before it (Gerstgrasser et al. 2024), mixed with a share of real texts.
 * Depends on texts, settings and seed only. Throws RangeError when no text has a token.
 */
export function studentChain(real: readonly (readonly string[])[], settings: ChainSettings): readonly ChainText[] {
  const rows: ChainText[] = real.map((tokens, source) => ({ generation: 0, tokens, source, begins: 0 }));
  const all: (readonly string[])[] = [...real];
  let last: readonly (readonly string[])[] = real;
  for (let generation = 1; generation <= settings.generations; generation++) {
    const bits = randomBits(settings.seed + generation * 7919);
    const student = trainNGram(settings.keep === "accumulate" ? all : last, settings.order, settings.smoothing);
    const kept = Math.round(settings.samples * settings.realShare);
    const sources = drawPlaces(bits, real.length, kept);
    const count = settings.samples - kept;
    const prefixes =
      settings.prefix === 0 ? [] : drawPlaces(bits, real.length, count).map((place) => real[place]?.slice(0, settings.prefix));
    const written = Array.from({ length: count }, (_, index) => {
      const begins = prefixes[index] ?? [];
      const tokens = sampleText(student, bits, { most: settings.maxTokens, temperature: settings.temperature, begins });
      return { tokens: [...begins, ...tokens], begins: begins.length };
    });
    for (const source of sources) rows.push({ generation, tokens: real[source] ?? [], source, begins: 0 });
    for (const text of written) rows.push({ generation, ...text, source: null });
    // A data set in which every text came out empty teaches nothing: the chain ends where it died.
    const texts = written.map(({ tokens }) => tokens);
    const next = [...sources.map((source) => real[source] ?? []), ...texts];
    if (next.every((tokens) => tokens.length === 0)) break;
    last = next;
    all.push(...texts);
  }
  return rows;
}

/** `count` places below `size`: without repeats while there are enough, from the start again after that. */
function drawPlaces(bits: RandomBits, size: number, count: number): readonly number[] {
  const places: number[] = [];
  const pick = new Int32Array(1);
  let left: number[] = [];
  while (places.length < count) {
    if (left.length === 0) left = Array.from({ length: size }, (_, index) => index);
    fillPicks(bits, pick, left.length);
    const [place = 0] = left.splice(pick[0] as number, 1, left[left.length - 1] ?? 0);
    left.pop();
    places.push(place);
  }
  return places;
}
