import { type CsvRecord, plainText, readCsv } from "./csv-text.ts";
import { type LabelAnswer, type SeenAnswer, type ShownOrder, settledAnswer } from "./label-answer.ts";
import { type LabelItem, shownCheck, shownTexts } from "./label-item.ts";
import { criteriaFor, type LabelCriterion, type LabelQueue } from "./label-queue.ts";
import { criterionPrefix, sheetColumns } from "./label-sheet.ts";
import { personKey, type StandingLabel } from "./standing-labels.ts";

export type SheetLabel = {
  readonly line: number;
  readonly key: string;
  readonly order: ShownOrder;
  readonly answer: LabelAnswer;
  readonly note: string | null;
};

export type SheetReading = {
  readonly labels: readonly SheetLabel[];
  /** Rows that say what is already known, and rows without a verdict. */
  readonly already: number;
  readonly empty: number;
  /** Rows that were not taken, by line of the file. */
  readonly problems: readonly { readonly line: number; readonly sentence: string }[];
};

/**
 * Reads a filled-in sheet. A row counts when its item is in the queue and the texts are those that were shown: rows that
 * were cut, mixed up or written over are told by line, and the others are taken. Nothing a person has already said here
 * is doubled or written over.
 */
export function readLabelSheet(queue: LabelQueue, annotator: string, labels: readonly StandingLabel[], text: string): SheetReading {
  const [head, ...records] = readCsv(text);
  const columns = new Map((head?.cells ?? []).map((name, at) => [plainText(name).trim(), at]));
  const missing = [sheetColumns.key, sheetColumns.check, sheetColumns.first].filter((name) => !columns.has(name));
  if (head === undefined || missing.length > 0) {
    const what = head === undefined ? "The file is empty." : `The file has no column ${missing.map((name) => `\`${name}\``).join(", ")}.`;
    return { labels: [], already: 0, empty: 0, problems: [{ line: 1, sentence: `${what} Export the queue again and fill that in.` }] };
  }
  const known = new Map(labels.filter(({ person }) => person === personKey(annotator)).map((label) => [label.label.key, label]));
  const read = new Map<string, SheetLabel>();
  const doubled = new Map<string, number[]>();
  const problems: { line: number; sentence: string }[] = [];
  let already = 0;
  let empty = 0;
  const chosen = new Map(queue.items.map(({ key, item }) => [key, item]));
  for (const record of records) {
    const row = readRow(queue, chosen, record, columns);
    if (row === null) empty += 1;
    else if ("sentence" in row) problems.push(row);
    else {
      const before = read.get(row.key);
      const kept = known.get(row.key);
      if (before !== undefined && !same(before, row)) doubled.set(row.key, [...(doubled.get(row.key) ?? [before.line]), row.line]);
      else if (before !== undefined) already += 1;
      else if (kept === undefined) read.set(row.key, row);
      else if (same(row, { answer: kept.answer })) already += 1;
      else
        problems.push({
          line: row.line,
          sentence: `${annotator} has already answered this item otherwise. Undo that label to take this one.`,
        });
    }
  }
  for (const [key, lines] of doubled) {
    read.delete(key);
    for (const line of lines)
      problems.push({ line, sentence: `The item stands on lines ${lines.join(" and ")} with different answers; none of them is taken.` });
  }
  return { labels: [...read.values()], already, empty, problems: problems.sort((one, other) => one.line - other.line) };
}

function same(one: { readonly answer: LabelAnswer }, other: { readonly answer: LabelAnswer }): boolean {
  return JSON.stringify(one.answer) === JSON.stringify(other.answer);
}

type Columns = ReadonlyMap<string, number>;

/** A row's label, what is wrong with it, or null where nothing was said. */
function readRow(
  queue: LabelQueue,
  chosen: ReadonlyMap<string, LabelItem>,
  { line, cells }: CsvRecord,
  columns: Columns,
): SheetLabel | { readonly line: number; readonly sentence: string } | null {
  const cell = (name: string): string => plainText(cells[columns.get(name) ?? -1] ?? "");
  const problem = (sentence: string) => ({ line, sentence });
  const key = cell(sheetColumns.key).trim();
  if (key === "") return problem("The row names no item.");
  const item = chosen.get(key);
  if (item === undefined) return problem(`The item \`${key}\` is not in the queue${queue.population.has(key) ? " any more" : ""}.`);
  const orders: readonly ShownOrder[] = item.b === null ? [null] : ["ab", "ba"];
  const order = orders.find((each) => shownCheck(item, each) === cell(sheetColumns.check).trim());
  if (order === undefined) return problem("What was shown is not what the notebook holds now, or the row's `check` was changed.");
  if (!showsSame(item, order, [cell(sheetColumns.first), cell(sheetColumns.second)]))
    return problem("The texts of this row do not belong to its item; rows may have been mixed up.");
  const said = queue.ask === "rubric" ? readCriteria(criteriaFor(queue, item), cell) : readAnswer(queue, cell(sheetColumns.answer));
  if (said === null || "sentence" in said) return said === null ? null : problem(said.sentence);
  const note = cell(sheetColumns.note).trim();
  return { line, key, order, answer: settledAnswer(said, order), note: note === "" ? null : note };
}

function showsSame(item: LabelItem, order: ShownOrder, texts: readonly string[]): boolean {
  const bare = (text: string): string => plainText(text).trim();
  return shownTexts(item, order).every(({ text }, at) => bare(texts[at] ?? "") === bare(text));
}

const choices = new Map<string, SeenAnswer>([
  ...["first", "1"].map((word) => [word, { type: "choice", choice: "first" }] as const),
  ...["second", "2"].map((word) => [word, { type: "choice", choice: "second" }] as const),
  ...["tie", "equal", "3", "="].map((word) => [word, { type: "choice", choice: "tie" }] as const),
  ...["neither", "both bad", "0"].map((word) => [word, { type: "choice", choice: "neither" }] as const),
]);
const yes = new Set(["yes", "y", "true", "1", "met", "accept", "a"]);
const no = new Set(["no", "n", "false", "0", "not met", "reject", "r"]);
const skipped = new Set(["skip", "s"]);

function readAnswer(queue: LabelQueue, written: string): SeenAnswer | { readonly sentence: string } | null {
  const word = written.trim().toLowerCase();
  if (word === "") return null;
  if (skipped.has(word)) return { type: "skip" };
  if (queue.ask === "pairwise")
    return choices.get(word) ?? { sentence: `\`${written.trim()}\` is no verdict: write first, second, tie, neither or skip.` };
  if (queue.ask === "accept") {
    if (yes.has(word) || no.has(word)) return { type: "accept", accept: yes.has(word) };
    return { sentence: `\`${written.trim()}\` is no verdict: write accept, reject or skip.` };
  }
  const score = Number(word.replace(",", "."));
  const { min, max } = queue.scale ?? { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  if (Number.isInteger(score) && score >= min && score <= max) return { type: "score", score };
  return { sentence: `\`${written.trim()}\` is no score from ${min} to ${max}.` };
}

function readCriteria(
  criteria: readonly LabelCriterion[],
  cell: (name: string) => string,
): SeenAnswer | { readonly sentence: string } | null {
  const found: Record<string, number | null> = {};
  const words = criteria.map(({ id }) => cell(`${criterionPrefix}${id}`).trim().toLowerCase());
  if (words.every((word) => word === "")) return null;
  if (words.some((word) => skipped.has(word))) return { type: "skip" };
  for (const [at, { id, levels }] of criteria.entries()) {
    const word = words[at] ?? "";
    if (word === "") return { sentence: `The criterion \`${id}\` has no answer; write ? where it can't be told.` };
    const level = Number(word);
    if (word === "?") found[id] = null;
    else if (levels !== null && Number.isInteger(level) && level >= 0 && level < levels.length) found[id] = level;
    else if (levels === null && (yes.has(word) || no.has(word))) found[id] = yes.has(word) ? 1 : 0;
    else
      return {
        sentence: `\`${word}\` is no answer to the criterion \`${id}\`: write ${levels === null ? "yes, no" : `0 to ${levels.length - 1}`} or ?.`,
      };
  }
  return { type: "rubric", criteria: found };
}
