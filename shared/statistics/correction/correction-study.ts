import { voteTable } from "../agreement/votes.ts";
import { kindOf, outcomeOf, strangerAmong, type ValueKind } from "../annotators/outcome.ts";
import type { Panel, PanelItem, Vote } from "../annotators/panel.ts";
import { inconsistent, type Judgement } from "../judgement.ts";
import type { Judged, Sample } from "./prediction-powered.ts";
import type { Selection } from "./selection.ts";

/** What a mean is of: a model, or everything (null), seen by one judge. */
export type Quantity = {
  readonly judge: string;
  readonly model: string | null;
  readonly kind: "win rate" | "pass rate" | "mean score";
  readonly sample: Sample;
  /** Items the judge was asked about without a usable verdict. */
  readonly unread: number;
  /** Verdicts of the judge, not of its probabilities, whose two orders disagree: they count one half. */
  readonly contradicted: number;
  /** The judge's probabilities stand for its verdicts. */
  readonly isByProbability: boolean;
};

/** The models an item is about: two sides of a comparison, or the one that wrote the answer. */
export type Subjects = { readonly a: string; readonly b: string } | { readonly answer: string };

export function subjectsByItem(judgements: readonly Judgement[]): ReadonlyMap<string, Subjects> {
  const subjects = new Map<string, Subjects>();
  for (const { item, a, b, answer } of judgements) {
    if (a && b && a.model !== "" && b.model !== "") subjects.set(item, { a: a.model, b: b.model });
    else if (answer && answer.model !== "") subjects.set(item, { answer: answer.model });
  }
  return subjects;
}

/** Why no mean can be taken, or null. */
export function obstacleOf({ people, judges, items }: Panel): string | null {
  if (judges.length === 0) return people.length === 0 ? "there are no judgements" : "there is no judge beside the people";
  if (kindOfItems(items) !== "class") return null;
  const stranger = strangerAmong(items.flatMap((item) => item.people).filter((vote) => typeof vote === "string"));
  return `people said ${stranger ?? "sides and scores both"}, and only sides, met and not met, or scores have a mean`;
}

/** By what people say; a judge's scores tell those of people that happen to lie between 0 and 1. Its odd words are unreadable. */
function kindOfItems(items: readonly PanelItem[]): ValueKind {
  const people = items.flatMap((item) => item.people);
  const scores = items.flatMap(({ votes }) => [...votes.values()].filter((vote) => typeof vote === "number"));
  return kindOf([...people, ...(people.every((vote) => typeof vote === "number") ? scores : [])]);
}

type QuantityContext = {
  readonly subjects: ReadonlyMap<string, Subjects>;
  readonly selection: Selection;
  /** By judge: items on which its two orders disagree. */
  readonly contradicted: ReadonlyMap<string, ReadonlySet<string>>;
};

/** The items on which each judge said one thing in one order and another in the other. */
export function contradictions(judgements: readonly Judgement[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { item, votes } of voteTable(judgements, "category").items)
    for (const [judge, vote] of votes) if (vote === inconsistent) found.set(judge, (found.get(judge) ?? new Set()).add(item));
  return found;
}

/** One judge's view of everything, and of each model: of comparisons only of each model, where sides have no meaning of their own. */
export function quantitiesOf(panel: Panel, judge: string, { subjects, selection, contradicted }: QuantityContext): readonly Quantity[] {
  const asked = panel.items.filter(({ votes }) => votes.has(judge));
  const isScore = kindOfItems(panel.items) === "score";
  const isByProbability = !isScore && asked.length > 0 && asked.every(({ p }) => p.has(judge));
  const value = (vote: Vote | null): number | null =>
    vote === null ? null : !isScore ? outcomeOf(vote) : typeof vote === "number" ? vote : null;
  const judged = (item: PanelItem): number | null =>
    isByProbability ? (item.p.get(judge)?.p ?? null) : value(item.votes.get(judge) ?? null);
  const isPair = (item: PanelItem): boolean =>
    "a" in (subjects.get(item.item) ?? {}) || item.people.some((vote) => vote === "a" || vote === "b");
  const kind = isScore ? "mean score" : asked.some(isPair) ? "win rate" : "pass rate";
  const quantity = (model: string | null, side: (item: PanelItem) => "as is" | "turned" | null): Quantity => {
    const turns = asked.flatMap((item) => {
      const seen = side(item);
      return seen === null ? [] : [{ item, turn: (given: number) => (seen === "turned" ? 1 - given : given) }];
    });
    const rows = turns.flatMap(({ item, turn }): readonly Judged[] => {
      const given = judged(item);
      if (given === null) return [];
      const labels = item.people.map(value).filter((label) => label !== null);
      const labelled = labels.length === 0 ? null : turn(labels.reduce((sum, label) => sum + label, 0) / labels.length);
      return [{ cluster: item.cluster, judged: turn(given), labelled, weight: weightOf(item.item, selection) }];
    });
    const isWeighted = chancesDiffer(
      turns.map(({ item }) => item.item),
      selection,
    );
    const halves = isByProbability ? 0 : turns.filter(({ item }) => contradicted.get(judge)?.has(item.item)).length;
    return { judge, model, kind, sample: { rows, isWeighted }, unread: turns.length - rows.length, contradicted: halves, isByProbability };
  };
  const models = [...new Set([...subjects.values()].flatMap((subject) => Object.values(subject)))].sort();
  const ofModel = (model: string) => (item: PanelItem) => {
    const subject = subjects.get(item.item);
    if (!subject) return null;
    if ("answer" in subject) return subject.answer === model ? "as is" : null;
    if (subject.a === subject.b) return null;
    return subject.a === model ? "as is" : subject.b === model ? "turned" : null;
  };
  const isAnyPairOfModels = [...subjects.values()].some((subject) => "a" in subject);
  return [
    ...(isAnyPairOfModels ? [] : [quantity(null, () => "as is")]),
    ...models.map((model) => quantity(model, ofModel(model))).filter(({ sample, unread }) => sample.rows.length + unread > 0),
  ];
}

function weightOf(item: string, selection: Selection): number {
  return selection.type === "recorded" ? 1 / (selection.chances.get(item) ?? 1) : 1;
}

/** Chances recorded of unlabelled items count too: the labelled may all be from the likelier half. */
function chancesDiffer(items: readonly string[], selection: Selection): boolean {
  if (selection.type !== "recorded") return false;
  return new Set(items.map((item) => selection.chances.get(item)).filter((chance) => chance !== undefined)).size > 1;
}
