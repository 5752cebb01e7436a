import type { Row } from "../data/table.ts";
import type { ChatMessage } from "../journal/call.ts";
import { promptKeyOf } from "./chat-messages.ts";
import type { LeftOut } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import { readAnswer, textIn, valueOf } from "./read-answer.ts";

/** One answer with its score: the mean over those who scored it, each judge one vote however often it was asked. */
export type ScoredAnswer = {
  readonly row: number;
  readonly item: string;
  readonly prompt: readonly ChatMessage[];
  readonly response: string;
  readonly model: string;
  readonly score: number;
  /** The rows that scored it. */
  readonly rows: readonly Row[];
};

type Answer = Omit<ScoredAnswer, "score" | "rows"> & { readonly rows: Row[] };

/** Answers of a table of scores, in its order. Answers nobody scored are left out, and never count as low. */
export function scoredAnswers(input: FormInput): { readonly answers: readonly ScoredAnswer[]; readonly leftOut: readonly LeftOut[] } {
  const { roles } = input;
  const found = new Map<string, Answer>();
  const leftOut: LeftOut[] = [];
  for (const [at, row] of input.rows.entries()) {
    const item = textIn(row, roles, "item");
    const reading = readAnswer(row, roles);
    if (!reading.ok) {
      leftOut.push({ row: at + 1, item, end: { type: "failed", reason: reading.reason } });
      continue;
    }
    const { prompt, response } = reading;
    const model = textIn(row, roles, "model");
    const key = JSON.stringify([item, promptKeyOf(prompt), model, textIn(row, roles, "sample"), response]);
    const known = found.get(key);
    if (known) known.rows.push(row);
    else found.set(key, { row: at + 1, item, prompt, response, model, rows: [row] });
  }
  const answers: ScoredAnswer[] = [];
  for (const answer of found.values()) {
    const score = meanScore(answer.rows, input);
    if (score === null) leftOut.push({ row: answer.row, item: answer.item, end: { type: "unscored", reason: whyUnscored(answer.rows) } });
    else answers.push({ ...answer, score });
  }
  return { answers, leftOut };
}

function meanScore(rows: readonly Row[], { roles }: FormInput): number | null {
  const byJudge = new Map<string, number[]>();
  for (const row of rows) {
    const score = valueOf(row, roles, "score");
    if (typeof score !== "number" || !Number.isFinite(score)) continue;
    const judge = textIn(row, roles, "judge");
    byJudge.set(judge, [...(byJudge.get(judge) ?? []), score]);
  }
  return byJudge.size === 0 ? null : mean([...byJudge.values()].map(mean));
}

function whyUnscored(rows: readonly Row[]): string {
  return (
    rows
      .map((row) => row.reason)
      .find((reason) => typeof reason === "string" && reason !== "")
      ?.toString() ?? "no score"
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
