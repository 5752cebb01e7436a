/** What a measure can be told, by the key of a measure cell's body. */
export type MeasureOptionKey =
  | "level"
  | "categories"
  | "inconsistent"
  | "nulls"
  | "reference"
  | "families"
  | "baseline"
  | "ties"
  | "bins"
  | "recalibration"
  | "folds"
  | "target"
  | "alpha"
  | "delta"
  | "epsilon"
  | "half_width"
  | "budget"
  | "texts"
  | "temperatures"
  | "vocabulary";

/** What a method makes of its tables: verdicts and scores, texts, next-token distributions, or sizes beside verdicts. */
export type MeasureReading = "judgements" | "texts" | "next tokens" | "sizes";

type MeasureMethodRow = {
  readonly sentence: string;
  readonly options: readonly MeasureOptionKey[];
  /** Judgements, where left out. */
  readonly reads?: MeasureReading;
};

/** Every method of a measure cell, in the order the form shows them: what it answers and which options it reads. */
export const measureMethods = {
  agreement: {
    sentence: "How far judges and people say the same, beyond chance.",
    options: ["level", "categories", "inconsistent", "nulls", "reference"],
  },
  position: { sentence: "How far verdicts follow the order in which answers were shown.", options: [] },
  "self-preference": { sentence: "How far judges favour their own family's answers.", options: ["families"] },
  length: { sentence: "How far verdicts follow the length of answers.", options: ["baseline"] },
  format: { sentence: "How far verdicts follow lists, headings, bold type and code.", options: [] },
  repeats: { sentence: "How often a judge asked again says something else.", options: [] },
  scores: { sentence: "How severe, spread out and independent a judge's scores are.", options: ["categories"] },
  calibration: {
    sentence: "How far a judge's probabilities can be taken at their word.",
    options: ["bins", "recalibration", "folds", "target"],
  },
  ranking: { sentence: "Which system is better than which, and how sure that is.", options: ["ties", "baseline", "inconsistent"] },
  correction: { sentence: "What people would have said of everything, from a few of their labels.", options: ["half_width"] },
  selective: { sentence: "Which verdicts can be kept without asking people, with a guarantee.", options: ["alpha", "delta"] },
  routing: { sentence: "How much disagreement is left when the hardest items go to people.", options: ["reference"] },
  annotators: { sentence: "Whose labels can be trusted, and whether a judge can replace a person.", options: ["epsilon", "categories"] },
  "noise-bias": { sentence: "How noisy and how biased judges are beside people.", options: [] },
  principles: { sentence: "What each principle of a constitution decides, and how often two of them conflict.", options: ["baseline"] },
  rubric: { sentence: "Which criteria agree, discriminate, repeat one another.", options: [] },
  diversity: { sentence: "How varied texts are, at equal budgets.", options: ["budget", "texts"], reads: "texts" },
  lineage: { sentence: "What each generation of a chain keeps of the data it began with.", options: ["budget", "texts"], reads: "texts" },
  scale: { sentence: "How large a set is beside published ones, and what more of it buys.", options: [], reads: "sizes" },
  distillation: {
    sentence: "How far a student's next tokens are from its teacher's.",
    options: ["temperatures", "vocabulary"],
    reads: "next tokens",
  },
} as const satisfies { readonly [method: string]: MeasureMethodRow };

export type MeasureMethod = keyof typeof measureMethods;

export const measureMethodNames = Object.keys(measureMethods) as readonly MeasureMethod[];

/** What a method reads of its tables. */
export function readingOf(method: MeasureMethod): MeasureReading {
  return (measureMethods[method] as MeasureMethodRow).reads ?? "judgements";
}
