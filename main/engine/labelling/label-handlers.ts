import type { Handlers } from "#shared/contract/handlers.ts";
import { progressOf } from "#shared/labelling/label-progress.ts";
import type { LabelRecord } from "#shared/labelling/label-record.ts";
import { type LabelScreen, labelScreen } from "#shared/labelling/label-screen.ts";
import { writeLabelSheet } from "#shared/labelling/label-sheet.ts";
import type { Session } from "../session.ts";
import { createLabelQueues, type LabelQueues, type OpenQueue } from "./label-queues.ts";
import { givenRecord, noteRecord, requireAnnotator, sheetRecords, undoRecord } from "./label-writer.ts";
import { recordsToAdopt } from "./stray-labels.ts";

type Ref = { readonly notebook: string; readonly cell: string };
type Written<Result> = { readonly records: readonly LabelRecord[]; readonly result: Result };
type PersonRef = Ref & { readonly annotator: string };

/** The contract's `labels`. Labels of one notebook are written one after another, each on what stands when its turn comes. */
export function createLabelHandlers(sessionOf: (input: { readonly notebook: string }) => Session): Handlers["labels"] {
  const opened = new WeakMap<Session, { readonly queues: LabelQueues; turn: Promise<unknown> }>();

  const labelling = (session: Session) => {
    const known = opened.get(session) ?? { queues: createLabelQueues(session), turn: Promise.resolve() };
    opened.set(session, known);
    return known;
  };

  const open = async (input: Ref): Promise<OpenQueue> => labelling(sessionOf(input)).queues.open(input.cell);

  /** Appends what `make` finds to write on the queue as it stands then, and lets the cells below follow. */
  const append = async <Result>(
    input: Ref,
    make: (open: OpenQueue) => Written<Result> | Promise<Written<Result>>,
  ): Promise<{ readonly result: Result; readonly open: OpenQueue }> => {
    const session = sessionOf(input);
    const place = labelling(session);
    const work = async () => {
      const before = await place.queues.open(input.cell);
      const { records, result } = await make(before);
      if (records.length === 0) return { result, open: before };
      await session.folder.labels.append(input.cell, records);
      const after = await place.queues.open(input.cell);
      session.runs.autoRunSoon();
      return { result, open: after };
    };
    const turn = place.turn.then(work, work);
    place.turn = turn.catch(() => undefined);
    return turn;
  };

  const write = <Result>(input: PersonRef, make: (open: OpenQueue) => Written<Result>) =>
    append(input, (standing) => {
      requireAnnotator(standing, input.annotator);
      return make(standing);
    });

  const screen = ({ queue, current }: OpenQueue, { annotator }: PersonRef, key: string | null): LabelScreen =>
    labelScreen(queue, current, annotator, key);

  return {
    show: async (input) => {
      const standing = await open(input);
      requireAnnotator(standing, input.annotator);
      return screen(standing, input, input.key);
    },
    give: async (input) => {
      const written = await write(input, (standing) => {
        const record = givenRecord(standing, input, sessionOf(input).parts);
        return { records: record === null ? [] : [record], result: null };
      });
      return screen(written.open, input, null);
    },
    undo: async (input) => {
      const { result, open: after } = await write(input, (standing) => {
        const { record, key } = undoRecord(standing, input.annotator, sessionOf(input).parts);
        return { records: [record], result: key };
      });
      return screen(after, input, result);
    },
    note: async (input) => {
      const { open: after } = await write(input, (standing) => ({
        records: [noteRecord(standing, input.annotator, input.key, input.note, sessionOf(input).parts)],
        result: null,
      }));
      return screen(after, input, input.key);
    },
    progress: async (input) => {
      const { queue, current, setAside, problems, strays } = await open(input);
      return { ...progressOf(queue, current), named: queue.annotators, setAside, problems, strays, isDeterministic: queue.isDeterministic };
    },
    adopt: async (input) => {
      const { labels } = sessionOf(input).folder;
      const { result } = await append(input, async ({ strays }) => {
        const records = await recordsToAdopt(labels, input.cell, input.from, strays);
        return { records, result: { added: records.length } };
      });
      return result;
    },
    exportSheet: async (input) => {
      const standing = await open(input);
      requireAnnotator(standing, input.annotator);
      const { total } = screen(standing, input, null).own;
      const person = input.annotator.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "annotator";
      return {
        fileName: `${input.cell}-${person}.csv`,
        csv: writeLabelSheet(standing.queue, input.annotator, standing.current),
        rows: total,
      };
    },
    importSheet: async (input) => {
      const { result } = await write(input, (standing) => {
        const { reading, records } = sheetRecords(standing, input.annotator, input.csv, sessionOf(input).parts);
        const { already, empty, problems } = reading;
        return { records, result: { added: records.length, already, empty, problems } };
      });
      return result;
    },
  };
}
