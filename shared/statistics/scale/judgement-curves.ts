import { dollars } from "../../words.ts";
import { shareFigure } from "../agreement/mean-statistic.ts";
import { clusterOf, type Judgement, tie } from "../judgement.ts";
import { measure } from "../measured.ts";
import { labelSources } from "../noise-bias/label-sources.ts";
import { counted, type NumberStyle, type Subject, type TidyRow, tidyRow } from "../tidy-row.ts";
import { countRow, plain } from "./count-row.ts";
import { agrees, majority, panelCurve } from "./panel-curve.ts";
import { type CurvePoint, type Part, rowCurve } from "./row-curve.ts";

type CurveOptions = { readonly draws: number; readonly seed: number };

/**
 * What more prompts, labels and judges buy, drawn from what was already paid for (`x` is their number): quality of models, agreement
 * with people of each judge and of juries, cost.
 */
export function judgementCurves(judgements: readonly Judgement[], options: CurveOptions): readonly TidyRow[] {
  return [
    ...qualityRows(judgements, options),
    ...labelRows(judgements, options),
    ...judgeRows(judgements, options),
    ...costRows(judgements, options),
  ];
}

/** What a curve was drawn from. `nulls`: left out of it; `undecided`: without one answer, counted half. */
type Drawn = { readonly n: number; readonly nulls: number; readonly undecided: number };

function curveRows(
  points: readonly CurvePoint[],
  subject: Omit<Subject, "x">,
  style: NumberStyle,
  { n, nulls, undecided }: Drawn,
  claim: (figure: string, x: number) => string,
): readonly TidyRow[] {
  return points.map(({ x, mean, low, high }) =>
    tidyRow(
      { ...subject, x },
      {
        ...plain(n),
        nulls,
        clusters: x,
        value: mean,
        reason: null,
        note: halves(undecided),
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

function halves(undecided: number): string | null {
  return undecided === 0 ? null : `${counted(undecided, "item")} without one answer, of orders that disagree or a split vote, count half`;
}

/** Share of comparisons won, or mean score, by model. */
function qualityRows(judgements: readonly Judgement[], { draws, seed }: CurveOptions): readonly TidyRow[] {
  const parts = new Map<string, { readonly isScore: boolean; readonly parts: Part[]; nulls: number }>();
  const of = (model: string, isScore: boolean) => {
    const known = parts.get(model) ?? { isScore, parts: [], nulls: 0 };
    parts.set(model, known);
    return known;
  };
  for (const each of judgements.filter(({ isPerson }) => isPerson !== true)) {
    const { a, b, answer, value } = each;
    const cluster = clusterOf(each);
    if (a && b) {
      const share = value === "a" ? 1 : value === "b" ? 0 : value === tie ? 0.5 : null;
      for (const [side, won] of [
        [a, share],
        [b, share === null ? null : 1 - share],
      ] as const) {
        const own = of(side.model, false);
        if (won === null) own.nulls++;
        else own.parts.push({ cluster, add: won, of: 1 });
      }
    } else if (answer) {
      const own = of(answer.model, true);
      if (typeof value === "number") own.parts.push({ cluster, add: value, of: 1 });
      else own.nulls++;
    }
  }
  return [...parts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([model, { isScore, parts: own, nulls }]) =>
      curveRows(
        rowCurve(own, draws, seed),
        { statistic: isScore ? "mean score by prompts" : "win share by prompts", slice: null, model },
        isScore ? "number" : "percent",
        { n: own.length, nulls, undecided: 0 },
        (figure, x) =>
          isScore
            ? `With ${counted(x, "prompt")}, the mean score of ${model} is ${figure}`
            : `With ${counted(x, "prompt")}, ${model} wins ${figure} of comparisons, ties half`,
      ),
    );
}

function labelRows(judgements: readonly Judgement[], { draws, seed }: CurveOptions): readonly TidyRow[] {
  return labelSources(judgements).flatMap(({ judge, items }) => {
    if (judge === null) return [];
    const compared = items.filter(({ people }) => people.length > 0);
    const parts = compared.flatMap(({ cluster, labels, people }): readonly Part[] => {
      const truth = majority(people);
      return truth === null ? [] : [{ cluster, add: agrees(majority(labels), truth), of: 1 }];
    });
    const undecided = parts.filter(({ add }) => add === 0.5).length;
    return curveRows(
      rowCurve(parts, draws, seed),
      { statistic: "agreement with people by labelled prompts", slice: null, judge_a: judge },
      "percent",
      { n: parts.length, nulls: compared.length - parts.length, undecided },
      (figure, x) => `With ${counted(x, "labelled prompt")}, ${judge} says what most people say on ${figure}`,
    );
  });
}

function judgeRows(judgements: readonly Judgement[], { draws, seed }: CurveOptions): readonly TidyRow[] {
  const sources = labelSources(judgements);
  const labelled = sources.find(({ judge }) => judge === null)?.items.length ?? 0;
  return panelCurve(sources, meanCosts(judgements), seed).flatMap(({ judges, items }) => {
    const counts = { ...plain(items.length), nulls: labelled - items.length };
    const mean = (of: (item: (typeof items)[number]) => number) =>
      measure(
        shareFigure(
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

/** Mean US dollars a verdict of each judge, over those whose cost is known. */
function meanCosts(judgements: readonly Judgement[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { judge, costUsd, isPerson } of judgements) {
    if (isPerson === true || typeof costUsd !== "number") continue;
    const known = sums.get(judge) ?? { sum: 0, n: 0 };
    sums.set(judge, { sum: known.sum + costUsd, n: known.n + 1 });
  }
  return new Map([...sums].map(([judge, { sum, n }]) => [judge, sum / n]));
}

function costRows(judgements: readonly Judgement[], { draws, seed }: CurveOptions): readonly TidyRow[] {
  const parts = judgements.flatMap((each): readonly Part[] =>
    typeof each.costUsd === "number" ? [{ cluster: clusterOf(each), add: each.costUsd, of: 1 }] : [],
  );
  const unpriced = judgements.filter(({ isPerson, costUsd }) => isPerson !== true && typeof costUsd !== "number").length;
  return curveRows(
    rowCurve(parts, draws, seed, true),
    { statistic: "cost by prompts", slice: null },
    "number",
    { n: parts.length, nulls: unpriced, undecided: 0 },
    (_, x) => `Judging ${counted(x, "prompt")} costs about ${dollars(rowCurveMean(parts, x))}`,
  );
}

function rowCurveMean(parts: readonly Part[], x: number): number {
  const clusters = new Set(parts.map(({ cluster }) => cluster)).size;
  return clusters === 0 ? 0 : (parts.reduce((sum, { add }) => sum + add, 0) / clusters) * x;
}
