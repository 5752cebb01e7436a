import { capitalised, dollars } from "../../words.ts";
import { meanFigure } from "../agreement/mean-statistic.ts";
import { clusterOf, type Judgement } from "../judgement.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import { labelSources } from "../noise-bias/label-sources.ts";
import { counted, type MeasureResult, type NumberStyle, type Subject, type TidyRow, tidyRow } from "../tidy-row.ts";
import { agrees, majority, panelCurve } from "./panel-curve.ts";
import { type PublishedSet, publishedSets } from "./published-sets.ts";
import { type CurvePoint, type Part, rowCurve } from "./row-curve.ts";
import type { Lengths, SetSize } from "./set-size.ts";

export type ScaleOptions = { readonly draws: number; readonly seed: number; readonly tokenizer: string };

/**
 * How large sets are and what more of them buys: examples, prompts and tokens of each table beside published sets (`x` is the
 * number of examples), and from tables of verdicts the curves of quality, agreement and cost against prompts, labelled prompts
 * and judges (`x`), drawn from what was already paid for.
 */
export function measureScale(sizes: readonly SetSize[], judgements: readonly Judgement[], options: ScaleOptions): MeasureResult {
  const own = sizes.flatMap((size) => sizeRows(size, options.tokenizer));
  const curves = [
    ...qualityRows(judgements, options),
    ...labelRows(judgements, options),
    ...judgeRows(judgements, options),
    ...costRows(judgements, options),
  ];
  const rows = [...own, ...curves, ...(sizes.length > 0 ? publishedSets.flatMap(publishedRows) : [])];
  return { rows, sentence: finding(sizes, curves) };
}

const plain = (n: number): Counts => ({ n, items: n, nulls: 0, ties: 0 });

/** A count is a count: it has no sampling noise. */
function countRow(subject: Subject, value: number | null, n: number, sentence: string, missing: string): TidyRow {
  const base = { ...plain(n), clusters: n };
  const measured =
    value === null
      ? undefinedMeasure(missing, base)
      : {
          ...base,
          value,
          reason: null,
          note: null,
          low: null,
          high: null,
          interval: null,
          intervalReason: null,
          draws: 0,
          droppedDraws: 0,
        };
  return tidyRow(subject, measured, "number", () => sentence);
}

function sizeRows({ table, examples, prompts, turns, prompt, response }: SetSize, tokenizer: string): readonly TidyRow[] {
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
  const total = prompt === null && response === null ? null : (prompt?.total ?? 0) + (response?.total ?? 0);
  const inTurns = turns > 1.05 ? `, ${turns.toFixed(1)} turns each` : "";
  return [
    countRow(
      subject("examples"),
      examples,
      examples,
      `${table} has ${counted(examples, "example")} of ${counted(prompts, "prompt")}${inTurns}`,
      "",
    ),
    countRow(
      subject("total tokens"),
      total,
      examples,
      `${table} has ${whole(total ?? 0)} tokens in all (${tokenizer})`,
      `${table} holds no text`,
    ),
    ...tokens("prompt", prompt),
    ...tokens("response", response),
  ];
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
  ];
}

function curveRows(
  points: readonly CurvePoint[],
  subject: Omit<Subject, "x">,
  style: NumberStyle,
  n: number,
  claim: (figure: string, x: number) => string,
): readonly TidyRow[] {
  return points.map(({ x, mean, low, high }) =>
    tidyRow(
      { ...subject, x },
      {
        ...plain(n),
        clusters: x,
        value: mean,
        reason: null,
        note: null,
        low,
        high,
        interval: "subsamples",
        intervalReason: null,
        draws: 0,
        droppedDraws: 0,
      },
      style,
      (figure) => claim(figure, x),
    ),
  );
}

/** Share of comparisons won, or mean score, by model. */
function qualityRows(judgements: readonly Judgement[], { draws, seed }: ScaleOptions): readonly TidyRow[] {
  const machines = judgements.filter(({ isPerson, value }) => isPerson !== true && value !== null);
  const parts = new Map<string, { readonly isScore: boolean; readonly parts: Part[] }>();
  const add = (model: string, isScore: boolean, part: Part): void => {
    const known = parts.get(model) ?? { isScore, parts: [] };
    known.parts.push(part);
    parts.set(model, known);
  };
  for (const each of machines) {
    const cluster = clusterOf(each);
    if (each.a && each.b && (each.value === "a" || each.value === "b" || each.value === "tie")) {
      add(each.a.model, false, { cluster, add: each.value === "a" ? 1 : each.value === "tie" ? 0.5 : 0, of: 1 });
      add(each.b.model, false, { cluster, add: each.value === "b" ? 1 : each.value === "tie" ? 0.5 : 0, of: 1 });
    } else if (each.answer && typeof each.value === "number") add(each.answer.model, true, { cluster, add: each.value, of: 1 });
  }
  return [...parts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([model, { isScore, parts: own }]) =>
      curveRows(
        rowCurve(own, draws, seed),
        { statistic: isScore ? "mean score by prompts" : "win share by prompts", slice: null, model },
        isScore ? "number" : "percent",
        own.length,
        (figure, x) =>
          isScore
            ? `With ${counted(x, "prompt")}, the mean score of ${model} is ${figure}`
            : `With ${counted(x, "prompt")}, ${model} wins ${figure} of comparisons, ties half`,
      ),
    );
}

function labelRows(judgements: readonly Judgement[], { draws, seed }: ScaleOptions): readonly TidyRow[] {
  return labelSources(judgements).flatMap(({ judge, items }) => {
    if (judge === null) return [];
    const parts = items.flatMap(({ cluster, labels, people }): readonly Part[] => {
      const truth = majority(people);
      return truth === null ? [] : [{ cluster, add: agrees(majority(labels), truth), of: 1 }];
    });
    return curveRows(
      rowCurve(parts, draws, seed),
      { statistic: "agreement with people by labelled prompts", slice: null, judge_a: judge },
      "percent",
      parts.length,
      (figure, x) => `With ${counted(x, "labelled prompt")}, ${judge} says what most people say on ${figure}`,
    );
  });
}

function judgeRows(judgements: readonly Judgement[], { draws, seed }: ScaleOptions): readonly TidyRow[] {
  const points = panelCurve(labelSources(judgements), meanCosts(judgements), seed);
  return points.flatMap(({ judges, items }) => {
    const counts = { ...plain(items.length), items: items.length };
    const mean = (of: (item: (typeof items)[number]) => number) =>
      measure(
        meanFigure(
          items.map((item) => ({ cluster: item.cluster, figure: of(item) })),
          "no item",
        ),
        counts,
        { draws, seed },
      );
    const subject = (statistic: string): Subject => ({ statistic, slice: null, x: judges });
    const agreement = tidyRow(
      subject("agreement with people by judges"),
      mean(({ agreement: share }) => share),
      "percent",
      (figure) => `Juries of ${counted(judges, "judge")} say what most people say on ${figure}`,
    );
    const [{ costUsd } = { costUsd: null }] = items;
    if (costUsd === null) return [agreement];
    return [
      agreement,
      countRow(
        subject("cost by judges"),
        costUsd * 1000,
        items.length,
        `1,000 items judged by ${counted(judges, "judge")} cost ${dollars(costUsd * 1000)}`,
        "",
      ),
    ];
  });
}

/** Mean US dollars a verdict of each judge whose costs are all known. */
function meanCosts(judgements: readonly Judgement[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { judge, costUsd, isPerson } of judgements) {
    if (isPerson === true || typeof costUsd !== "number") continue;
    const known = sums.get(judge) ?? { sum: 0, n: 0 };
    sums.set(judge, { sum: known.sum + costUsd, n: known.n + 1 });
  }
  return new Map([...sums].map(([judge, { sum, n }]) => [judge, sum / n]));
}

function costRows(judgements: readonly Judgement[], { draws, seed }: ScaleOptions): readonly TidyRow[] {
  const parts = judgements.flatMap((each): readonly Part[] =>
    typeof each.costUsd === "number" ? [{ cluster: clusterOf(each), add: each.costUsd, of: 1 }] : [],
  );
  return curveRows(
    rowCurve(parts, draws, seed, true),
    { statistic: "cost by prompts", slice: null },
    "number",
    parts.length,
    (_, x) => `Judging ${counted(x, "prompt")} costs about ${dollars(rowCurveMean(parts, x))}`,
  );
}

function rowCurveMean(parts: readonly Part[], x: number): number {
  const clusters = new Set(parts.map(({ cluster }) => cluster)).size;
  return clusters === 0 ? 0 : (parts.reduce((sum, { add }) => sum + add, 0) / clusters) * x;
}

function finding(sizes: readonly SetSize[], curves: readonly TidyRow[]): string {
  const [own] = sizes;
  const total = own === undefined ? 0 : (own.prompt?.total ?? 0) + (own.response?.total ?? 0);
  const larger = publishedSets.filter(({ examples }) => examples > (own?.examples ?? 0));
  const nearest = [...larger].sort((left, right) => left.examples - right.examples)[0];
  const times = (nearest?.examples ?? 0) / Math.max(1, own?.examples ?? 1);
  const beside = nearest === undefined ? "" : `; ${nearest.name} has ${times.toFixed(times < 10 ? 1 : 0)} times as many examples`;
  const size = own === undefined ? "" : `${own.table} has ${counted(own.examples, "example")} and ${whole(total)} tokens${beside}.`;
  const last = curves.findLast(({ statistic }) => statistic.startsWith("agreement with people by labelled"));
  return [size, last?.sentence ?? ""].filter(Boolean).join(" ") || "Scale is undefined: there is nothing to count.";
}

function whole(number: number): string {
  return Math.round(number).toLocaleString("en");
}
