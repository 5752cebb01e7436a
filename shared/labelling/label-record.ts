import { z } from "zod";

/** What was on the screen, by hash and length: enough to prove it, without keeping every text twice. */
const shownText = z.object({ sha256: z.string(), chars: z.number().int().min(0) });

const shown = z.object({
  /** "ab": side a stood first. Null: one answer. */
  order: z.enum(["ab", "ba"]).nullable(),
  question: shownText,
  /** In the order shown. */
  texts: z.array(shownText),
  scale: z.object({ min: z.number(), max: z.number() }).optional(),
  /** SHA-256 of each criterion's text, by id. */
  criteria: z.record(z.string(), z.string()).optional(),
});
export type Shown = z.infer<typeof shown>;

const base = { id: z.string().min(1), at: z.number(), annotator: z.string().trim().min(1) };

const given = z.looseObject({
  ...base,
  type: z.literal("label"),
  /** The queue's item; `item` is the prompt it belongs to. */
  key: z.string().min(1),
  item: z.string(),
  verdict: z.enum(["a", "b", "tie", "neither"]).optional(),
  score: z.number().optional(),
  accept: z.boolean().optional(),
  /** By criterion: 1 met, 0 not met, or the level; null where the person could not say. */
  criteria: z.record(z.string(), z.number().nullable()).optional(),
  skipped: z.literal(true).optional(),
  note: z.string().optional(),
  shown,
  /** Chance with which the item was chosen. 0: it was picked without chance, so nothing can be inferred from it to the rest. */
  selection_p: z.number().min(0).max(1),
  /** Time spent in ms; null where it is unknown. */
  ms: z.number().min(0).nullable(),
  /** The label this one replaces. */
  undoes: z.string().optional(),
  /** Came back in a sheet that was filled in elsewhere. */
  by: z.literal("sheet").optional(),
});

const undo = z.looseObject({ ...base, type: z.literal("undo"), undoes: z.string().min(1) });
const note = z.looseObject({ ...base, type: z.literal("note"), key: z.string().min(1), note: z.string() });

const labelRecord = z.discriminatedUnion("type", [
  given.refine(
    (record) =>
      [record.verdict, record.score, record.accept, record.criteria, record.skipped].filter((each) => each !== undefined).length === 1,
    {
      message: "a label is one of verdict, score, accept, criteria and skipped",
    },
  ),
  undo,
  note,
]);

/** One line of `labels/CELL.jsonl`. Nothing is ever edited: an undo is a record of its own. */
export type LabelRecord = z.infer<typeof labelRecord>;
export type GivenLabel = z.infer<typeof given>;

export type LabelFile = {
  readonly records: readonly LabelRecord[];
  /** Lines that are no record, counted from 1. They are left as they are. */
  readonly unreadable: readonly number[];
};

/** Reads the lines of a label file; what is no record is told by its line. */
export function parseLabelFile(text: string): LabelFile {
  const records: LabelRecord[] = [];
  const unreadable: number[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const parsed = labelRecord.safeParse(jsonIn(line));
    if (parsed.success) records.push(parsed.data);
    else unreadable.push(index + 1);
  }
  return { records, unreadable };
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // A torn or hand-edited line is told with the others that are no record.
  }
}
