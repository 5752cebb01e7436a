import { capitalised } from "../words.ts";

/** How the field writes what the tables of measures name in plain lower case. */
const properNames: readonly (readonly [RegExp, string])[] = [
  [/\bcriterion ac1\b/, "Gwet's AC1 on the criterion"],
  [/\bcriterion kappa\b/, "Cohen's kappa on the criterion"],
  [/\bgwet ac([12])\b/, "Gwet's AC$1"],
  [/\bcohen kappa\b/, "Cohen's kappa"],
  [/\bfleiss kappa\b/, "Fleiss's kappa"],
  [/\bscott pi\b/, "Scott's pi"],
  [/\bkrippendorff alpha\b/, "Krippendorff's alpha"],
  [/\bkendall tau-b\b/, "Kendall's tau-b"],
  [/\bspearman\b/, "Spearman's correlation"],
  [/\bpearson\b/, "Pearson's correlation"],
  [/\bdawid-skene\b/, "Dawid–Skene"],
  [/\bbrier\b/, "Brier score"],
  [/\bplatt\b/, "Platt"],
  [/\bece\b/, "ECE"],
  [/\bauroc\b/, "AUROC"],
  [/\bicc\b/, "ICC"],
];

/** A statistic as a reader knows it: "Cohen's kappa" for `cohen kappa`. */
export function statisticWords(statistic: string): string {
  const words = properNames.reduce((text, [name, written]) => text.replace(name, written), statistic);
  return capitalised(words);
}
