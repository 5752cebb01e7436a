import { fewestKept, type Risk } from "./fixed-sequence.ts";

/** What is promised of the verdicts kept. */
export function guaranteeWords({ alpha, delta }: Risk): string {
  const share = `${Number(((1 - alpha) * 100).toFixed(1))} %`;
  return `with probability ${Number((1 - delta).toFixed(4))} people agree with at least ${share} of what is kept, on items like the labelled ones`;
}

/** Why nothing is kept. */
export function abstention(labelled: number): string {
  return labelled < fewestKept
    ? `${labelled} of the ${fewestKept} labelled items that the first test needs`
    : "even the surest verdicts can't be shown to be right often enough";
}
