import { answerOf, type LabelAnswer } from "./label-answer.ts";
import type { GivenLabel, LabelFile, LabelRecord } from "./label-record.ts";

/** A label that counts: not undone, and the person's last on its item. */
export type StandingLabel = {
  readonly label: GivenLabel;
  readonly answer: LabelAnswer;
  /** The name as it was first written. */
  readonly annotator: string;
  readonly person: string;
  readonly note: string | null;
};

export type StandingLabels = {
  /** In the order given. */
  readonly labels: readonly StandingLabel[];
  /** Ids of every record, so that none is written twice. */
  readonly ids: ReadonlySet<string>;
  /** What was found odd, in sentences. */
  readonly problems: readonly string[];
};

/** Names that differ by capitals or spaces are one person. */
export function personKey(name: string): string {
  return name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}

/**
 * The labels that count. Records of several processes, windows and branches come in any order: the clock decides which of
 * one person's labels of one item is the last, and a record that a merge doubled counts once. Only whoever gave a label
 * can undo it.
 */
export function standingLabels(file: LabelFile): StandingLabels {
  const ids = new Set<string>();
  const records = inTime(file.records).filter((record) => !ids.has(record.id) && ids.add(record.id));
  const spellings = new Map<string, Set<string>>();
  for (const { annotator } of records) {
    const known = spellings.get(personKey(annotator));
    if (known) known.add(annotator.trim());
    else spellings.set(personKey(annotator), new Set([annotator.trim()]));
  }
  const givenBy = new Map(
    records.flatMap((record) => (record.type === "label" ? [[record.id, personKey(record.annotator)] as const] : [])),
  );
  const undone = new Set<string>();
  for (const record of records) {
    if (record.type !== "note" && record.undoes !== undefined && givenBy.get(record.undoes) === personKey(record.annotator))
      undone.add(record.undoes);
  }
  const last = new Map<string, GivenLabel>();
  let replaced = 0;
  for (const record of records) {
    if (record.type !== "label" || undone.has(record.id)) continue;
    const place = placeOf(record.annotator, record.key);
    if (last.has(place)) replaced += 1;
    last.delete(place);
    last.set(place, record);
  }
  const notes = notesOf(records);
  const labels = [...last].map(([place, label]): StandingLabel => {
    const person = personKey(label.annotator);
    const [annotator = label.annotator] = spellings.get(person) ?? [];
    return { label, answer: answerOf(label), annotator, person, note: notes.get(place) ?? null };
  });
  return { labels, ids, problems: [...unreadableLines(file), ...severalSpellings(spellings), ...givenTwice(replaced)] };
}

/** By the clock; records of the same moment stay in the order of the file. */
function inTime(records: readonly LabelRecord[]): readonly LabelRecord[] {
  return [...records].sort((one, other) => one.at - other.at);
}

function placeOf(annotator: string, key: string): string {
  return JSON.stringify([personKey(annotator), key]);
}

/** The last word of each person on each item; an empty note takes an earlier one away. */
function notesOf(records: readonly LabelRecord[]): ReadonlyMap<string, string | null> {
  const notes = new Map<string, string | null>();
  for (const record of records) {
    if (record.type === "undo" || record.note === undefined) continue;
    notes.set(placeOf(record.annotator, record.key), record.note.trim() === "" ? null : record.note);
  }
  return notes;
}

function unreadableLines({ unreadable }: LabelFile): readonly string[] {
  if (unreadable.length === 0) return [];
  const lines = unreadable.slice(0, 5).join(", ") + (unreadable.length > 5 ? " …" : "");
  return [
    `${unreadable.length === 1 ? "Line" : "Lines"} ${lines} of the label file can't be read and ${unreadable.length === 1 ? "is" : "are"} left as ${unreadable.length === 1 ? "it is" : "they are"}.`,
  ];
}

function severalSpellings(spellings: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  return [...spellings.values()]
    .filter((names) => names.size > 1)
    .map((names) => `${[...names].map((name) => `“${name}”`).join(" and ")} are taken for one person.`);
}

function givenTwice(replaced: number): readonly string[] {
  if (replaced === 0) return [];
  return [
    `${replaced} ${replaced === 1 ? "label was" : "labels were"} given again by the same person without an undo; the last one counts.`,
  ];
}
