import type { Problem } from "#shared/assay-error.ts";
import type { Approvable, Approval, BodyDefaults, CellKind, CellReading, CostClass, Reference } from "#shared/cells/cell-kind.ts";
import { kinds } from "#shared/cells/kinds.ts";
import { didYouMean } from "#shared/nearest-names.ts";
import { checkCellName } from "#shared/notebook/cell-name.ts";
import type { CellBlock, NotebookDocument } from "#shared/notebook/document.ts";
import { readFrontMatter } from "#shared/notebook/front-matter.ts";

/** A cell as its source says: read, but not yet set against the rest of the notebook. */
export type SourceCell = {
  readonly name: string;
  readonly kind: string;
  readonly source: string;
  /** Line of the file on which the body begins. */
  readonly bodyLine: number;
  /** Null when this version does not know the kind. */
  readonly row: CellKind | null;
  readonly reading: CellReading<unknown> | null;
  readonly problems: readonly Problem[];
  /** The name is used more than once; none of its cells runs. */
  readonly clashes: boolean;
};

/**
 * Reads the cells of one notebook as it changes: every cell in page order, once a name (whatever the case), problems with
 * lines of the file. A body that stayed as it was is not read again, since that is most of them, most of the time.
 */
export function createCellsReader(): (document: NotebookDocument) => readonly SourceCell[] {
  let known: ReadonlyMap<string, CellReading<unknown>> = new Map();
  return (document) => {
    const seen = new Map<string, CellReading<unknown>>();
    const cells = readCells(document, (row, body, defaults) => {
      const key = JSON.stringify([row.kind, defaults, body]);
      const reading = known.get(key) ?? row.read(body, defaults);
      seen.set(key, reading);
      return reading;
    });
    known = seen;
    return cells;
  };
}

type ReadBody = (row: CellKind, body: string, defaults: BodyDefaults) => CellReading<unknown>;

function readCells(document: NotebookDocument, readBody: ReadBody): readonly SourceCell[] {
  const blocks = cellBlocks(document);
  const { models } = readFrontMatter(document);
  const uses = new Map<string, { readonly line: number }[]>();
  for (const { block, line } of blocks) {
    const key = block.name.toLowerCase();
    uses.set(key, [...(uses.get(key) ?? []), { line }]);
  }
  const seen = new Set<string>();
  const cells: SourceCell[] = [];
  for (const { block, line } of blocks) {
    const key = block.name.toLowerCase();
    if (seen.has(key)) continue;
    seen.add(key);
    cells.push(readCell(block, line, uses.get(key) ?? [], (row) => readBody(row, block.body, defaultsFor(row, models))));
  }
  return cells;
}

function cellBlocks(document: NotebookDocument): readonly { readonly block: CellBlock; readonly line: number }[] {
  const found: { block: CellBlock; line: number }[] = [];
  let line = 1;
  for (const block of document.blocks) {
    if (block.type === "cell") found.push({ block, line });
    line += block.raw.split(/\r\n|\n|\r/).length - 1;
  }
  return found;
}

function readCell(
  block: CellBlock,
  line: number,
  uses: readonly { readonly line: number }[],
  read: (row: CellKind) => CellReading<unknown>,
): SourceCell {
  const bodyLine = line + block.bodyLine;
  const row = kinds.get(block.kind) ?? null;
  const reading = row === null ? null : read(row);
  const problems: Problem[] = [];
  if (row === null) problems.push(unknownKind(block, line));
  const badName = checkCellName(block.name, []);
  if (badName !== null) problems.push({ ...badName, place: { ...badName.place, cell: block.name, line } });
  if (uses.length > 1) problems.push(clash(block.name, uses));
  if (reading !== null && !reading.ok) {
    for (const problem of reading.problems) {
      problems.push({ ...problem, place: { ...problem.place, cell: block.name, line: bodyLine + (problem.place.line ?? 1) - 1 } });
    }
  }
  return { name: block.name, kind: block.kind, source: block.body, bodyLine, row, reading, problems, clashes: uses.length > 1 };
}

type NotebookModels = { readonly [kind: string]: readonly string[] };

/** Models the front matter names for cells that name none. */
function defaultsFor(row: CellKind, models: NotebookModels): BodyDefaults {
  const named = models[row.kind] ?? models.all;
  return row.modelsKey === undefined || named === undefined ? {} : { [row.modelsKey]: named };
}

function unknownKind(block: CellBlock, line: number): Problem {
  const hint = didYouMean(block.kind, kinds.keys()) || "It may need a newer version of Assay. Its text is kept as it is.";
  return {
    code: "unsupported",
    severity: "error",
    sentence: `This version knows no \`${block.kind}\` cell.`,
    hint,
    place: { cell: block.name, line },
  };
}

function clash(name: string, uses: readonly { readonly line: number }[]): Problem {
  const lines = uses.map((use) => use.line).join(" and ");
  return {
    code: "name-taken",
    severity: "error",
    sentence: `The name \`${name}\` is used ${uses.length} times, on lines ${lines}.`,
    hint: "Rename all but one of these cells; none of them runs until then.",
    place: { cell: name },
  };
}

/** What the body reads by name, without what only DuckDB's parser knows. */
export function referencesOf(cell: SourceCell): readonly Reference[] | null {
  if (cell.row === null || cell.reading === null || !cell.reading.ok) return null;
  return cell.row.references(cell.reading.body);
}

/** Tables the cell yields; a cell that can't be read is known by its own name alone. */
export function tablesOf(cell: SourceCell): readonly string[] {
  if (cell.row === null || cell.reading === null || !cell.reading.ok) return [cell.name];
  return cell.row.tables(cell.name, cell.reading.body);
}

/** What running the cell means for a person's money; a cell that can't be read counts as its kind does. */
export function costClassOf({ row, reading }: SourceCell): CostClass {
  if (row === null) return "free";
  return reading?.ok ? (row.costClassOf?.(reading.body) ?? row.costClass) : row.costClass;
}

/** Whether a person has approved the result the cell has now; null where no approval is needed. */
export function approvalOf({ row, reading }: SourceCell, offered: Approvable | undefined): Approval | null {
  return reading?.ok ? (row?.approvalOf?.(reading.body, offered ?? null) ?? null) : null;
}

/** Common keys the engine heeds itself. */
export function pacingOf(cell: SourceCell): {
  readonly isFrozen: boolean;
  readonly runsByItself: boolean;
  readonly maxErrorRate: number;
  readonly budgetUsd: number | null;
  readonly isBatched: boolean;
} {
  const body = cell.reading?.ok ? cell.reading.body : {};
  const keys = typeof body === "object" && body !== null ? new Map(Object.entries(body)) : new Map<string, unknown>();
  const maxErrorRate = keys.get("max_error_rate");
  const budget = keys.get("budget");
  return {
    isFrozen: keys.get("freeze") === true,
    runsByItself: keys.get("auto") !== false,
    maxErrorRate: typeof maxErrorRate === "number" ? maxErrorRate : defaultErrorRate,
    budgetUsd: typeof budget === "number" ? budget : null,
    isBatched: keys.get("batch") === true,
  };
}

/** Share of failed rows above which cells below do not run. */
const defaultErrorRate = 0.05;
