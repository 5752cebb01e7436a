import type { ValueKind } from "../annotators/outcome.ts";
import { type Panel, panelOf, slicesOfPanel } from "../annotators/panel.ts";
import { warnOfSelection } from "../annotators/unequal-selection.ts";
import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, undefinedMeasure } from "../measured.ts";
import { counted, figure, type MeasureResult, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { type RoutedItem, routedItems, type UrgencyName, urgencyNames } from "./panel-disagreement.ts";
import { budgets, queueBy, routingFigures } from "./routing-curve.ts";

/**
 * How much disagreement with people is left when the items the panel is least sure of go to people: residual disagreement against
 * the share of items sent, ranked by each score of panel disagreement, beside sending items at random and beside an oracle that
 * knows where the panel errs. The same again for every slice.
 */
export function measureRouting(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const panel = panelOf(judgements, { reference: options.reference, rule: "category" });
  const found = slicesOfPanel(panel).flatMap(({ slice, panel: part }) => routingRows(part, slice, options));
  const rows = warnOfSelection(found, judgements);
  return { rows, sentence: routingSentence(rows, styleOf(routedItems(panel).kind)) };
}

function routingRows(panel: Panel, slice: string | null, options: MeasureOptions): readonly TidyRow[] {
  const { items, kind, undecided } = routedItems(panel);
  const counts: Counts = { n: items.length, items: items.length, nulls: undecided, ties: 0 };
  const clusters = items.map(({ cluster }) => cluster);
  const ranked = urgencyNames.filter((name) => items.some(({ urgency }) => urgency[name] !== null));
  const obstacle = obstacleOf(panel, items, ranked);
  if (obstacle) {
    const refused = undefinedMeasure(obstacle, { ...counts, clusters: new Set(clusters).size });
    return [tidyRow({ statistic: "residual disagreement, random", slice }, refused, "percent", String)];
  }
  const losses = Float64Array.from(items, ({ loss }) => loss);
  // An item the panel could not rank goes to people first.
  const urgencies = ranked.map((name) => items.map(({ urgency }) => urgency[name] ?? Number.POSITIVE_INFINITY));
  const queues = [...urgencies, [...losses]].map(queueBy);
  const drawn = drawWeighted(routingFigures(losses, clusters, queues), options.resampling);
  const style = styleOf(kind);
  const lines = ["random", ...ranked, "oracle"];
  const curves = lines.flatMap((line, place) =>
    budgets.map((x, index) => {
      const measured = measuredFrom(drawn, place * budgets.length + index, counts, "there is no item");
      const unranked = items.filter(({ urgency }) => (urgency[line as UrgencyName] ?? 0) === null).length;
      const note = unranked > 0 ? `${counted(unranked, "item")} without a ${line} go first` : null;
      return tidyRow({ statistic: `residual disagreement, ${line}`, slice, x }, { ...measured, note }, style, (value) => {
        return `With ${Math.round(x * 100)} % of ${counted(items.length, "item")} sent to people ${lineWords(line)}, disagreement left is ${value}`;
      });
    }),
  );
  const areasAt = lines.length * budgets.length;
  const areas = ranked.flatMap((name, place) => [
    tidyRow(
      { statistic: `routing area, ${name}`, slice },
      measuredFrom(drawn, areasAt + place, counts, "there is no item"),
      style,
      (value) => {
        return `Disagreement left by routing at random, less that left when ranked by ${name}, on average over all budgets: ${value}`;
      },
    ),
    tidyRow(
      { statistic: `routing gain, ${name}`, slice },
      measuredFrom(drawn, areasAt + queues.length + place, counts, "panel and people never disagree, so there is nothing to gain"),
      "percent",
      (value) => `Ranked by ${name}, routing saves ${value} of what an oracle would save over random`,
    ),
  ]);
  return [...curves, ...areas];
}

function lineWords(line: string): string {
  if (line === "random") return "at random";
  return line === "oracle" ? "by an oracle that knows where the panel errs" : `by ${line}`;
}

function obstacleOf({ people, judges }: Panel, items: readonly RoutedItem[], ranked: readonly UrgencyName[]): string | null {
  if (people.length === 0) return "no person labelled anything, so disagreement with people is not known";
  if (judges.length === 0) return "there is no judge beside the people";
  if (items.length === 0) return "people and judges gave no readable verdict on the same item";
  if (ranked.length > 0) return null;
  return "one judge without probabilities has nothing to rank items by: ask several judges, or one for its confidence";
}

/** Disagreements of scores are distances, of verdicts shares. */
function styleOf(kind: ValueKind): NumberStyle {
  return kind === "score" ? "number" : "percent";
}

const toldBudget = 0.2;

function routingSentence(rows: readonly TidyRow[], style: NumberStyle): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const gains = whole.filter(({ statistic, estimate }) => statistic.startsWith("routing area, ") && estimate !== null);
  const [best] = gains.sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  if (!best) return whole[0]?.sentence ?? "There are no judgements.";
  const name = best.statistic.replace("routing area, ", "");
  const at = (line: string) => whole.find(({ statistic, x }) => statistic === `residual disagreement, ${line}` && x === toldBudget);
  const [own, random, oracle] = [at(name), at("random"), at("oracle")];
  const written = ({ estimate: value, low, high }: TidyRow) => figure({ value, low, high }, style);
  const bare = (row: TidyRow | undefined) => figure({ value: row?.estimate ?? null, low: null, high: null }, style);
  return `With 20 % of ${counted(best.items, "item")} sent to people by ${name}, disagreement left is ${own ? written(own) : bare(own)}; at random ${bare(random)}, at best ${bare(oracle)}.`;
}
