import { AssayError } from "../../assay-error.ts";
import type { Row, TableSchema } from "../../data/table.ts";
import { hasColumn } from "../../data/table-columns.ts";
import { textOfValue } from "../../data/value-text.ts";
import { chancesOf, type NextToken } from "./next-token.ts";
import { type OtherTokens, otherTokenEnds, type SharedText, sharedText } from "./token-ends.ts";
import { candidatesIn, writtenTokens } from "./written-tokens.ts";

type Table = { readonly table: string; readonly schema: TableSchema; readonly rows: readonly Row[] };

export type NextTokens = {
  readonly places: readonly NextToken[];
  /** Texts the two have in common, and those only one has. */
  readonly texts: number;
  readonly alone: number;
  /** Places after the first that the two wrote differently: what follows has another beginning. */
  readonly parted: number;
  /** A text that the two split into other tokens; null where none shows. Then no place of one is a place of the other. */
  readonly otherTokens: OtherTokens | null;
  /** Texts both wrote, up to where they part, where tokens are others. */
  readonly sharedTexts: readonly SharedText[];
};

const oneTokenizer = { otherTokens: null, sharedTexts: [] };

/**
 * Places where both distributions are known: of a student cell's scores, or of two tables of answers with log-probabilities,
 * the teacher's first, joined by item, sample and place for as long as both wrote the same, in the same tokens. Throws column-missing, data-unreadable.
 */
export function readNextTokens(tables: readonly Table[]): NextTokens {
  const [first, second] = tables;
  if (first === undefined) return { places: [], texts: 0, alone: 0, parted: 0, ...oneTokenizer };
  if (second === undefined) return scoredPlaces(first);
  for (const [index, table] of [first, second].entries()) {
    requireLogprobs(table, `from.${index}`);
    requireOneAnswerEach(table, `from.${index}`);
  }
  return joinedPlaces(first, second);
}

function scoredPlaces({ table, schema, rows }: Table): NextTokens {
  const needed = ["item", "position", "token", "teacher", "student"];
  const missing = needed.filter((name) => !hasColumn(schema, name));
  if (missing.length > 0) {
    throw new AssayError("column-missing", `\`${table}\` has no column ${missing.map((name) => `\`${name}\``).join(", ")}.`, {
      hint: "Measure the `_scores` table of a student cell, or name two tables of answers with `logprobs: true`, the teacher's first.",
      place: { key: "from" },
    });
  }
  const places = rows.map(
    (row): NextToken => ({
      item: textOfValue(row.item),
      sequence: JSON.stringify([textOfValue(row.item), textOfValue(row.sample), textOfValue(row.model)]),
      position: Number(row.position ?? 0),
      token: textOfValue(row.token),
      teacher: candidatesIn(row.teacher),
      student: candidatesIn(row.student),
      studentLogprob: typeof row.student_logprob === "number" ? row.student_logprob : null,
      studentUnlistedMax: typeof row.student_unlisted_max === "number" ? row.student_unlisted_max : null,
      isTeacherRanked: true,
      isStudentRanked: true,
    }),
  );
  return { places, texts: new Set(places.map(({ sequence }) => sequence)).size, alone: 0, parted: 0, ...oneTokenizer };
}

function joinedPlaces(teacher: Table, student: Table): NextTokens {
  const students = new Map(student.rows.map((row) => [sequenceOf(row), writtenTokens(row.logprobs)]));
  let [texts, alone, parted] = [0, 0, 0];
  let otherTokens: OtherTokens | null = null;
  const sharedTexts: SharedText[] = [];
  const places = teacher.rows.flatMap((row) => {
    const sequence = sequenceOf(row);
    const [own, theirs] = [writtenTokens(row.logprobs), students.get(sequence)];
    if (theirs === undefined || own.length === 0 || theirs.length === 0) {
      alone++;
      return [];
    }
    texts++;
    const item = textOfValue(row.item);
    const ends = otherTokenEnds(own, theirs);
    if (ends !== null) otherTokens ??= { item, ...ends };
    sharedTexts.push(...[sharedText(item, own, theirs)].filter((text) => text !== null));
    const different = own.findIndex(({ token }, position) => token !== theirs[position]?.token);
    // The first token written differently was still foretold after the same beginning.
    const common = Math.min(different < 0 ? own.length : different + 1, theirs.length);
    parted += own.length - common;
    return own.slice(0, common).flatMap(({ token, top, isRanked }, position): readonly NextToken[] => {
      const beside = theirs[position];
      if (beside === undefined) return [];
      const chance = chancesOf(beside.top).get(token);
      return [
        {
          item,
          sequence,
          position,
          token,
          teacher: top,
          student: beside.top,
          studentLogprob: chance === undefined ? null : Math.log(chance),
          studentUnlistedMax: null,
          isTeacherRanked: isRanked,
          isStudentRanked: beside.isRanked,
        },
      ];
    });
  });
  return { places, texts, alone, parted, otherTokens, sharedTexts };
}

function sequenceOf(row: Row): string {
  return JSON.stringify([textOfValue(row.item), textOfValue(row.sample)]);
}

/** With two answers to one item and sample nobody can say which of them is the other's. */
function requireOneAnswerEach({ table, rows }: Table, key: string): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const sequence = sequenceOf(row);
    if (seen.has(sequence)) {
      throw new AssayError("data-unreadable", `\`${table}\` has two answers to item "${textOfValue(row.item)}" under one sample number.`, {
        hint: "Keep one model's answers in each table, with a `sql` cell such as `SELECT * FROM answers WHERE model = '…'`.",
        place: { key },
      });
    }
    seen.add(sequence);
  }
}

function requireLogprobs({ table, schema }: Table, key: string): void {
  if (hasColumn(schema, "logprobs")) return;
  throw new AssayError("column-missing", `\`${table}\` has no column \`logprobs\`.`, {
    hint: "Set `logprobs: true` in the teacher cell and run it again.",
    place: { key },
  });
}
