import type { PanelItem } from "../annotators/panel.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import { proportion, trial } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { checkedItems, peopleOutcome } from "./checked-verdicts.ts";
import { fixedSequence, type Risk } from "./fixed-sequence.ts";
import { abstention, guaranteeWords } from "./guarantee.ts";

type Cascade = {
  readonly order: { readonly judges: readonly string[]; readonly isKnown: boolean };
  readonly slice: string | null;
  readonly items: readonly PanelItem[];
  readonly risk: Risk;
  readonly options: MeasureOptions;
};

/**
 * Judges one after another, from the cheapest: each decides what it is sure enough of and leaves the rest to the next. Each is
 * calibrated on what the earlier ones left, at delta over the number of judges, so that the guarantee holds for all together.
 */
export function cascadeRows({ order, slice, items, risk, options }: Cascade): readonly TidyRow[] {
  const { judges, isKnown } = order;
  const own: Risk = { alpha: risk.alpha, delta: risk.delta / judges.length };
  const rows: TidyRow[] = [];
  const kept: { readonly cluster: string; readonly isError: boolean }[] = [];
  let left = items;
  judges.forEach((judge, stage) => {
    const checked = checkedItems(left, judge);
    const found = fixedSequence(checked, own);
    const passes = ({ p }: PanelItem): boolean => {
      const given = p.get(judge)?.p;
      return found !== null && given !== undefined && Math.max(given, 1 - given) >= found.confidence;
    };
    const through = left.filter(passes);
    if (found) kept.push(...checked.filter(({ confidence }) => confidence >= found.confidence));
    const measured = measure(shareOf(items, new Set(through)), countsOf(items.length), options.resampling);
    const note = found ? `from a confidence of ${found.confidence.toFixed(3)} on` : `abstains: ${abstention(checked.length)}`;
    rows.push(
      tidyRow(
        { statistic: "cascade share let through", slice, judge_a: judge, x: stage + 1 },
        { ...measured, note },
        "percent",
        (value) => {
          return `Judge ${stage + 1} of ${judges.length}, ${judge}, decides ${value} of ${counted(items.length, "item")}, ${note}`;
        },
      ),
    );
    left = left.filter((item) => !passes(item));
  });
  const rest = new Set(left);
  const share = measure(shareOf(items, new Set(items.filter((item) => !rest.has(item)))), countsOf(items.length), options.resampling);
  const inOrder = isKnown ? "from the cheapest" : "by name, since not all costs are known";
  const clusters = new Set(kept.map(({ cluster }) => cluster)).size;
  const errors =
    kept.length === 0
      ? null
      : proportion(
          kept.map(({ cluster, isError }) => trial(cluster, isError)),
          "",
        );
  const riskKept = errors
    ? measure(errors, countsOf(kept.length), options.resampling)
    : undefinedMeasure("every judge abstains on every item people labelled", {
        ...countsOf(items.filter((item) => peopleOutcome(item) !== null).length),
        clusters,
      });
  return [
    ...rows,
    tidyRow({ statistic: "cascade share let through", slice }, share, "percent", (value) => {
      return `${counted(judges.length, "judge")} one after another, ${inOrder}, decide ${value} of ${counted(items.length, "item")}; ${share.value === 0 ? "all abstain on everything" : guaranteeWords(risk)}`;
    }),
    tidyRow({ statistic: "cascade risk kept", slice }, riskKept, "percent", (value) => {
      return `People disagree with ${value} of the ${counted(kept.length, "labelled verdict")} that the judges together keep`;
    }),
  ];
}

function shareOf(items: readonly PanelItem[], chosen: ReadonlySet<PanelItem>) {
  return proportion(
    items.map((item) => trial(item.cluster, chosen.has(item))),
    "there is no item",
  );
}

function countsOf(n: number): Counts {
  return { n, items: n, nulls: 0, ties: 0 };
}
