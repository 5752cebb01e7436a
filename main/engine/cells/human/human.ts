import type { HumanBody } from "#shared/cells/human.ts";
import { count } from "#shared/cells/teacher.ts";
import type { Row, TableSchema } from "#shared/data/table.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import { answersByItem, type LabelProgress, progressOf, sortOut } from "#shared/labelling/label-progress.ts";
import type { LabelQueue } from "#shared/labelling/label-queue.ts";
import { type StandingLabel, standingLabels } from "#shared/labelling/standing-labels.ts";
import type { CellRunner } from "../cell-runner.ts";
import { criteriaRows, criteriaSchema, setAsideRows, setAsideSchema } from "./criteria.ts";
import { judgementRows, judgementSchema } from "./machine.ts";
import { buildQueue } from "./queue.ts";
import { labelRows, labelSchema, queueRows, queueSchema } from "./tables.ts";

/** The labels so far, the queue they belong to, and people and judges side by side. Free: it follows every label. */
export const runHuman: CellRunner<HumanBody> = {
  type: "direct",
  fingerprint: async (_body, _folder, _parts, { cell, labels }): Promise<{ readonly [key: string]: string }> => ({
    labels: await labels.fingerprint(cell),
  }),
  run: async ({ body, name, inputs, labels: store, parts }) => {
    const { queue, withoutText } = await buildQueue(body, inputs);
    const { labels } = standingLabels(await store.read(name));
    const { current, setAside } = sortOut(queue, labels);
    const rows = labelRows(queue, current);
    const table = (suffix: string, schema: TableSchema, content: readonly Row[]) => ({
      name: `${name}${suffix}`,
      ipc: parts.arrow.encode(schema, content),
    });
    const aside = setAsideRows(queue, current, setAside);
    const progress = progressOf(queue, current);
    return {
      tables: [
        table("", labelSchema(queue), rows),
        ...(queue.ask === "rubric" ? [table("_criteria", criteriaSchema(queue), criteriaRows(queue, current))] : []),
        table("_queue", queueSchema(queue), queueRows(queue, current)),
        table("_judgements", judgementSchema(queue), judgementRows(queue, current, rows)),
        table("_set_aside", setAsideSchema, aside),
      ],
      drawing: null,
      ledger: ledgerOf(queue, current),
      files: [],
      summary: [
        `${progress.done}/${progress.wanted} labelled`,
        ...peopleWords(progress),
        ...(aside.length === 0 ? [] : [`${count(aside.length, "label")} set aside`]),
        ...(withoutText === 0 ? [] : [`${withoutText} without an answer to show`]),
        ...(queue.isDeterministic ? ["hardest only: corrections refuse these labels"] : []),
      ].join(" · "),
    };
  },
};

function peopleWords({ annotators }: LabelProgress): readonly string[] {
  const active = annotators.filter(({ done }) => done > 0).length;
  return active > 1 ? [count(active, "annotator")] : [];
}

/** Items with as many labels as the overlap asks for are kept; the others wait for a person. */
function ledgerOf(queue: LabelQueue, labels: readonly StandingLabel[]): RowLedger {
  const answered = answersByItem(labels);
  const kept = queue.items.filter(({ key }) => (answered.get(key)?.size ?? 0) >= queue.overlap).length;
  return { requested: queue.items.length, kept, filtered: {}, failed: {}, unscored: {}, waiting: queue.items.length - kept };
}
