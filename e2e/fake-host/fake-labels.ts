import type { Handlers } from "#shared/contract/handlers.ts";
import { settledAnswer } from "#shared/labelling/label-answer.ts";
import type { LabelItem } from "#shared/labelling/label-item.ts";
import { progressOf } from "#shared/labelling/label-progress.ts";
import { type LabelQueue, orderFor, shownRecord } from "#shared/labelling/label-queue.ts";
import type { LabelRecord } from "#shared/labelling/label-record.ts";
import { labelScreen } from "#shared/labelling/label-screen.ts";
import { writeLabelSheet } from "#shared/labelling/label-sheet.ts";
import { type StandingLabel, standingLabels } from "#shared/labelling/standing-labels.ts";

const items = Array.from({ length: 12 }, (_, at): LabelItem => {
  const [x, y] = [13 + at, 4 + 3 * at];
  return {
    key: `item-${at}`,
    item: String(at + 1),
    comparison: null,
    sample: 0,
    question: `What is ${x} × ${y}?`,
    a: { model: "sim/willow-large", family: "willow", text: `${x} × ${y} = ${x * y}.` },
    b: {
      model: "sim/basalt-large",
      family: "basalt",
      text: `Let us see. ${x} times ${y} can be taken apart, and comes to ${x * y + (at % 3)}.`,
    },
    verdicts: [],
  };
});

const queue: LabelQueue = {
  ask: "pairwise",
  blind: true,
  criteria: "Prefer the answer that is correct; then the one that is shorter.",
  scale: null,
  rubric: [],
  aggregate: null,
  overlap: 1,
  annotators: null,
  seed: 0,
  items: items.map((item) => ({ key: item.key, selectionP: 0.5, by: "random", item, hardness: { score: 0, why: "" } })),
  population: new Map(items.map((item) => [item.key, item])),
  isDeterministic: false,
};

/** The labels of a small queue, kept in memory. */
export function fakeLabels(): Handlers["labels"] {
  const records: LabelRecord[] = [];
  const standing = (): readonly StandingLabel[] => standingLabels({ records, unreadable: [] }).labels;
  const stamp = () => ({ id: crypto.randomUUID(), at: records.length });
  return {
    show: async ({ annotator, key }) => labelScreen(queue, standing(), annotator, key),
    give: async ({ annotator, key, answer, ms }) => {
      const item = queue.population.get(key);
      const settled = item ? settledAnswer(answer, orderFor(queue, annotator, item)) : null;
      if (item && settled?.type === "verdict") {
        const shown = shownRecord(queue, item, orderFor(queue, annotator, item));
        records.push({ type: "label", ...stamp(), annotator, key, item: item.item, verdict: settled.verdict, shown, selection_p: 0.5, ms });
      }
      return labelScreen(queue, standing(), annotator, null);
    },
    undo: async ({ annotator }) => {
      const last = standing().at(-1)?.label;
      if (last) records.push({ type: "undo", ...stamp(), annotator, undoes: last.id });
      return labelScreen(queue, standing(), annotator, last?.key ?? null);
    },
    note: async ({ annotator, key, note }) => {
      records.push({ type: "note", ...stamp(), annotator, key, note });
      return labelScreen(queue, standing(), annotator, key);
    },
    progress: async () => ({
      ...progressOf(queue, standing()),
      named: null,
      setAside: 0,
      isDeterministic: false,
      problems: [],
      strays: [],
    }),
    exportSheet: async ({ annotator }) => ({
      fileName: "people.csv",
      csv: writeLabelSheet(queue, annotator, standing()),
      rows: items.length,
    }),
    importSheet: async () => ({ added: 0, already: 0, empty: 0, problems: [], strays: [] }),
    adopt: async () => ({ added: 0 }),
  };
}
