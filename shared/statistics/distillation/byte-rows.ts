import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import { figure, type Subject, type TidyRow, tidyRow } from "../tidy-row.ts";
import type { OtherTokens, SharedText } from "./token-ends.ts";

/**
 * What can be said of two models with different tokenizers: no divergence of tokens, since no token of one is a token of the other, but the
 * log-probability a byte (UTF-8) that each gives to what both wrote.
 */
export function byteRows(
  shared: readonly SharedText[],
  { item, teacher, student }: OtherTokens,
  resampling: Parameters<typeof measure>[2],
  subject: (statistic: string) => Subject,
): { readonly rows: readonly TidyRow[]; readonly sentence: string } {
  const counts: Counts = { n: shared.length, items: new Set(shared.map((text) => text.item)).size, nulls: 0, ties: 0 };
  const reason = `the two have different tokenizers: of item ${item}, the same text goes on with the token ${JSON.stringify(teacher)} by the teacher and ${JSON.stringify(student)} by the student`;
  const none = ["forward KL", "reverse KL", "top-1 match", "total variation"].map((statistic) =>
    tidyRow(subject(statistic), undefinedMeasure(reason, { ...counts, clusters: counts.items }), "number", (value) => value),
  );
  const aByte = (whose: "teacher" | "student") =>
    tidyRow(
      subject(`${whose}'s log-probability a byte`),
      measure(
        {
          width: 2,
          contributions: shared.map((text) => ({ cluster: text.item, at: [0, 1], add: [text[`${whose}Logprob`], text.bytes] })),
          value: ([sum = 0, bytes = 0]) => (bytes === 0 ? "there is no text that both wrote with known log-probabilities" : sum / bytes),
        },
        counts,
        resampling,
      ),
      "number",
      (value) => `The ${whose} gives what both wrote ${value} nats a byte`,
    );
  const [ofTeacher, ofStudent] = [aByte("teacher"), aByte("student")];
  const written = ({ estimate: value, low, high }: TidyRow) => figure({ value, low, high }, "number");
  const told =
    ofTeacher.estimate === null
      ? ""
      : ` A byte of what both wrote has ${written(ofTeacher)} nats by the teacher, ${written(ofStudent)} by the student.`;
  return { rows: [...none, ofTeacher, ofStudent], sentence: `Token by token, divergence is undefined: ${reason}.${told}` };
}
