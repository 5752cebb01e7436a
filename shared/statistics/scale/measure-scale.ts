import { capitalised } from "../../words.ts";
import type { Judgement } from "../judgement.ts";
import { counted, type MeasureResult, type Subject, type TidyRow } from "../tidy-row.ts";
import { countRow } from "./count-row.ts";
import { judgementCurves } from "./judgement-curves.ts";
import { type PublishedSet, publishedSets } from "./published-sets.ts";
import type { Lengths, SetSize } from "./set-size.ts";

export type ScaleOptions = { readonly draws: number; readonly seed: number; readonly tokenizer: string };

/**
 * How large sets are and what more of them buys: examples, prompts and tokens of each table beside published sets (`x` is the
 * number of examples), and from tables of verdicts the curves of quality, agreement and cost against prompts, labelled prompts
 * and judges (`x`), drawn from what was already paid for.
 */
export function measureScale(sizes: readonly SetSize[], judgements: readonly Judgement[], options: ScaleOptions): MeasureResult {
  const own = sizes.flatMap((size) => sizeRows(size, options.tokenizer));
  const curves = judgementCurves(judgements, options);
  const rows = [...own, ...curves, ...(sizes.length > 0 ? publishedSets.flatMap(publishedRows) : [])];
  return { rows, sentence: finding(sizes, curves) };
}

function sizeRows(size: SetSize, tokenizer: string): readonly TidyRow[] {
  const { table, examples, prompts, turns, prompt, response, text } = size;
  const subject = (statistic: string): Subject => ({ statistic, slice: null, model: table, x: examples });
  const tokens = (whose: string, lengths: Lengths | null): readonly TidyRow[] => [
    countRow(
      subject(`${whose} tokens`),
      lengths?.mean ?? null,
      lengths?.texts ?? 0,
      `${capitalised(whose)}s of ${table} have ${whole(lengths?.mean ?? 0)} tokens on average, half of them at most ${whole(lengths?.median ?? 0)}, 95 % at most ${whole(lengths?.p95 ?? 0)} (${tokenizer})`,
      `${table} holds no ${whose}`,
    ),
  ];
  const total = totalOf(size);
  const inTurns = turns > 1.05 ? `, ${turns.toFixed(1)} turns each` : "";
  return [
    countRow(
      subject("examples"),
      examples,
      examples,
      `${table} has ${counted(examples, "example")} of ${counted(prompts, "prompt")}${inTurns}`,
      "",
    ),
    countRow(subject("total tokens"), total, examples, `${table} has ${whole(total ?? 0)} tokens in all (${tokenizer})`, noText(table)),
    ...(text === null ? [...tokens("prompt", prompt), ...tokens("response", response)] : tokens("text", text)),
  ];
}

function totalOf({ prompt, response, text }: SetSize): number | null {
  const told = [prompt, response, text].filter((lengths) => lengths !== null);
  return told.length === 0 ? null : told.reduce((sum, { total }) => sum + total, 0);
}

function noText(table: string): string {
  return `${table} holds no prompt, response, messages or text`;
}

function publishedRows(set: PublishedSet): readonly TidyRow[] {
  const subject = (statistic: string): Subject => ({ statistic, slice: "published", model: set.name, x: set.examples });
  const rough = set.isOrderOfMagnitude ? ", order of magnitude" : "";
  const tokenizer = set.tokenizer === null ? "" : `, ${set.tokenizer} tokenizer`;
  const total = set.tokens === null ? "its source gives no count of tokens" : `about ${whole(set.tokens)} tokens${rough}${tokenizer}`;
  return [
    countRow(
      subject("examples"),
      set.examples,
      set.examples,
      `${set.name} (${set.date}) has ${counted(set.examples, "example")}; ${set.source}`,
      "",
    ),
    countRow(
      subject("total tokens"),
      set.tokens,
      set.examples,
      `${set.name} has ${total}; ${set.source}`,
      "its source gives no count of tokens",
    ),
    ...(["prompt", "response"] as const).map((whose) => {
      const tokens = whose === "prompt" ? set.promptTokens : set.completionTokens;
      const each = set.turns > 1 ? ` a turn, of ${set.turns} turns` : "";
      return countRow(
        subject(`${whose} tokens`),
        tokens,
        set.examples,
        `${capitalised(whose)}s of ${set.name} have ${tokens} tokens${each} on average${tokenizer}; ${set.source}`,
        `its source gives no length of ${whose}s`,
      );
    }),
  ];
}

function finding(sizes: readonly SetSize[], curves: readonly TidyRow[]): string {
  const [own] = sizes;
  const larger = publishedSets.filter(({ examples }) => examples > (own?.examples ?? 0));
  const nearest = [...larger].sort((left, right) => left.examples - right.examples)[0];
  const times = (nearest?.examples ?? 0) / Math.max(1, own?.examples ?? 1);
  const beside = nearest === undefined ? "" : `; ${nearest.name} has ${times.toFixed(times < 10 ? 1 : 0)} times as many examples`;
  const size = own === undefined ? "" : `${own.table} has ${counted(own.examples, "example")} and ${tokensIn(own)}${beside}.`;
  const last = curves.findLast(({ statistic }) => statistic.startsWith("agreement with people by labelled"));
  return [size, last?.sentence ?? ""].filter(Boolean).join(" ") || "Scale is undefined: there is nothing to count.";
}

function tokensIn(own: SetSize): string {
  const total = totalOf(own);
  return total === null ? `an undefined number of tokens, since it holds no prompt, response, messages or text` : `${whole(total)} tokens`;
}

function whole(number: number): string {
  return Math.round(number).toLocaleString("en");
}
