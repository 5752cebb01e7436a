import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { LabelProgress } from "../labelling/label-progress.ts";
import type { LabelScreen } from "../labelling/label-screen.ts";
import { notebookRef } from "./schemas.ts";

/** How a whole queue stands. */
export type LabelStanding = LabelProgress & {
  /** Names the cell allows; null: anybody. */
  readonly named: readonly string[] | null;
  /** Labels kept apart because what they were about has changed. */
  readonly setAside: number;
  /** The hardest items were taken without a draw, so that figures can't be corrected from their labels. */
  readonly isDeterministic: boolean;
  readonly problems: readonly string[];
  /** Files that a renamed cell may have left behind; none once this cell has labels of its own. */
  readonly strays: readonly StrayLabels[];
};

/** `labels/CELL.jsonl` of no cell in the notebook, with labels of the queue's items. */
export type StrayLabels = { readonly cell: string; readonly labels: number; readonly sentence: string };

export type SheetImport = {
  readonly added: number;
  readonly already: number;
  readonly empty: number;
  readonly problems: readonly { readonly line: number; readonly sentence: string }[];
};

const seenAnswer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("choice"), choice: z.enum(["first", "second", "tie", "neither"]) }),
  z.object({ type: z.literal("score"), score: z.number() }),
  z.object({ type: z.literal("accept"), accept: z.boolean() }),
  z.object({ type: z.literal("rubric"), criteria: z.record(z.string(), z.number().nullable()) }),
  z.object({ type: z.literal("skip") }),
]);

const queueRef = notebookRef.extend({ cell: z.string() });
const personRef = queueRef.extend({ annotator: z.string().trim().min(1).max(80) });
const note = z.string().max(10_000);

/** People's labels: the queue of a human cell, one person at a time. Models and sides stay behind it. */
export const labels = {
  /** The item named, or the next one this person has not answered. */
  show: oc.input(personRef.extend({ key: z.string().nullable().default(null) })).output(type<LabelScreen>()),
  /**
   * Keeps an answer and shows what comes next. `replaces` is the label the window knew of: where another window gave one
   * meanwhile, nothing is written and busy is thrown.
   */
  give: oc
    .input(
      personRef.extend({
        key: z.string(),
        check: z.string(),
        answer: seenAnswer,
        note: note.nullable().default(null),
        ms: z.number().min(0).nullable().default(null),
        replaces: z.string().nullable().default(null),
      }),
    )
    .output(type<LabelScreen>()),
  /** Takes the person's last label back and shows its item again. Throws not-found when there is none. */
  undo: oc.input(personRef).output(type<LabelScreen>()),
  /** Puts a note beside an item; an empty one takes the earlier away. */
  note: oc.input(personRef.extend({ key: z.string(), note })).output(type<LabelScreen>()),
  progress: oc.input(queueRef).output(type<LabelStanding>()),
  /** Copies a stray file's records into this cell's file; the stray one stays as it is. Throws not-found. */
  adopt: oc.input(queueRef.extend({ from: z.string() })).output(type<{ readonly added: number }>()),
  /** The person's part of the queue as CSV, safe for spreadsheets. */
  exportSheet: oc.input(personRef).output(type<{ readonly fileName: string; readonly csv: string; readonly rows: number }>()),
  /** Reads a filled-in sheet back: good rows are kept, the others told by line. */
  importSheet: oc.input(personRef.extend({ csv: z.string() })).output(type<SheetImport>()),
};
