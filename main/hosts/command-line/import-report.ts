import type { Examination } from "#shared/import/examination.ts";
import { idSentences, promptSentences, reachSentences, tokenSentence } from "#shared/import/examination-words.ts";
import type { Inspection } from "#shared/import/inspection.ts";
import type { Recognised } from "#shared/import/recognise.ts";
import { badRows, countOf, problemHints, reasonsText } from "#shared/import/row-problem.ts";
import type { Terminal } from "./terminal.ts";

/** What the flags chose. */
export type ImportChoices = {
  readonly reading: Recognised;
  readonly id: string | null;
  readonly sample: number | null;
  readonly keepsGoodRows: boolean;
};

const shownProblems = 20;

/** Says what can't be read and what a closer look found; whether the import may go on. */
export function reportFindings(
  { report: found, tooMuch, notes }: Inspection,
  examination: Examination | null,
  { reading, id, sample, keepsGoodRows }: ImportChoices,
  terminal: Terminal,
): boolean {
  const told = new Set(found.first.map(({ sentence }) => sentence));
  for (const note of notes) if (!told.has(note)) terminal.complain(note);
  for (const { sentence, reason } of found.first.slice(0, shownProblems)) terminal.complain(`${sentence} ${problemHints[reason]}`);
  const more = countOf(found.bad) + countOf(found.changed) - Math.min(found.first.length, shownProblems);
  if (more > 0) terminal.complain(`And ${more.toLocaleString("en")} more.`);
  if (tooMuch !== null && sample === null) terminal.complain(`${tooMuch} Import it with --sample 50000.`);
  const bad = badRows(found, reading.shape !== null);
  const isRefused = countOf(bad) > 0 && !keepsGoodRows;
  if (isRefused) terminal.complain(`Nothing was imported: ${reasonsText(bad)}. Keep the others with --good-rows.`);
  const idsServe = examination === null || reportExamination(examination, id !== null, keepsGoodRows, terminal);
  return !isRefused && idsServe && (tooMuch === null || sample !== null);
}

function reportExamination(examination: Examination, isChosen: boolean, keepsGoodRows: boolean, terminal: Terminal): boolean {
  const ids = idSentences(examination);
  for (const sentence of [...ids, ...promptSentences(examination)]) terminal.complain(sentence);
  const tokens = tokenSentence(examination);
  if (tokens !== null) terminal.print(tokens);
  for (const sentence of reachSentences(examination)) terminal.complain(sentence);
  if (ids.length === 0 || !isChosen) return true;
  if (keepsGoodRows) terminal.complain("The first row of each id is kept; the others, and rows without one, are left out.");
  else
    terminal.complain(
      "Nothing was imported: keep the first row of each id with --good-rows, or leave --id out to keep all and number them.",
    );
  return keepsGoodRows;
}
