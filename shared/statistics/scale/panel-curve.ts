import { inconsistent } from "../judgement.ts";
import type { Label, LabelledItem, LabelSource } from "../noise-bias/label-sources.ts";
import { fillPicks, randomBits } from "../random.ts";

/** What most labels say; null where two are equally common, or none says anything. Orders that disagree say nothing. */
export function majority(labels: readonly Label[]): Label | null {
  const counts = new Map<Label, number>();
  for (const label of labels) if (label !== inconsistent) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [first, second] = [...counts].sort((left, right) => right[1] - left[1]);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}

/** Agreement of one label with people's majority: none, of a split jury or of orders that disagree, counts half. */
export function agrees(label: Label | null, people: Label): number {
  return label === null ? 0.5 : label === people ? 1 : 0;
}

/** One item's agreement with people when that many of the judges vote, expected over which ones. */
export type PanelPoint = {
  readonly judges: number;
  /** Those that all judges and most people answered. */
  readonly items: readonly { readonly cluster: string; readonly agreement: number; readonly costUsd: number | null }[];
};

const mostPanels = 200;

/**
 * Agreement of juries of 1 … J judges with people's majority, on the items that all judges and people answered, averaged over
 * all juries of a size, or over 200 of them drawn by the seed.
 */
export function panelCurve(sources: readonly LabelSource[], costs: ReadonlyMap<string, number>, seed: number): readonly PanelPoint[] {
  const judges = sources.filter(({ judge }) => judge !== null);
  const byItem = judges.map(({ items }) => new Map(items.map((each) => [each.item, each])));
  const [first] = byItem;
  const shared = [...(first?.values() ?? [])].filter(
    ({ item, people }) => majority(people) !== null && byItem.every((items) => items.has(item)),
  );
  if (judges.length < 2 || shared.length === 0) return [];
  return judges.map((_, index) => {
    const size = index + 1;
    const panels = panelsOf(judges.length, size, seed);
    const items = shared.map(({ item, cluster, people }) => {
      const truth = majority(people) as Label;
      const sum = panels.reduce(
        (all, panel) => all + agrees(majority(panel.flatMap((judge) => labelOf(byItem[judge]?.get(item)))), truth),
        0,
      );
      return { cluster, agreement: sum / panels.length, costUsd: costOf(panels, judges, costs) };
    });
    return { judges: size, items };
  });
}

function labelOf(item: LabelledItem | undefined): readonly Label[] {
  const label = item === undefined ? null : majority(item.labels);
  return label === null ? [] : [label];
}

function costOf(panels: readonly (readonly number[])[], judges: readonly LabelSource[], costs: ReadonlyMap<string, number>): number | null {
  const each = judges.map(({ judge }) => costs.get(judge ?? ""));
  if (each.some((cost) => cost === undefined)) return null;
  return panels.reduce((sum, panel) => sum + panel.reduce((all, judge) => all + (each[judge] ?? 0), 0), 0) / panels.length;
}

/** All ways to choose `size` of `count`, or 200 drawn without looking. */
function panelsOf(count: number, size: number, seed: number): readonly (readonly number[])[] {
  const all: number[][] = [];
  const choose = (from: number, chosen: readonly number[]): void => {
    if (all.length > mostPanels) return;
    if (chosen.length === size) {
      all.push([...chosen]);
      return;
    }
    for (let next = from; next < count; next++) choose(next + 1, [...chosen, next]);
  };
  choose(0, []);
  if (all.length <= mostPanels) return all;
  const bits = randomBits(seed);
  const pick = new Int32Array(1);
  return Array.from({ length: mostPanels }, () => {
    const left = Array.from({ length: count }, (_, index) => index);
    return Array.from({ length: size }, () => {
      fillPicks(bits, pick, left.length);
      return left.splice(pick[0] as number, 1)[0] ?? 0;
    });
  });
}
